"""The DLQI: item 7 in two parts, not relevant, one open item, the bands, and the total alone."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.dlqi import ITEMS, Dlqi, DlqiAnswer, allowed, band
from ucmsc_desktop.domain.dlqi_words import said, total_words

THREE, TWO, ONE, NONE = DlqiAnswer.THREE, DlqiAnswer.TWO, DlqiAnswer.ONE, DlqiAnswer.NONE
COUNTS = {"3": 3, "2": 2, "1": 1, "0": 0, "not_relevant": 0, "yes": 3, "no": 0}
ANSWERS = st.fixed_dictionaries({item: st.sampled_from(allowed(item)) for item in ITEMS})


def whole(answer: DlqiAnswer = ONE, work: DlqiAnswer = DlqiAnswer.NOT_RELEVANT) -> Dlqi:
    """All items answered alike, item 7 in its own way."""
    return Dlqi(answers={item: work if item == "7" else answer for item in ITEMS}).derived()


@given(ANSWERS, st.sampled_from(allowed("7a")))
def test_the_total_is_the_sum_of_what_the_answers_count(answers: dict[str, DlqiAnswer], problem: DlqiAnswer) -> None:
    form = Dlqi(answers=answers).derived()
    if answers["7"] is DlqiAnswer.NO:
        form = form.answered("7a", problem)
    assert form.total == sum(COUNTS[answer.value] for answer in form.answers.values())
    assert 0 <= form.total <= 30
    assert items.problems(form) == form.contradictions() == []
    low, high = band(form.total)
    assert low <= form.total <= high
    assert msgspec.json.decode(msgspec.json.encode(form), type=Dlqi) == form


@pytest.mark.parametrize(
    ("work", "problem", "counts"),
    [("yes", None, 3), ("not_relevant", None, 0), ("no", "2", 2), ("no", "1", 1), ("no", "0", 0)],
)
def test_item_7_in_two_parts(work: str, problem: str | None, counts: int) -> None:
    form = whole(NONE, DlqiAnswer(work))
    form = form if problem is None else form.answered("7a", DlqiAnswer(problem))
    assert (form.total, form.left()) == (counts, ())


def test_7a_goes_when_item_7_is_no_longer_no() -> None:
    form = whole(NONE, DlqiAnswer.NO).answered("7a", TWO)
    assert form.asked()[6:8] == ("7", "7a")
    changed = form.answered("7", DlqiAnswer.YES)
    assert "7a" not in changed.answers
    assert changed.total == 3


def test_one_open_item_counts_nothing_and_two_leave_no_total() -> None:
    for item in ITEMS:
        one = whole(TWO, DlqiAnswer.YES).answered(item, None)
        assert one.total == 21 - (3 if item == "7" else 2)
        assert one.contradictions() == []
        assert f"Item {item} is open and counts 0" in said(one).note
        second = "1" if item != "1" else "2"
        two = one.answered(second, None)
        assert two.total is None
        assert "8 of 10 items are answered: no score." in two.contradictions()[0].sentence


def test_an_open_7a_is_one_open_item() -> None:
    form = whole(ONE, DlqiAnswer.NO)
    assert (form.total, form.left(), form.given()) == (9, ("7a",), 9)
    assert form.answered("1", None).total is None


def test_nine_not_relevant_answers_are_answers() -> None:
    form = Dlqi(answers=dict.fromkeys(ITEMS[2:], DlqiAnswer.NOT_RELEVANT))
    form = form.answered("1", THREE).answered("2", NONE)
    assert (form.total, form.left()) == (3, ())


@pytest.mark.parametrize(
    ("item", "answer"),
    [("1", "not_relevant"), ("2", "not_relevant"), ("1", "yes"), ("7", "3"), ("7", "0"), ("7a", "2"), ("11", "1")],
)
def test_what_an_item_does_not_allow_is_not_stored(item: str, answer: str) -> None:
    form = Dlqi(answers={item: DlqiAnswer(answer)})
    assert [problem.field for problem in items.problems(form)] == [f"answers.{item}"]


def test_7a_allows_two_to_nothing() -> None:
    form = Dlqi(answers={"7": DlqiAnswer.NO, "7a": DlqiAnswer.THREE})
    assert items.problems(form)[0].sentence == "Item 7a is answered with one of: 2, 1, 0."


@pytest.mark.parametrize(("total", "is_sound"), [(-1, False), (0, True), (30, True), (31, False)])
def test_the_total_alone_is_enough(total: int, *, is_sound: bool) -> None:
    form = Dlqi(entered_total=total).derived()
    assert form.total == total
    assert (items.problems(form) == []) is is_sound


def test_a_total_beside_answers_must_be_theirs() -> None:
    form = msgspec.structs.replace(whole(), entered_total=10).derived()
    assert form.total is None
    assert "add up to 9, but 10 was entered" in form.contradictions()[0].sentence
    assert msgspec.structs.replace(form, entered_total=9).derived().total == 9


def test_the_bands_have_no_gap() -> None:
    assert [band(total) for total in (0, 1, 2, 5, 6, 10, 11, 20, 21, 30)] == [
        (0, 1), (0, 1), (2, 5), (2, 5), (6, 10), (6, 10), (11, 20), (11, 20), (21, 30), (21, 30),
    ]  # fmt: skip
    assert total_words(12) == "total 12 of 30, band 11 to 20"
