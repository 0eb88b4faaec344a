"""Nothing that a record holds is missing on paper: every value of every form is found in the text of the PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reports import factory
from tests.reports.filled import Filler, all_missing
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.infusion_words import VITAL_VALUES
from ucmsc_desktop.domain.items import Field, MissingReason, Record
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.shape import Kind, flat, kind_of, rows_of, shape
from ucmsc_desktop.reports.casebook import lay_out
from ucmsc_desktop.reports.entries import value_text
from ucmsc_desktop.text import tenths_text

PLAIN = {("LAB", "value"), ("LAB", "lln"), ("LAB", "uln"), *(("VITALS", name) for name in VITAL_VALUES)}
"""Values whose unit stands in the head of their column, or behind the second of two."""
POPPLER = shutil.which("pdftotext")


def squeezed(text: str) -> str:
    """A text without its spaces and line ends, so that a value that wraps is found."""
    return re.sub(r"[\s\u00a0]+", "", text)


def book(record: Record) -> Casebook:
    """A casebook of one record, at a visit unless it belongs to the study."""
    visit = "" if record.form in STUDY_FORMS else "W4"
    subject = "" if record.form in STUDY_FORMS else factory.SUBJECT
    kept = factory.kept(record, visit, factory.FIRST, number=1)
    return Casebook(subject, (kept,))


def held(record: Record) -> Iterator[tuple[str, str]]:
    """Every value that a record holds, as paper writes it."""
    values = flat(record)
    for field in shape(type(record)).fields:
        if values[field.name] is not None:
            yield field.name, in_print(record, field, values[field.name])
    for rows in shape(type(record)).rows:
        for key, row in rows_of(record, rows):
            for part in rows.parts:
                if row[part.name] not in (None, "", False):
                    yield f"{rows.field.name}.{key}.{part.name}", in_print(record, part, row[part.name])


def in_print(record: Record, field: Field, value: Any) -> str:
    """How a value stands on paper: in its field's words, or in those of the form that draws it."""
    if kind_of(field) is Kind.BYTES:
        return LesionMap(record.lesion_map.chart, value).mark  # type: ignore[attr-defined]
    if field.name.endswith("tenths"):
        return tenths_text(value)
    if (record.form, field.name) == ("AE", "infusion"):
        return factory.protocol().visit_name(value)
    if (record.form, field.name) in PLAIN:
        return str(value)
    if field.name == "after_reveal":
        return "Changed after earlier scores were shown."
    if isinstance(value, Finding):
        return ""
    if record.form == "LAB" and field.name in ("confirmed", "checked", "qualifier"):
        return ""
    return value_text(field, value)


def read_by_poppler(pdf: bytes, folder: Path) -> str:
    """The text as another program reads it."""
    (folder / "print.pdf").write_bytes(pdf)
    asked = [str(POPPLER), "-raw", str(folder / "print.pdf"), "-"]
    return subprocess.run(asked, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("form", FORMS)
def test_every_value_stands_on_paper(form: str, tmp_path: Path) -> None:
    record = Filler().record(FORMS[form]).derived()
    made = printed(book(record))
    readings = [squeezed("".join(pages(made)))]
    if POPPLER is not None:
        readings.append(squeezed(read_by_poppler(made.pdf, tmp_path)))
    for reading in readings:
        assert [(name, words) for name, words in held(record) if squeezed(words) not in reading] == []


@pytest.mark.parametrize("form", FORMS)
def test_every_reason_for_a_missing_value_stands_on_paper(form: str) -> None:
    silent = []
    for name, record in all_missing(FORMS[form], MissingReason.REFUSED):
        layout = lay_out(book(record), factory.protocol(), factory.PRINTED, practice=False)
        words = "".join(words.text for page in layout.pages for words in page.words)
        if "participantrefused" not in squeezed(words):
            silent.append(name)
    assert silent == []
