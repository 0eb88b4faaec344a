"""A study as one file of CDISC ODM 1.3.2: definitions, people, and every save and signature with who, when and why."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from lxml import etree

from ucmsc_desktop.domain.story import Header, Story
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.admin import admin_element
from ucmsc_desktop.exchange.odm.armour import armoured
from ucmsc_desktop.exchange.odm.metadata import study_element, version_oid
from ucmsc_desktop.exchange.odm.steps import form_data, group_data, moments, version_data

VERSION, ENDING = "1.3.2", ".odm.xml"
SOURCE = "UCMSC Desktop"


def file_name(code: str, ending: str = ENDING) -> str:
    """What the file of a study is called."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in code) + ending


def write_odm(folder: Path, header: Header, stories: Iterable[Story]) -> Iterator[int]:
    """Write the file into a folder; yields after each participant how many are written.

    `stories` are read once, that of the study's own records first, so that memory does not grow with the study.
    """
    path = folder / file_name(header.protocol.study.code)
    with path.open("wb") as file, etree.xmlfile(file, encoding="UTF-8", close=False) as out:
        out.write_declaration()
        with out.element("ODM", about(header), nsmap={None: oids.NAMESPACE}):
            out.write("\n")
            for element in (study_element(header), admin_element(header)):
                _write(out, element)
            yield from data(out, header, iter(stories))


def about(header: Header, version: str = VERSION) -> dict[str, str]:
    """What the file says of itself."""
    at = header.at.isoformat(timespec="seconds")
    return {
        "FileType": "Transactional",
        "FileOID": f"{armoured(header.protocol.study.code)}.{at}",
        "CreationDateTime": at,
        "ODMVersion": version,
        "SourceSystem": SOURCE,
    }


def data(out: Any, header: Header, stories: Iterator[Story]) -> Iterator[int]:
    """Write the study's own records, then each participant; answers how many are written."""
    place = {
        "StudyOID": oids.study_oid(header.protocol.study.code, practice=header.practice),
        "MetaDataVersionOID": version_oid(header),
    }
    first = next(stories, None)
    of_study = first if first is not None and not first.subject else None
    with _within(out, "ReferenceData", place):
        for number, version in enumerate(header.versions, 1):
            _write(out, version_data(number, version))
        for moment in moments(of_study.steps) if of_study is not None else ():
            for element in group_data(moment):
                _write(out, element)
    others = stories if first is None or of_study is not None else chain([first], stories)
    with _within(out, "ClinicalData", place):
        for done, story in enumerate(others, 1):
            _subject(out, story)
            yield done


def _subject(out: Any, story: Story) -> None:
    with _within(out, "SubjectData", {"SubjectKey": oids.subject_key(story.subject)}):
        _write(out, etree.Element("SiteRef", LocationOID=oids.SITE))
        with contextlib.ExitStack() as event:
            visit: str | None = None
            for moment in moments(story.steps):
                if moment[0].key.visit != visit:
                    visit = moment[0].key.visit
                    event.close()
                    event.enter_context(_within(out, "StudyEventData", {"StudyEventOID": oids.event_oid(visit)}))
                _write(out, form_data(moment))


@contextlib.contextmanager
def _within(out: Any, name: str, about: dict[str, str]) -> Iterator[None]:
    with out.element(name, about):
        out.write("\n")
        yield
    out.write("\n")


def _write(out: Any, element: etree._Element) -> None:
    out.write(element, pretty_print=True)
