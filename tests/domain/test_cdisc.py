"""Where items go in the tabulated data: every name that an Item carries can be read and keeps the standard's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ucmsc_desktop.domain.cdisc import Target, annotation
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Field, Item, fields
from ucmsc_desktop.domain.pasi import Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.shape import shape

NAME = re.compile(r"[A-Z][A-Z0-9_]{0,7}")


def everything() -> Iterator[tuple[str, str, tuple[Target, ...]]]:
    """Form, field and targets of every value of every form, the parts of rows under the key 1 among them."""
    for form, record_type in FORMS.items():
        whole = shape(record_type)
        for field in whole.fields:
            yield form, field.name, annotation(form, field)
        for rows in whole.rows:
            for part in rows.parts:
                yield form, f"{rows.field.name}.{part.name}", annotation(form, part, row=rows.field, key="1")


def of(form: str, name: str) -> list[str]:
    """The places of a field in words."""
    return [str(target) for target in annotation(form, fields(FORMS[form])[name])]


def of_row(form: str, rows_name: str, part_name: str, key: str) -> list[str]:
    """The places of a part of a row in words."""
    rows = next(rows for rows in shape(FORMS[form]).rows if rows.field.name == rows_name)
    part = next(part for part in rows.parts if part.name == part_name)
    return [str(target) for target in annotation(form, part, row=rows.field, key=key)]


def test_every_name_keeps_the_length_and_letters_of_the_standard() -> None:
    found = [target for _form, _name, targets in everything() for target in targets]
    assert len(found) > 150
    for target in found:
        assert NAME.fullmatch(target.variable), target
        assert not target.testcd or NAME.fullmatch(target.testcd) or target.testcd == "1", target
        assert target.domain.removeprefix("SUPP") in {"CDASH", "CO", "DM"} or target.domain[-2:].isupper()


def test_the_sixteen_entries_of_pasi_have_their_codes() -> None:
    for place, region in enumerate(Region):
        codes = [f"{region}_{sign}" for sign in Sign] + [f"{region}_area"]
        for step, name in enumerate(codes, 1):
            assert of("PASI", name) == [f"RSORRES when RSTESTCD = PASI03{4 * place + step:02}"]
    assert of("PASI", "total_tenths") == ["RSORRES when RSTESTCD = PASI0329"]
    assert of("PASI-2", "total_tenths") == ["RSORRES when RSTESTCD = PASI0329 and RSEVALID = RATER 2"]


def test_items_of_questionnaires_are_numbered_by_the_standard() -> None:
    assert of_row("DLQI", "answers", "value", "1") == ["QSORRES when QSTESTCD = DLQI101"]
    assert of_row("DLQI", "answers", "value", "7a") == ["QSORRES when QSTESTCD = DLQI107A"]
    assert of_row("DLQI", "answers", "value", "10") == ["QSORRES when QSTESTCD = DLQI110"]
    assert of_row("SAS", "answers", "value", "3") == ["QSORRES when QSTESTCD = SAS03"]
    assert of_row("SDS", "answers", "value", "20") == ["QSORRES when QSTESTCD = SDS20"]
    assert of("SDS", "standard") == ["QSORRES when QSTESTCD = SDSSTD"]


def test_parts_of_a_row_stand_under_the_condition_of_the_row() -> None:
    assert of_row("LAB", "results", "value", "CA19_9AG") == ["LBORRES when LBTESTCD = CA19_9AG"]
    assert of_row("LAB", "results", "uln", "AST") == ["LBORNRHI when LBTESTCD = AST"]
    assert of_row("LAB", "results", "checked", "AST") == []
    assert of_row("THERAPY", "therapies", "ongoing", "1") == ["CMENRTPT when CMCAT = PSORIASIS TREATMENT"]
    assert of_row("SCREENING", "answers", "value", "I1") == ["IEORRES when IETESTCD = I1"]


def test_what_is_not_tabulated_says_so() -> None:
    for form, name in (("AEASK", "any_event"), ("SCREENING", "eligible"), ("THERAPY", "any_therapy")):
        (target,) = annotation(form, fields(FORMS[form])[name])
        assert not target.is_submitted
    comment = Field("x", Item(label="x", cdisc="ZZ.COVAL"), str)
    assert [target.is_submitted for target in annotation("AE", comment)] == [False]
    assert [target.is_submitted for target in annotation("AE", fields(FORMS["AE"])["narrative"])] == [True]
    assert annotation("DOSECHECK", fields(FORMS["DOSECHECK"])["weight_kg"]) == ()


def test_one_value_may_go_to_two_places() -> None:
    assert of("INFUSION", "cells_given") == ["ECDOSE when ECMOOD = PERFORMED", "EXDOSE"]
    assert of("AE", "action") == ["AEACN", "SUPPAE.QVAL when QNAM = ACNORIG"]


def test_a_name_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="what-is-this"):
        annotation("AE", Field("x", Item(label="x", cdisc="what-is-this"), str))
