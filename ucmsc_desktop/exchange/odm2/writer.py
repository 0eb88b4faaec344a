"""A study as one file of CDISC ODM 2.0: the same definitions and steps as in the file of 1.3.2, as 2.0 writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from ucmsc_desktop.domain.story import Header, Story
from ucmsc_desktop.exchange.odm.admin import admin_element
from ucmsc_desktop.exchange.odm.metadata import study_element
from ucmsc_desktop.exchange.odm.writer import about, data, file_name
from ucmsc_desktop.exchange.odm2.data import modernise_data
from ucmsc_desktop.exchange.odm2.definitions import modernise_study
from ucmsc_desktop.exchange.odm2.people import modernise_people

NAMESPACE = "http://www.cdisc.org/ns/odm/v2.0"
VERSION, ENDING = "2.0", ".odm2.xml"


class _Modern:
    """Where elements of ODM 1.3.2 are written to and come out as those of 2.0; what is open around them is the same."""

    def __init__(self, out: Any, change: Callable[[etree._Element], None]) -> None:
        self.element = out.element
        self._out = out
        self._change = change

    def write(self, written: Any, **how: Any) -> None:
        """Write a text as it is, and an element as 2.0 has it."""
        if not isinstance(written, str):
            self._change(written)
        self._out.write(written, **how)


def write_odm2(folder: Path, header: Header, stories: Iterable[Story]) -> Iterator[int]:
    """Write the file into a folder; yields after each participant how many are written. Raises OSError.

    `stories` are read once, that of the study's own records first, so that memory does not grow with the study.
    """
    path = folder / file_name(header.protocol.study.code, ENDING)
    with path.open("wb") as file, etree.xmlfile(file, encoding="UTF-8", close=False) as out:
        out.write_declaration()
        with out.element("ODM", about(header, VERSION), nsmap={None: NAMESPACE}):
            out.write("\n")
            _Modern(out, modernise_study).write(study_element(header), pretty_print=True)
            _Modern(out, modernise_people).write(admin_element(header), pretty_print=True)
            yield from data(_Modern(out, modernise_data), header, iter(stories))
