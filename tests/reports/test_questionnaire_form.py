"""SAS, SDS and DLQI on paper: every answer, what reversed items count, both scores and the limit."""

from datetime import date

import pytest

from tests.reports import factory
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.dlqi import ITEMS as DLQI_ITEMS
from ucmsc_desktop.domain.dlqi import Dlqi, DlqiAnswer
from ucmsc_desktop.domain.questionnaire import Questionnaire
from ucmsc_desktop.domain.zung import ITEMS, Sas, Sds

ON = date(2026, 3, 2)


def paper(record: Questionnaire) -> str:
    """All that is printed of one form, in one line."""
    book = Casebook(factory.SUBJECT, (factory.kept(record, "SCR", ON, signed=False),))
    return " ".join(" ".join(pages(printed(book, visit="SCR"))).split())


def test_a_whole_scale_says_the_same_as_the_screen() -> None:
    words = paper(Sas(answered_on=ON, answers={item: int(item) % 4 + 1 for item in ITEMS}))
    assert "raw 51 → standard 63 (raw × 1.25, integer part)" in words
    assert "Limit 50 applies to the standard score: 63 is above it." in words
    assert "SAS standard score is raw × 1.25, integer part; above 50 excludes" in words
    assert words.count(", reversed") == 5
    assert "5 2 3, reversed" in words
    assert "when only the total is known" not in words
    assert "blank" not in words


def test_an_open_item_stands_as_blank_and_there_is_no_score() -> None:
    words = paper(Sds(answered_on=ON, answers={item: 2 for item in ITEMS if item != "7"}))
    assert "7 blank" in words
    assert "19 of 20 items are answered: no score. Open: 7." in words
    assert "standard 5" not in words


def test_sds_43_is_explained_on_paper() -> None:
    words = paper(Sds(answered_on=ON, entered_raw=43))
    assert "Raw score, when only the total is known 43" in words
    assert "exactly 53.75" in words
    assert "parameter sds_rounding" in words


@pytest.mark.parametrize("problem", ["2", "0"])
def test_the_dlqi_with_item_7a_and_its_band(problem: str) -> None:
    answers = dict.fromkeys(DLQI_ITEMS, DlqiAnswer.ONE) | {"3": DlqiAnswer.NOT_RELEVANT, "7": DlqiAnswer.NO}
    words = paper(Dlqi(answered_on=ON, answers=answers).answered("7a", DlqiAnswer(problem)))
    assert "3 Not relevant" in words
    assert f"7a {problem}" in words
    assert f"total {8 + int(problem)} of 30, band 6 to 10" in words
