"""The response of a small cohort with known answers, in each form."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from tests.exchange.test_compute import PROTOCOL
from ucmsc_desktop.domain.casebook import Kept, Stamp
from ucmsc_desktop.domain.cohort import ResponseTable, chooser, response_table
from ucmsc_desktop.domain.course import course
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.member import member
from ucmsc_desktop.domain.response_by_visit import ResponseAt, response_at
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.exchange.pasi_csv import read_pasi
from ucmsc_desktop.exchange.response import as_csv, as_json, as_text

# Columns: subject, baseline, weeks 4, 8 and 12, the last follow-up and its month.
TOTALS = """id,pasi_baseline,wk4,wk8,wk12,last_fu_pasi,last_fu_month
exactly-75,5.6,2.8,1.4,,,
almost-75,18.2,9,4.6,,LTFU,0
worse,10,11,11.1,,2,3
clear,12.4,3,0.4,0,,
follow-up-soon,8.5,4,2.1,,6.3,1
no-baseline-disease,0,0,0,,,
never-seen-again,9,,,,,
"""


def everybody(totals: str = TOTALS) -> dict[str, list[Kept[Record]]]:
    """What is kept of the cohort."""
    stamp = Stamp("someone", Role.INVESTIGATOR, datetime.now(UTC))
    reading = read_pasi(totals.encode(), "old.csv")
    return {
        subject: [Kept(key, record, stamp, "0" * 64) for key, record in records]
        for subject, _who, records in reading.participants
    }


def table(at: str = "end", totals: str = TOTALS) -> ResponseTable:
    """The cohort at a time point."""
    courses = [course(PROTOCOL, subject, records) for subject, records in everybody(totals).items()]
    return response_table(courses, chooser(PROTOCOL, at))


def rates(at: str = "end", totals: str = TOTALS) -> ResponseAt:
    """Its rates there."""
    today = date(2026, 11, 22)
    members = [member(PROTOCOL, subject, records, today) for subject, records in everybody(totals).items()]
    return response_at(PROTOCOL, members, at)


def test_json_has_patients_counts_and_the_median() -> None:
    found = json.loads(as_json(table(), rates(), PROTOCOL))
    assert list(found) == ["patients", "counts", "median_final_pasi", "rates", "note"]
    assert found["counts"] == {"n": 5, "pasi50": 4, "pasi75": 3, "pasi90": 1, "pasi100": 1}
    assert found["median_final_pasi"] == "1.75"
    patients = {patient.pop("subject"): patient for patient in found["patients"]}
    assert patients["exactly-75"] == {
        "baseline": "5.6", "pasi": "1.4", "improvement_pct": "75",
        "pasi50": True, "pasi75": True, "pasi90": False, "pasi100": False,
    }  # fmt: skip
    assert patients["almost-75"]["improvement_pct"] == "74.7252747253"
    assert patients["almost-75"]["pasi75"] is False
    assert patients["worse"]["improvement_pct"] == "-11"
    assert patients["no-baseline-disease"]["pasi50"] is None
    assert patients["never-seen-again"]["pasi"] is None


def test_json_has_the_rates_of_all_treated_and_of_those_observed() -> None:
    found = json.loads(as_json(table(), rates(), PROTOCOL))["rates"]
    pasi75 = found["observed"]["pasi75"]
    bounds = [float(pasi75.pop(name)) for name in ("low_pct", "high_pct")]
    assert bounds == pytest.approx([14.6632799635, 94.7255049474], abs=1e-9)
    assert pasi75 == {"k": 3, "n": 5, "pct": "60", "confidence_pct": "95"}
    assert {name: rate["n"] for name, rate in found["all_treated"].items()} == dict.fromkeys(
        ("pasi50", "pasi75", "pasi90", "pasi100"), 7
    )
    assert (found["not_reached"], found["not_planned"]) == (0, 0)


def test_a_follow_up_on_an_approximate_day_is_no_end_of_treatment() -> None:
    assert {row.subject: row.pasi for row in table("end").rows}["follow-up-soon"] == 21
    assert {row.subject: row.pasi for row in table("primary").rows}["follow-up-soon"] is None


def test_csv_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(table("week:8")))))
    assert rows[0] == {
        "subject": "exactly-75", "baseline": "5.6", "pasi": "1.4", "improvement_pct": "75",
        "pasi50": "true", "pasi75": "true", "pasi90": "false", "pasi100": "false",
    }  # fmt: skip
    assert rows[-1]["pasi"] == rows[-1]["improvement_pct"] == rows[-1]["pasi50"] == ""


def test_the_table_never_rounds_up_to_a_response() -> None:
    lines = as_text(table(), rates(), PROTOCOL).splitlines()
    almost = next(line for line in lines if line.startswith("almost-75"))
    assert almost.split() == ["almost-75", "18.2", "4.6", "74.7", "yes", "no", "no", "no"]
    assert "PASI75: 3 of 5 (60.0 %; 14.7–94.7)" in lines
    assert "Response not defined: 2" in lines
    assert "Median PASI: 1.75" in lines
    assert "PASI75 3/7 = 43\u00a0% (10–82)" in next(line for line in lines if line.startswith("PASI50 "))


def test_of_few_there_is_neither_a_per_cent_nor_a_median() -> None:
    few = "\n".join(TOTALS.splitlines()[:5])
    lines = as_text(table(totals=few), rates(totals=few), PROTOCOL).splitlines()
    assert "PASI75: 2 of 4" in lines
    assert not [line for line in lines[5:-2] if "%" in line or line.startswith("Median")]


def test_nobody_is_not_an_error() -> None:
    nobody = response_table([], chooser(PROTOCOL, "end"))
    none = response_at(PROTOCOL, [], "end")
    found = json.loads(as_json(nobody, none, PROTOCOL))
    assert found["patients"] == []
    assert found["counts"] == {"n": 0, "pasi50": 0, "pasi75": 0, "pasi90": 0, "pasi100": 0}
    assert found["median_final_pasi"] is None
    assert found["rates"]["observed"]["pasi50"]["pct"] is None
    assert as_text(nobody, none, PROTOCOL).endswith("No participants.")


@pytest.mark.parametrize("at", ["", "week", "week:x", "last"])
def test_a_time_point_that_is_none(at: str) -> None:
    with pytest.raises(ValueError, match="not a time point"):
        chooser(PROTOCOL, at)
