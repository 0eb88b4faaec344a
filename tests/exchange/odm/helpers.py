"""Exports of real studies, and the official schema that they are held against."""

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from lxml import etree

from ucmsc_desktop.exchange.odm.faults import BadOdm
from ucmsc_desktop.exchange.odm.oids import NAMESPACE
from ucmsc_desktop.exchange.odm.reader import read_odm
from ucmsc_desktop.exchange.odm.writer import write_odm
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.study import Study


def exported(study: Study, folder: Path, subjects: Sequence[str] | None = None) -> Path:
    """The file of a study, of all its participants or some."""
    folder.mkdir(exist_ok=True)
    some = study.subjects() if subjects is None else subjects
    done = list(write_odm(folder, leaving.header(study, some), leaving.stories(study, some)))
    assert done == list(range(1, len(some) + 1))
    (file,) = folder.iterdir()
    return file


def without_time(file: Path) -> bytes:
    """A file without the two places that say when it was made."""
    return re.sub(rb' (FileOID|CreationDateTime)="[^"]*"', b"", file.read_bytes())


def schema() -> etree.XMLSchema:
    """The official schema."""
    return etree.XMLSchema(etree.parse(str(files("odmlib") / "schemas/odm/1.3.2/ODM1-3-2.xsd")))


def faults(file: Path) -> list[str]:
    """What the official schema finds."""
    official = schema()
    official.validate(etree.parse(file))
    return [str(error) for error in official.error_log]


def reasons(file: Path) -> str:
    """Why a file is refused; an empty text when it is not."""
    try:
        read_odm(file)
    except BadOdm as error:
        return "\n".join(error.reasons)
    return ""


def found(file: Path, path: str) -> list[etree._Element]:
    """The elements at a path; `o:` stands for ODM."""
    elements: list[etree._Element] = etree.parse(file).getroot().xpath(path, namespaces={"o": NAMESPACE})
    return elements
