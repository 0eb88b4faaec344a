"""The tabs of a trajectory as data: exact values, dashed ways, levels and the day of a relapse."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import STAMP, assessment, kept
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept, Key, State
from ucmsc_desktop.domain.course import Course, course
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.measures import Measure, Plot
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment, Sign
from ucmsc_desktop.domain.plot_shares import region_shares, sign_shares
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.regions import Region

FIRST = date(2026, 3, 2)
FROM_PASI = (Measure.PASI, Measure.CHANGE, Measure.REGION, Measure.SIGN, Measure.BSA)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def scored(day: int, visit: str, signs: tuple[int, int, int] = (3, 2, 1), *, signed: bool = True) -> Kept[Record]:
    return kept(assessment("40", signs, on(day)), visit, signed=signed)


def total(day: int | None, tenths: int | None, visit: str = "", **values: bool) -> Kept[Record]:
    missing = {} if tenths is not None else {"total_tenths": MissingReason.LOST}
    record = HistoricalPasi(day=day, total_tenths=tenths, source="old.csv", missing=missing, **values)
    return kept(record, visit or f"D{day}")


def infused(day: int = 0) -> Kept[Record]:
    return kept(Infusion(given_on=on(day)), "W0", signed=True)


def drawn(protocol: Protocol, measure: Measure, *records: Kept[Record]) -> Plot:
    return plot(measure, protocol, course(protocol, "P-001", records), records, {"assessor": "Dr Lin"})


def words(found: Plot, trace: int = 0) -> list[str]:
    return [value.words for value in found.traces[trace].values]


THREE = (infused(), scored(0, "W0", (4, 4, 4)), scored(15, "W2"), scored(57, "W8", (1, 1, 0)))


def test_pasi_by_true_day_with_who_assessed_it(protocol: Protocol) -> None:
    found = drawn(protocol, Measure.PASI, *THREE)
    (trace,) = found.traces
    assert [(value.day, int(value.value)) for value in trace.values] == [(0, 36), (15, 18), (57, 6)]
    assert {(value.by, value.form, value.state) for value in trace.values} == {("Dr Lin", "PASI", State.SIGNED)}
    assert trace.bridged == {2}
    assert [(level.value, level.label) for level in found.levels] == [
        (18, "PASI 50 ≤ 18.0"),
        (9, "PASI 75 ≤ 9.0"),
        (Fraction(36, 10), "PASI 90 ≤ 3.6"),
    ]
    assert found.absent == ()


def test_change_is_exact_and_negative_where_better(protocol: Protocol) -> None:
    found = drawn(protocol, Measure.CHANGE, *THREE)
    assert [value.value for value in found.traces[0].values] == [0, -50, Fraction(-250, 3)]
    assert words(found) == ["0.0\u00a0%", "−50.0\u00a0%", "−83.3\u00a0%"]
    assert [level.value for level in found.levels] == [-50, -75, -90]
    assert found.low == -100


def test_before_the_baseline_no_change_is_drawn_and_it_is_said(protocol: Protocol) -> None:
    found = drawn(protocol, Measure.CHANGE, scored(-7, "SCR"), *THREE)
    assert len(found.traces[0].values) == 3
    assert found.absent == ("Screening: before the baseline, therefore without a change.",)


grades = st.integers(0, 4)
areas = st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def assessments(draw: st.DrawFn) -> PasiAssessment:
    record = PasiAssessment(assessed_on=FIRST)
    for region in Region:
        record = record.covered(region, draw(areas))
        for sign in Sign:
            record = record.scored(region, sign, draw(grades))
    return record


@given(assessments())
def test_shares_add_up_to_the_pasi_in_tenths(protocol: Protocol, record: PasiAssessment) -> None:
    tenths = record.tenths()
    assert sum((region_shares(record) or {}).values()) == tenths
    assert sum((sign_shares(record) or {}).values()) == tenths
    for measure in (Measure.REGION, Measure.SIGN):
        found = drawn(protocol, measure, kept(record.derived(), "W0"))
        assert 10 * sum(trace.values[0].value for trace in found.traces) == tenths


@given(assessments(), st.sampled_from(list(Region)), st.sampled_from(list(Sign)))
def test_an_open_entry_leaves_no_share(record: PasiAssessment, region: Region, sign: Sign) -> None:
    open_again = record.scored(region, sign, None)
    assert region_shares(open_again) is None
    assert sign_shares(open_again) is None


def test_regions_and_signs_are_named_in_the_order_of_the_form(protocol: Protocol) -> None:
    regions, signs = drawn(protocol, Measure.REGION, *THREE), drawn(protocol, Measure.SIGN, *THREE)
    assert [trace.name for trace in regions.traces] == ["Head and neck", "Upper limbs", "Trunk", "Lower limbs"]
    assert [words(regions, place)[1] for place in range(4)] == ["1.8", "3.6", "5.4", "7.2"]
    assert [(trace.name, trace.values[1].words) for trace in signs.traces] == [
        ("Redness", "9.0"),
        ("Thickness", "6.0"),
        ("Scaling", "3.0"),
    ]
    assert {trace.bridged for trace in (*regions.traces, *signs.traces)} == {frozenset({2})}


def test_totals_without_regions_are_counted_where_they_cannot_be_drawn(protocol: Protocol) -> None:
    records = (total(0, 186), total(7, 120))
    assert words(drawn(protocol, Measure.PASI, *records)) == ["18.6", "12.0"]
    for measure in (Measure.REGION, Measure.SIGN, Measure.BSA):
        found = drawn(protocol, measure, *records)
        assert not found.has_values
        assert found.absent[-1] == "2 totals from an earlier record have no regional entries and are not drawn here."


def test_body_surface_needs_all_regions_in_percent(protocol: Protocol) -> None:
    grade_only = msgspec.structs.replace(assessment("40", (1, 1, 1), on(14)), trunk_area_pct=None)
    found = drawn(protocol, Measure.BSA, infused(), scored(0, "W0"), kept(grade_only, "W2"))
    assert words(found) == ["40.0\u00a0%"]
    assert found.absent == ("Week 2: the area of a region is not known in %.",)


def test_dlqi_on_the_day_of_its_answers(protocol: Protocol) -> None:
    found = drawn(
        protocol,
        Measure.DLQI,
        infused(),
        kept(Dlqi(answered_on=on(1), entered_total=14).derived(), "W0"),
        kept(Dlqi(answered_on=on(30)).derived(), "W4"),
        kept(Dlqi(entered_total=3).derived(), "W8"),
    )
    assert [(value.day, value.words, value.form) for value in found.traces[0].values] == [(1, "14", "DLQI")]
    assert found.absent == (
        "Week 8: without a date, therefore not drawn.",
        "Week 4: no total, as answers are missing or do not agree.",
    )
    assert found.high == 30


@pytest.mark.parametrize(
    ("scale", "values", "written"),
    [
        ("0-10 cm", [Fraction(64, 10), Fraction(37, 10)], ["6.4\u00a0cm", "3.7\u00a0cm"]),
        ("0-100 mm", [64, 37], ["64\u00a0mm", "37\u00a0mm"]),
    ],
)
def test_itch_is_turned_into_the_scale_of_the_protocol(
    toml: str, scale: str, values: list[Fraction], written: list[str]
) -> None:
    protocol = read_protocol(toml.replace('itch_scale = "0-10 cm"', f'itch_scale = "{scale}"'))
    found = drawn(
        protocol,
        Measure.ITCH,
        infused(),
        kept(GlobalAssessment(assessed_on=on(0), itch_cm=Decimal("6.4")), "W0"),
        kept(GlobalAssessment(assessed_on=on(28), itch_mm=37), "W4"),
    )
    assert [value.value for value in found.traces[0].values] == values
    assert words(found) == written
    assert found.traces[0].bridged == frozenset()  # itch may be asked at week 2, and need not be
    turned = "Week 4 (37\u00a0mm)" if scale == "0-10 cm" else "Week 0 (6.4\u00a0cm)"
    assert found.absent == (f"{turned}: itch was marked on the other scale and is converted.",)


def test_itch_on_two_scales_is_drawn_on_that_of_the_protocol(protocol: Protocol) -> None:
    both = GlobalAssessment(assessed_on=on(0), itch_cm=Decimal("6.4"), itch_mm=70)
    found = drawn(protocol, Measure.ITCH, infused(), kept(both, "W0"))
    assert words(found) == ["6.4\u00a0cm"]
    assert found.absent == ("Week 0: itch is marked on two scales; that of the protocol is drawn.",)


def test_a_draft_is_a_record_without_an_entry(protocol: Protocol) -> None:
    draft = Kept[Record](Key("P-001", "W2", "PASI"), assessment("40", (1, 1, 1), on(14)), STAMP, "")
    for measure in (Measure.PASI, Measure.REGION):
        found = drawn(protocol, measure, infused(), scored(0, "W0"), draft)
        assert [value.state for value in found.traces[0].values] == [State.SIGNED, State.DRAFT]


def test_a_missed_visit_is_bridged_in_every_tab(protocol: Protocol) -> None:
    missed = kept(Visit(status=VisitStatus.MISSED, reason="ill"), "W2")
    for measure in FROM_PASI:
        found = drawn(protocol, measure, infused(), scored(0, "W0"), missed, scored(28, "W4"))
        assert found.traces[0].bridged == {1}


def test_relapse_stands_on_the_day_of_the_assessment_that_lost_the_response(protocol: Protocol) -> None:
    records = (total(0, 200), total(28, 90), total(42, 120))
    assert drawn(protocol, Measure.PASI, *records).relapse_day == 42
    assert drawn(protocol, Measure.CHANGE, *records).relapse_day == 42
    assert drawn(protocol, Measure.REGION, *records).relapse_day is None
    about = (total(0, 200), total(28, 90), total(42, 120, day_is_approximate=True))
    assert drawn(protocol, Measure.PASI, *about).relapse_day == 42


def test_a_course_without_its_records_still_draws_pasi(protocol: Protocol) -> None:
    shown = course(protocol, "P-001", THREE)
    assert words(plot(Measure.PASI, protocol, shown, ())) == ["36.0", "18.0", "6.0"]
    assert plot(Measure.PASI, protocol, Course("P-001"), ()).absent == ("Chart starts with the week-0 PASI.",)
