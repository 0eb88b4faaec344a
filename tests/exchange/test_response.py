"""The response of a small cohort with known answers, in each form."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from tests.exchange.test_compute import PROTOCOL
from ucmsc_desktop.domain.casebook import Kept, Stamp
from ucmsc_desktop.domain.cohort import ResponseTable, chooser, response_table
from ucmsc_desktop.domain.course import course
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


def table(at: str = "end") -> ResponseTable:
    """The cohort at a time point."""
    stamp = Stamp("someone", Role.INVESTIGATOR, datetime.now(UTC))
    reading = read_pasi(TOTALS.encode(), "old.csv")
    courses = [
        course(PROTOCOL, subject, [Kept(key, record, stamp, "") for key, record in records])
        for subject, _who, records in reading.participants
    ]
    return response_table(courses, chooser(PROTOCOL, at))


def test_json_has_patients_counts_and_the_median() -> None:
    found = json.loads(as_json(table()))
    assert list(found) == ["patients", "counts", "median_final_pasi"]
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
    lines = as_text(table()).splitlines()
    almost = next(line for line in lines if line.startswith("almost-75"))
    assert almost.split() == ["almost-75", "18.2", "4.6", "74.7", "yes", "no", "no", "no"]
    assert "PASI75: 3 of 5 (60.0 %)" in lines
    assert "Response not defined: 2" in lines
    assert lines[-1] == "Median PASI: 1.75"


def test_nobody_is_not_an_error() -> None:
    nobody = response_table([], chooser(PROTOCOL, "end"))
    assert json.loads(as_json(nobody)) == {
        "patients": [],
        "counts": {"n": 0, "pasi50": 0, "pasi75": 0, "pasi90": 0, "pasi100": 0},
        "median_final_pasi": None,
    }
    assert as_text(nobody).endswith("No participants.")


@pytest.mark.parametrize("at", ["", "week", "week:x", "last"])
def test_a_time_point_that_is_none(at: str) -> None:
    with pytest.raises(ValueError, match="not a time point"):
        chooser(PROTOCOL, at)
