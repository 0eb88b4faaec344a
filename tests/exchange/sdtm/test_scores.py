"""PASI item by item with its sums, questionnaires by number, and totals of earlier records."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cohort import REAL
from tests.exchange.sdtm.package import BY, SUBJECT, header, kept, rows, tabulated
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.dlqi import Dlqi, DlqiAnswer
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.pasi import HistoricalPasi, IndependentPasi, PasiAssessment, PasiEntries, Sign, tenths
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.zung import ITEMS, Sas
from ucmsc_desktop.exchange.dataset_json import write_dataset_json
from ucmsc_desktop.exchange.pasi_csv import read_pasi

WHEN = date(2026, 3, 28)
grades = st.integers(0, 4)


@st.composite
def assessments(draw: st.DrawFn) -> PasiAssessment:
    """A complete assessment, areas by their % or by their score."""
    record = PasiAssessment(assessed_on=WHEN, notes="a\nb" * draw(st.integers(0, 1)) or None)
    for region in Region:
        for sign in Sign:
            record = record.scored(region, sign, draw(grades))
        record = record.covered(region, draw(st.decimals(0, 100, places=1)))
    return record


@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(record=assessments())
def test_all_29_results_are_exact(record: PasiAssessment, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tabulated(tmp_path_factory.mktemp("pasi"), [kept(record, "W0")])
    found = {row["RSTESTCD"]: row for row in rows(folder, "RS")}
    assert {code for code in found if code.startswith("PASI")} == {f"PASI03{number:02}" for number in range(1, 30)}
    numbers = {code: Decimal(row["RSSTRESN"]) for code, row in found.items()}
    for place, region in enumerate(Region):
        codes = [f"PASI03{4 * place + item:02}" for item in range(1, 5)]
        signs, area = record.signs(region), record.area(region)
        assert [numbers[code] for code in codes] == [*signs, area]
        total, product, weighted = (numbers[f"PASI03{17 + 3 * place + item:02}"] for item in range(3))
        assert total == sum(grade or 0 for grade in signs)
        assert product == total * (area or 0)
        assert weighted == product * region.weight / 10
    assert numbers["PASI0329"] * 10 == record.tenths()
    assert found["PASI0329"]["RSORRES"] == f"{(record.tenths() or 0) / 10:.1f}"
    assert numbers["ABSABSA"] == record.bsa_pct()
    beside = [row for row in rows(folder, "SUPPRS") if row["QNAM"] == "AREAPCT"]
    assert [Decimal(row["QVAL"]) for row in beside] == [record.area_pct(region) for region in Region]
    assert [row["COVAL"] for row in rows(folder, "CO")] == ([record.notes] if record.notes else [])


def scored(record_type: type[PasiEntries], grade: int, **values: object) -> PasiEntries:
    """An assessment with one grade everywhere."""
    record = record_type(assessed_on=WHEN, **values)  # type: ignore[arg-type]
    for region in Region:
        record = record.covered(region, Decimal(10))
        for sign in Sign:
            record = record.scored(region, sign, grade)
    return record


def test_the_second_rater_stands_beside_the_first(tmp_path: Path) -> None:
    both = [kept(scored(PasiAssessment, 1), "W0"), kept(scored(IndependentPasi, 2), "W0")]
    totals = [row for row in rows(tabulated(tmp_path, both), "RS") if row["RSTESTCD"] == "PASI0329"]
    assert [(row["RSEVALID"], row["RSORRES"]) for row in totals] == [("RATER 1", "6.0"), ("RATER 2", "12.0")]


def test_a_missing_entry_says_why_and_gives_no_sum(tmp_path: Path) -> None:
    record = scored(PasiAssessment, 1).scored(Region.HEAD, Sign.ERYTHEMA, None)
    refused = msgspec.structs.replace(record, missing={"head_erythema": MissingReason.REFUSED})
    found = {row["RSTESTCD"]: row for row in rows(tabulated(tmp_path, [kept(refused, "W0")]), "RS")}
    assert found["PASI0301"]["RSSTAT"] == "NOT DONE"
    assert found["PASI0301"]["RSREASND"] == "participant refused"
    assert "RSORRES" not in found["PASI0301"]
    assert not {"PASI0317", "PASI0318", "PASI0319", "PASI0329"} & found.keys()
    assert "PASI0322" in found


def test_the_baseline_is_flagged_and_days_count_from_the_infusion(tmp_path: Path) -> None:
    infused = Infusion(given_on=date(2026, 3, 29))
    after = msgspec.structs.replace(scored(PasiAssessment, 2), assessed_on=date(2026, 4, 12))
    records = [kept(scored(PasiAssessment, 3), "SCR"), kept(infused, "W0"), kept(after, "W2")]
    found = [row for row in rows(tabulated(tmp_path, records), "RS") if row["RSTESTCD"] == "PASI0329"]
    assert [(row["RSDY"], row["EPOCH"], row.get("RSLOBXFL")) for row in found] == [
        (-1, "SCREENING", "Y"),
        (15, "TREATMENT", None),
    ]


def test_a_total_of_an_earlier_record_has_a_day_and_no_date(tmp_path: Path) -> None:
    records = [
        kept(HistoricalPasi(day=0, total_tenths=140, source="a file, line 2"), "D0"),
        kept(HistoricalPasi(day=-7, total_tenths=141), "D-7"),
        kept(HistoricalPasi(day=90, missing={"total_tenths": MissingReason.LOST}, day_is_approximate=True), "FU"),
    ]
    folder = tabulated(tmp_path, records, header(visits=("D-7", "D0", "FU")))
    found = {row["VISIT"]: row for row in rows(folder, "RS")}
    assert (found["D0"]["RSDY"], found["D0"]["RSORRES"], found["D-7"]["RSDY"]) == (1, "14.0", -7)
    assert found["FU"]["RSREASND"] == "lost to follow-up"
    assert not any("RSDTC" in row for row in found.values())
    assert {(row["QNAM"], row["QVAL"]) for row in rows(folder, "SUPPRS")} == {
        ("SOURCE", "a file, line 2"),
        ("DYAPPROX", "Y"),
    }
    assert {row["VISIT"] for row in rows(folder, "SV")} == {"D0", "D-7"}


def test_the_96_real_patients_keep_every_total_and_day(tmp_path: Path) -> None:
    found = read_pasi(REAL.read_bytes(), REAL.name).participants
    everyone: list[tuple[str, list[Kept[Record]]]] = [
        (subject, [Kept(key, record, BY, "0" * 64) for key, record in records]) for subject, _who, records in found
    ]
    visits = tuple({kept.key.visit for _subject, records in everyone for kept in records})
    assert len(set(write_dataset_json(tmp_path, header(visits=visits), everyone))) == 96
    expected = {
        (f"UCMSC-PSO-{kept.key.subject}", kept.key.visit): (kept.record.day, kept.record.total_tenths)
        for _subject, records in everyone
        for kept in of_type(records, HistoricalPasi)
    }
    assert {
        (row["USUBJID"], row["VISIT"]): (
            row["RSDY"] - 1,
            tenths(Decimal(row["RSSTRESN"])) if "RSSTRESN" in row else None,
        )
        for row in rows(tmp_path, "RS")
    } == expected


def test_answers_count_what_the_score_counts(tmp_path: Path) -> None:
    answers = {str(item): DlqiAnswer.TWO for item in range(1, 11)}
    answers |= {"3": DlqiAnswer.NOT_RELEVANT, "7": DlqiAnswer.NO, "7a": DlqiAnswer.ONE}
    sas = Sas(answered_on=WHEN, answers=dict.fromkeys(ITEMS, 1))
    folder = tabulated(tmp_path, [kept(Dlqi(answered_on=WHEN, answers=answers), "W12"), kept(sas, "SCR")])
    found = {row["QSTESTCD"]: row for row in rows(folder, "QS")}
    items = [code for code in found if code.startswith("DLQI") and code != "DLQI111"]
    assert sum(int(found[code]["QSSTRESN"]) for code in items) == int(found["DLQI111"]["QSSTRESN"]) == 17
    assert (found["DLQI103"]["QSORRES"], found["DLQI103"]["QSSTRESC"]) == ("Not relevant", "0")
    assert found["DLQI107A"]["QSTEST"] == "DLQI Item 7a"
    assert (found["SAS05"]["QSORRES"], found["SAS05"]["QSSTRESC"]) == ("1", "4")
    assert (found["SASRAW"]["QSORRES"], found["SASSTD"]["QSORRES"]) == ("35", "43")
    assert found["SASRAW"]["QSDRVFL"] == "Y"


def test_a_total_that_was_entered_is_not_called_derived(tmp_path: Path) -> None:
    (row,) = rows(tabulated(tmp_path, [kept(Dlqi(entered_total=12), "W12")]), "QS")
    assert (row["QSTESTCD"], row["QSORRES"], row.get("QSDRVFL")) == ("DLQI111", "12", None)


def test_itch_keeps_its_scale(tmp_path: Path) -> None:
    record = GlobalAssessment(assessed_on=WHEN, itch_cm=Decimal("4.5"), global_grade=3, notes="=1+1")
    folder = tabulated(tmp_path, [kept(record, "W12")])
    found = {row["QSTESTCD"]: row for row in rows(folder, "QS")}
    assert (found["ITCHVAS"]["QSORRES"], found["ITCHVAS"]["QSORRESU"]) == ("4.5", "cm")
    assert found["PGA"]["QSEVAL"] == "INVESTIGATOR"
    assert [row["COVAL"] for row in rows(folder, "CO")] == ["=1+1"]
    assert rows(folder, "CO")[0]["USUBJID"] == f"UCMSC-PSO-{SUBJECT}"
