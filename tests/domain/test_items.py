"""What a field knows about itself: reading, showing, checking and comparing values."""

import typing
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any, ClassVar

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucmsc_desktop.domain.assessments import PhotoRef
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, VitalSigns
from ucmsc_desktop.domain.items import (
    BadValue,
    Code,
    Field,
    Item,
    MissingReason,
    Record,
    blanks,
    changed,
    decimal_places,
    entries,
    fields,
    parse,
    problems,
    range_text,
    show,
    show_entry,
)
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.pasi import AreaMethod, PasiAssessment
from ucmsc_desktop.text import NO_BREAK_SPACE

from .build import records, values


class Colour(Code):
    """Answers of the sample."""

    RED = ("red", "Deep red")
    PALE = ("pale", "Pale")


class Sample(Record, frozen=True, kw_only=True):
    """One field of each kind."""

    form: ClassVar[str] = "SAMPLE"
    title: ClassVar[str] = "Sample"

    count: Annotated[int | None, Item(label="Count", low=0, high=4)] = None
    change: Annotated[Decimal | None, Item(label="Change", unit="%", low=-100, high=100, decimals=1)] = None
    weight: Annotated[Decimal | None, Item(label="Weight", unit="kg", low=20, decimals=1)] = None
    whole: Annotated[Decimal | None, Item(label="Whole", high=10**9)] = None
    on: Annotated[date | None, Item(label="On")] = None
    at: Annotated[datetime | None, Item(label="At")] = None
    born: Annotated[PartialDate | None, Item(label="Born")] = None
    colour: Annotated[Colour | None, Item(label="Colour")] = None
    sure: Annotated[bool | None, Item(label="Sure")] = None
    words: Annotated[str | None, Item(label="Words", required=False)] = None
    double: Annotated[int | None, Item(label="Double", derived=True)] = None
    inner: int | None = None


F = fields(Sample)
EVERY_FIELD = [(form, name) for form, record_type in FORMS.items() for name in fields(record_type)]


def test_fields_are_the_described_ones_in_order_on_paper() -> None:
    assert list(F) == ["count", "change", "weight", "whole", "on", "at", "born", "colour", "sure", "words", "double"]
    assert F["count"].kind is int
    assert F["born"].kind is PartialDate
    assert F["colour"].codes == (Colour.RED, Colour.PALE)
    assert F["words"].codes == ()
    assert next((field.name, value) for field, value in entries(Sample(count=2))) == ("count", 2)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("count", "0", 0),
        ("count", " 4 ", 4),
        ("count", "3.0", 3),
        ("count", "３", 3),
        ("change", "-0.1", Decimal("-0.1")),
        ("change", "−100", Decimal(-100)),  # the sign with which it is shown
        ("change", "+5", Decimal(5)),
        ("change", ".5", Decimal("0.5")),
        ("change", "5 %", Decimal(5)),
        ("change", "5%", Decimal(5)),
        ("weight", f"68.50{NO_BREAK_SPACE}kg", Decimal("68.5")),
        ("whole", "2e6", Decimal(2_000_000)),
        ("whole", "2.5E+6", Decimal(2_500_000)),
        ("on", "2026-03-28", date(2026, 3, 28)),
        ("on", "2028-02-29", date(2028, 2, 29)),
        ("at", "2026-03-28T10:42:07+08:00", datetime(2026, 3, 28, 2, 42, 7, tzinfo=UTC)),
        ("born", "1980", "1980"),
        ("born", "1980-02", "1980-02"),
        ("born", "1980-02-29", "1980-02-29"),
        ("colour", "red", Colour.RED),
        ("colour", "DEEP RED", Colour.RED),
        ("sure", "yes", True),
        ("sure", "No", False),
        ("words", " a word ", "a word"),
    ],
)
def test_reading(name: str, typed: str, value: object) -> None:
    found = parse(F[name], typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("name", list(F))
@pytest.mark.parametrize("typed", ["", "  ", NO_BREAK_SPACE, "\t\n"])
def test_an_empty_text_is_no_value(name: str, typed: str) -> None:
    assert parse(F[name], typed) is None
    assert show(F[name], None) == ""


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("count", "5", "Count must be 0 to 4."),
        ("count", "-1", "Count must be 0 to 4."),
        ("count", "2.5", "Count is a whole number."),
        ("count", "two", "Count: “two” is not a number."),
        ("change", "100.1", f"Change must be −100 to 100{NO_BREAK_SPACE}%."),
        ("change", "-100.1", f"Change must be −100 to 100{NO_BREAK_SPACE}%."),
        ("change", "1.25", "Change has at most 1 decimal."),
        ("change", "12,5", "Change: write “12.5”, with a point and no comma."),
        ("change", "5 kg", "Change: “5 kg” is not a number."),
        ("weight", "19.9", f"Weight must be at least 20{NO_BREAK_SPACE}kg."),
        ("whole", "2,000,000", "Whole: write “2000000”, with a point and no comma."),
        ("whole", "2,000", "Whole: write “2000” or “2.000”, with a point and no comma."),
        ("whole", "1000000001", "Whole must be at most 1000000000."),
        ("whole", "1.5", "Whole is a whole number."),
        ("whole", "1_000", "Whole: “1_000” is not a number."),
        ("whole", "NaN", "Whole: “NaN” is not a number."),
        ("whole", "sNaN", "Whole: “sNaN” is not a number."),
        ("whole", "Infinity", "Whole: “Infinity” is not a number."),
        ("whole", "1e400", "Whole: “1e400” is not a number."),
        ("whole", "1e99", "Whole must be at most 1000000000."),
        ("on", "2026-02-29", "On: “2026-02-29” is not a date. Write year-month-day, for example 2026-03-28."),
        ("on", "2026-11-31", "On: “2026-11-31” is not a date. Write year-month-day, for example 2026-03-28."),
        ("on", "28.03.2026", "On: “28.03.2026” is not a date. Write year-month-day, for example 2026-03-28."),
        ("on", "2026-03", "On: “2026-03” is not a date. Write year-month-day, for example 2026-03-28."),
        ("on", "2026-W13-6", "On: “2026-W13-6” is not a date. Write year-month-day, for example 2026-03-28."),
        ("at", "2026-03-28T10:42", "At: the time has no zone."),
        ("at", "10:42", "At: “10:42” is not a date and time, for example 2026-03-28 10:42."),
        ("born", "1980-13", "Born: this is not a date. Write 2026, 2026-03 or 2026-03-28."),
        ("born", "1981-02-29", "Born: this is not a date. Write 2026, 2026-03 or 2026-03-28."),
        ("colour", "blue", "Colour: “blue” is not one of its answers."),
        ("sure", "maybe", "Sure: “maybe” is not one of its answers."),
    ],
)
def test_what_is_no_value_gets_a_sentence(name: str, typed: str, sentence: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse(F[name], typed)
    assert str(refused.value) == sentence


@given(st.sampled_from(list(F)), st.text(max_size=12))
def test_any_text_is_a_good_value_or_a_sentence(name: str, typed: str) -> None:
    try:
        value = parse(F[name], typed)
    except BadValue:
        return
    assert value is None or problems(msgspec.structs.replace(Sample(), **{name: value})) == []


@pytest.mark.parametrize("typed", ["9" * 5000, "1e-99", "0." + "0" * 40 + "1"])
def test_a_number_of_any_length_is_judged(typed: str) -> None:
    with pytest.raises(BadValue):
        parse(F["change"], typed)
    assert parse(F["change"], "1." + "0" * 60) == 1


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("count", 0, "0"),
        ("change", Decimal("-5.0"), f"−5.0{NO_BREAK_SPACE}%"),
        ("whole", Decimal("2E+6"), "2000000"),
        ("on", date(2026, 3, 28), "28-Mar-2026"),
        ("at", datetime(2026, 3, 28, 10, 42, 7, tzinfo=timezone(timedelta(hours=8))), "28-Mar-2026 10:42:07"),
        ("born", PartialDate("1980"), "1980"),
        ("born", PartialDate("1980-02"), "1980-02"),
        ("born", PartialDate("1980-02-29"), "29-Feb-1980"),
        ("colour", Colour.RED, "Deep red"),
        ("sure", True, "yes"),
        ("sure", False, "no"),
        ("words", "a word", "a word"),
    ],
)
def test_showing(name: str, value: object, shown: str) -> None:
    assert show(F[name], value) == shown


def test_answers_are_shown_in_words() -> None:
    field = fields(Screening)["answers"]
    assert show(field, {"I1": Answer.YES, "E1": Answer.JUDGEMENT}) == "I1: Yes, E1: Needs judgement"
    assert show(field, {}) == ""


def test_an_entry_says_why_it_is_missing() -> None:
    record = Sample(count=0, missing={"weight": MissingReason.REFUSED})
    assert show_entry(record, "count") == "0"
    assert show_entry(record, "weight") == "participant refused"
    assert show_entry(record, "on") == "blank"


@pytest.mark.parametrize(("form", "name"), EVERY_FIELD)
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_shown_can_be_read_back(form: str, name: str, data: st.DataObject) -> None:
    field = fields(FORMS[form])[name]
    if typing.get_origin(field.kind) is not None or field.kind in (LesionMap, PhotoRef):
        return  # nobody types these
    value = data.draw(values(field))
    typed = value.isoformat() if isinstance(value, date) else value if field.kind is PartialDate else show(field, value)
    found = parse(field, typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_every_valid_record_survives_json_exactly(form: str, data: st.DataObject) -> None:
    record = data.draw(records(FORMS[form]))
    # Each field is valid by itself; what a form rules out as a whole is tested with it.
    assert problems(record) == record.faults()
    read = msgspec.json.decode(msgspec.json.encode(record), type=FORMS[form])
    assert read == record
    assert changed(record, read) == []
    for (field, before), (_field, after) in zip(entries(record), entries(read), strict=True):
        assert type(before) is type(after)
        assert str(before) == str(after), field.name
    assert record.derived().derived() == record.derived()
    assert problems(read.derived()) == record.faults()
    assert isinstance(record.contradictions(), list)


def test_an_absent_field_takes_no_room() -> None:
    assert msgspec.json.encode(Sample()) == b"{}"
    assert msgspec.json.encode(Infusion(weight_kg=Decimal("68.50"))) == b'{"weight_kg":"68.50"}'


@pytest.mark.parametrize("form", FORMS)
def test_every_field_is_described(form: str) -> None:
    record_type = FORMS[form]
    assert record_type.title
    assert len({field.item.label for field in fields(record_type).values()}) == len(fields(record_type))
    for field in fields(record_type).values():
        assert field.label
        for code in field.codes:
            assert code.label
            assert str(code) == code.value == f"{code}"
    assert blanks(record_type()) == [
        field
        for field in fields(record_type).values()
        if field.item.required and not field.item.derived and getattr(record_type(), field.name) is None
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"count": 5}, "count"),
        ({"count": True}, "count"),
        ({"count": Decimal(3)}, "count"),
        ({"count": "3"}, "count"),
        ({"weight": 68}, "weight"),
        ({"weight": 68.5}, "weight"),
        ({"weight": Decimal("NaN")}, "weight"),
        ({"weight": Decimal("Infinity")}, "weight"),
        ({"weight": Decimal("68.55")}, "weight"),
        ({"weight": Decimal("0")}, "weight"),
        ({"on": datetime(2026, 3, 28, tzinfo=UTC)}, "on"),
        ({"on": "2026-03-28"}, "on"),
        ({"at": date(2026, 3, 28)}, "at"),
        ({"at": datetime(2026, 3, 28)}, "at"),  # noqa: DTZ001 - that is the error
        ({"born": "1980-02-30"}, "born"),
        ({"born": 1980}, "born"),
        ({"colour": "red"}, "colour"),
        ({"colour": Sex.FEMALE}, "colour"),
        ({"sure": 1}, "sure"),
        ({"words": 3}, "words"),
        ({"count": 3, "missing": {"count": MissingReason.NOT_DONE}}, "count"),
        ({"missing": {"nothing": MissingReason.NOT_DONE}}, "nothing"),
    ],
)
def test_what_keeps_a_record_from_being_stored(values: dict[str, Any], field: str) -> None:
    (problem,) = problems(msgspec.structs.replace(Sample(), **values))
    assert problem.field == field
    assert problem.sentence.endswith(".")


def test_ends_of_a_range_are_in() -> None:
    assert problems(Sample(count=0, change=Decimal(-100), weight=Decimal(20))) == []
    assert problems(Sample(count=4, change=Decimal("100.0"), weight=Decimal("20.000"))) == []
    assert [problem.field for problem in problems(Sample(count=-1, change=Decimal("100.1")))] == ["count", "change"]


def test_a_code_outside_its_list_is_refused_when_read() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"label_counts":"both"}', type=Infusion)


def test_blanks_are_required_fields_without_value_and_without_reason() -> None:
    assert "double" not in {field.name for field in blanks(Sample())}
    assert "words" not in {field.name for field in blanks(Sample())}
    record = Sample(count=0, sure=False, missing={"weight": MissingReason.NOT_DONE})
    assert [field.name for field in blanks(record)] == ["change", "whole", "on", "at", "born", "colour"]


def test_changes() -> None:
    old = Sample(count=1, weight=Decimal("68.5"), words="a", double=2, inner=1)
    assert changed(old, old) == []
    assert changed(old, msgspec.structs.replace(old, weight=Decimal("68.50"), double=4, inner=2)) == []
    new = msgspec.structs.replace(old, count=None, words="b", missing={"count": MissingReason.NOT_KNOWN})
    assert [field.name for field in changed(old, new)] == ["count", "words"]
    again = msgspec.structs.replace(new, missing={"count": MissingReason.REFUSED})
    assert [field.name for field in changed(new, again)] == ["count"]
    assert [field.name for field in changed(Sample(), Sample(count=0))] == ["count"]


@pytest.mark.parametrize(
    ("number", "places"),
    [
        ("0", 0), ("0.000", 0), ("-0.0", 0), ("1", 0), ("1.0", 0), ("1.50", 1), ("0.05", 2), ("100", 0), ("1E+9", 0),
        ("12E-3", 3), ("120E-1", 0), ("1e-999999", 999999), ("-2.25", 2), ("1." + "0" * 50 + "1", 51),
    ],
)  # fmt: skip
def test_decimal_places(number: str, places: int) -> None:
    assert decimal_places(Decimal(number)) == places


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Item(label="", low=0, high=4), "0 to 4"),
        (Item(label="", low=0, unit="mL"), f"at least 0{NO_BREAK_SPACE}mL"),
        (Item(label="", high=Decimal("2.5"), unit="mL"), f"at most 2.5{NO_BREAK_SPACE}mL"),
    ],
)
def test_ranges_in_words(item: Item, words: str) -> None:
    assert range_text(item) == words


@pytest.mark.parametrize(
    ("record_type", "name", "kind"),
    [
        (PasiAssessment, "head_area_pct", Decimal),
        (PasiAssessment, "head_area_method", AreaMethod),
        (PasiAssessment, "head_erythema", int),
        (Infusion, "label_counts", LabelCounts),
        (Infusion, "started_at", datetime),
        (Participant, "birth_date", PartialDate),
        (VitalSigns, "temperature", Decimal),
    ],
)
def test_the_kind_of_a_field(record_type: type[Record], name: str, kind: object) -> None:
    field: Field = fields(record_type)[name]
    assert field.kind is kind
