"""The figures with a line for each participant, the swimmer and the heat map, and enrolment against its plan."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.figure import Dash, Figure, Ink, Mark, Shape
from ucmsc_desktop.domain.figures.heat import heat
from ucmsc_desktop.domain.figures.recruitment import recruitment_figure
from ucmsc_desktop.domain.figures.swimmer import swimmer
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.recruitment import Enrolled, Recruitment

from .people import earlier, event, infusion, missed, pasi, person, withdrawn

PROTOCOL = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def signs(figure: Figure, shape: Shape, ink: Ink) -> list[tuple[float, float, bool]]:
    """Where the marks of a look stand, and whether they are filled."""
    return [(mark.x, mark.y, mark.filled) for mark in figure.marks if (mark.shape, mark.ink) == (shape, ink)]


def said(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.words.replace("\u00a0", " ") for mark in marks]


def test_a_lane_shows_doses_the_first_response_relapse_and_the_end(protocol: Protocol) -> None:
    records = [infusion(0), infusion(14, "30"), missed(28), pasi(0, 4), pasi(42, 1), pasi(56, 3), withdrawn(60)]
    figure = swimmer(protocol, [person(protocol, "P-001", *records)])
    assert signs(figure, Shape.TRIANGLE, Ink.COURSE) == [(0, 0, True)]
    assert signs(figure, Shape.TRIANGLE, Ink.WARN) == [(14, 0, False), (28, 0, False)]
    assert signs(figure, Shape.DISC, Ink.RESPONSE) == [(42, 0, False)]
    assert signs(figure, Shape.SQUARE, Ink.ERROR) == [(56, 0, False)]
    assert signs(figure, Shape.CROSS, Ink.ERROR) == [(56, 0, True)]
    assert (figure.blocks[0].x0, figure.blocks[0].x1, figure.blocks[0].who) == (0, 56, "P-001")
    assert "P-001. Day 14, million cells: 60 (60 %)" in said(figure.marks)
    assert "P-001. Day 28, million cells: not given" in said(figure.marks)


def test_the_lane_of_someone_in_the_trial_reaches_today(protocol: Protocol) -> None:
    figure = swimmer(protocol, [person(protocol, "P-001", infusion(0), pasi(0, 4), today=33)])
    assert figure.blocks[0].x1 == 33
    assert signs(figure, Shape.ARROW, Ink.TEXT) == [(33, 0, True)]


def test_events_have_a_line_of_their_own_with_their_grade(protocol: Protocol) -> None:
    plain = person(protocol, "P-001", infusion(0), pasi(0, 4), today=20)
    events = [event(1, 1, last=4), event(2, 3, last=2), event(60, 2)]
    ill = person(protocol, "P-002", infusion(0), pasi(0, 4), *events, today=100)
    figure = swimmer(protocol, [plain, ill])
    assert [(place, name) for place, name in figure.y.ticks] == [(0.0, "P-002"), (2.0, "P-001")]
    assert figure.rows == 3
    assert [(stroke.points, stroke.ink) for stroke in figure.strokes] == [
        (((1, 1), (4, 1)), Ink.WARN),
        (((60, 1), (100, 1)), Ink.WARN),
    ]
    # The two first begin too near to each other: one sign with the higher grade tells both.
    assert [(caption.x, caption.words.strip()) for caption in figure.captions] == [(2, "3"), (60, "2")]
    assert "P-002. Day 1: Grade 1 fever; Day 2: Grade 3 fever" in said(figure.marks)


def test_an_earlier_record_has_a_lane_and_says_what_is_not_known(protocol: Protocol) -> None:
    figure = swimmer(protocol, [earlier(protocol, "U-1", (0, 100), (28, 20), (200, 70), about=(200,))])
    assert signs(figure, Shape.DISC, Ink.RESPONSE) == [(28, 0, False)]
    assert signs(figure, Shape.SQUARE, Ink.ERROR) == [(200, 0, False)]
    assert signs(figure, Shape.BAR, Ink.TEXT) == [(200, 0, True)]
    assert figure.notes == ("From an earlier record, doses and events not known: all.",)


def test_a_cell_holds_the_pasi_and_its_class_of_response(protocol: Protocol) -> None:
    shown = person(protocol, "P-001", infusion(0), pasi(-7, 3), pasi(0, 4), pasi(14, 3), pasi(28, 2), pasi(56, 1),
                   pasi(84, 0))  # fmt: skip
    figure = heat(protocol, [shown])
    assert [words for _place, words in figure.x.ticks] == ["Baseline", "2", "4", "6", "8", "12"]
    cells = {round((block.x0 + block.x1) / 2): (block.label, block.shade) for block in figure.blocks}
    assert cells == {0: ("24.0", None), 1: ("18.0", 0), 2: ("12.0", 1), 4: ("6.0", 2), 5: ("0.0", 4)}
    hollow = [(mark.x, mark.shape, mark.filled) for mark in figure.marks]
    assert hollow == [(3, Shape.DIAMOND, False)], "week 6 is over and nothing is recorded"
    assert figure.description.endswith("PASI 50: 1, PASI 75: 1, PASI 90: 1, PASI 100: 1.")


def test_missing_missed_and_ahead_are_told_apart(protocol: Protocol) -> None:
    mine = person(protocol, "P-001", infusion(0), pasi(0, 4), missed(14, "illness"), pasi(28, 2), today=43)
    lost = earlier(protocol, "U-1", (0, 100), (14, None), (28, 0))
    figure = heat(protocol, [mine, lost])
    assert [(mark.who, mark.x, mark.shape, mark.filled) for mark in figure.marks] == [
        ("P-001", 1, Shape.CROSS, True),
        ("U-1", 1, Shape.DIAMOND, False),
    ]
    assert figure.marks[0].words == "P-001. Week 2: missed (illness)."
    assert "lost" in figure.marks[1].words
    assert "From an earlier record: U-1." in figure.notes


def test_what_is_odd_keeps_its_cell_and_is_said(protocol: Protocol) -> None:
    twice = person(protocol, "P-001", infusion(0), pasi(0, 2), pasi(14, 1), pasi(16, 2, visit="X"), today=16)
    zero = person(protocol, "P-002", infusion(0), pasi(0, 0), pasi(14, 1), today=16)
    late = person(protocol, "P-003", infusion(0), pasi(2, 1, visit="W0"), today=16)
    figure = heat(protocol, [twice, zero, late])
    last = next(block for block in figure.blocks if block.who == "P-001" and block.x0 > 0)
    assert last.label == "12.0"
    assert all(f"PASI\u00a0{pasi}" in last.words for pasi in ("6.0", "12.0"))
    assert [block.shade for block in figure.blocks if block.who == "P-002"] == [None, None]
    assert [(block.label, block.x0 > 0) for block in figure.blocks if block.who == "P-003"] == [("6.0", True)]
    assert "Several PASI in one week, the last one is shown: P-001." in figure.notes
    assert "No response, the baseline PASI is 0.0: P-002." in figure.notes


@given(st.lists(st.lists(st.tuples(st.integers(0, 800), st.integers(0, 720) | st.none()), max_size=30), max_size=6))
def test_every_participant_has_a_line_and_every_value_a_cell(everybody: list[list[tuple[int, int | None]]]) -> None:
    members = [earlier(PROTOCOL, f"U-{number}", *dict(totals).items()) for number, totals in enumerate(everybody)]
    figure, lanes = heat(PROTOCOL, members), swimmer(PROTOCOL, members)
    assert [name for _line, name in figure.y.ticks] == [member.subject for member in members]
    assert sorted(name for _line, name in lanes.y.ticks) == sorted(member.subject for member in members)
    for member in members:
        cells = [block for block in figure.blocks if block.who == member.subject]
        weeks = {max(1, (point.day + 3) // 7) if point.day > 0 else -1 for point in member.course.points
                 if point.tenths is not None and (point.day > 0 or point is member.course.baseline)}  # fmt: skip
        assert len(cells) == len(weeks)


def test_nobody_yet(protocol: Protocol) -> None:
    for figure in (swimmer(protocol, []), heat(protocol, [])):
        assert (figure.blocks, figure.marks, figure.rows) == ((), (), 0)
        assert figure.x.low < figure.x.high


def test_enrolment_rises_by_one_on_each_day_and_stands_beside_its_plan() -> None:
    enrolled = (Enrolled("P-001", date(2026, 3, 2)), Enrolled("P-002", date(2026, 3, 12)))
    found = Recruitment(enrolled, 5, date(2026, 4, 1), date(2026, 2, 20), date(2026, 8, 20), ("P-009",))
    figure = recruitment_figure(found)
    planned, plan, line = figure.strokes
    assert line.points == ((0.0, 0.0), (10.0, 0.0), (10.0, 1.0), (20.0, 1.0), (20.0, 2.0), (40.0, 2.0))
    assert (plan.points, plan.dash) == (((0, 0.0), (181, 5.0)), Dash.GAP)
    assert {height for _day, height in planned.points} == {5.0}
    assert [(mark.x, mark.y, mark.who) for mark in figure.marks] == [(10, 1, "P-001"), (20, 2, "P-002")]
    assert figure.notes == ("Enrolled, on a day that nobody wrote down: P-009.",)
    assert figure.description.startswith("3 of 5 planned participants are enrolled.")


def test_without_a_planned_time_only_the_number_is_drawn() -> None:
    figure = recruitment_figure(Recruitment((), 5, date(2026, 4, 1)))
    assert [stroke.ink for stroke in figure.strokes] == [Ink.RESPONSE, Ink.COURSE]
    assert figure.notes == ("No time is planned within which all are to be enrolled.",)
