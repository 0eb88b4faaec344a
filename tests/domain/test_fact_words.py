"""A changed row in words: what the words of a row leave out still stands in its history."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from tests.reports.filled import Filler
from ucmsc_desktop.domain.fact_words import row_words
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.product import ReleaseLimit
from ucmsc_desktop.domain.shape import rows_of, shape
from ucmsc_desktop.domain.therapies import Therapy, TherapyClass

ROWS = [
    pytest.param(form, rows.field.name, id=f"{form}.{rows.field.name}")
    for form in FORMS
    for rows in shape(FORMS[form]).rows
]


@pytest.mark.parametrize(("form", "name"), ROWS)
def test_no_part_of_a_row_changes_without_its_old_and_new_value(form: str, name: str) -> None:
    fill = Filler()
    first, second = fill.record(FORMS[form]), fill.record(FORMS[form])
    [rows] = [rows for rows in shape(FORMS[form]).rows if rows.field.name == name]
    others = getattr(second, name)
    for key, _parts in rows_of(first, rows):
        row = getattr(first, name)[key]
        for part in rows.parts if isinstance(row, msgspec.Struct) else ():
            changed = msgspec.structs.replace(row, **{part.name: getattr(others[key], part.name)})
            if changed != row:
                assert row_words(row, changed) != row_words(changed, row), part.name


def test_a_start_that_changed_is_told_and_one_that_stands_is_not() -> None:
    before = Therapy(drug="Calcipotriol", therapy_class=TherapyClass.TOPICAL, started_on="2025-03", ongoing=True)  # type: ignore[arg-type]
    after = msgspec.structs.replace(before, started_on="2025-04")
    assert row_words(before, after) == "Calcipotriol, Topical, ongoing, Started on, as far as known: 2025-03"
    renamed = msgspec.structs.replace(before, drug="Calcipotriene")
    assert row_words(before, renamed) == "Calcipotriol, Topical, ongoing"
    assert "2025-03" in row_words(before)


def test_a_row_without_words_of_its_own_names_its_parts() -> None:
    limit = ReleaseLimit(test="Viability", unit="%", low=Decimal(80))
    assert row_words(limit) == "Release test: Viability, Unit: %, Lower limit: 80"
    assert row_words(None, limit) == "blank"
