"""The cohort's tables as CSV: the same figures as on the page, exact."""

import csv
import io
import json
from fractions import Fraction

import pytest
from scipy import stats

from tests.cohort import earlier, own, real
from tests.exchange.test_compute import PROTOCOL
from ucmsc_desktop.domain.cohort import chooser, response_table
from ucmsc_desktop.domain.cohort_words import cohort_tables, single_arm_words
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.participants_table import participants_table
from ucmsc_desktop.domain.response_by_visit import response_at
from ucmsc_desktop.exchange.cohort_csv import participants_csv, primary_csv, relapse_csv, response_csv
from ucmsc_desktop.exchange.cohort_text import as_text
from ucmsc_desktop.exchange.response import as_json

EVERY = (response_csv, relapse_csv, primary_csv, participants_csv)


@pytest.fixture(scope="module")
def members() -> list[Member]:
    """The 96 real patients."""
    return real(PROTOCOL)


def read(written: str) -> list[dict[str, str]]:
    """The rows, as another program reads them."""
    return list(csv.DictReader(io.StringIO(written)))


def test_the_bounds_are_exact(members: list[Member]) -> None:
    rows = read(response_csv(PROTOCOL, members))
    (row,) = [r for r in rows if (r["at"], r["patients"], r["response"]) == ("end", "all_treated", "pasi75")]
    assert (row["k"], row["n"], row["pct"], row["confidence_pct"]) == ("78", "96", "81.25", "95")
    theirs = stats.binomtest(78, 96).proportion_ci(0.95)
    assert float(row["low_pct"]) == pytest.approx(100 * theirs.low, abs=1e-9)
    assert float(row["high_pct"]) == pytest.approx(100 * theirs.high, abs=1e-9)


def test_page_csv_and_response_say_the_same(members: list[Member]) -> None:
    rows = read(response_csv(PROTOCOL, members))
    _primary, shown, _relapse = cohort_tables(PROTOCOL, members)
    cells = [cell for row in shown.rows for cell in row[2:6]]
    assert [cell.partition(" ")[0] for cell in cells] == [f"{row['k']}/{row['n']}" for row in rows]
    for at in dict.fromkeys(row["at"] for row in rows):
        table = response_table([member.course for member in members], chooser(PROTOCOL, at))
        answer = json.loads(as_json(table, response_at(PROTOCOL, members, at), PROTOCOL))
        for row in (row for row in rows if row["at"] == at):
            rate = answer["rates"][row["patients"]][row["response"]]
            assert {name: str(value) for name, value in rate.items()} == {name: row[name] for name in rate}
            assert answer["counts"][row["response"]] == int(row["k"])


def test_the_other_tables_say_the_same(members: list[Member]) -> None:
    primary, _response, relapse = cohort_tables(PROTOCOL, members)
    found = read(relapse_csv(PROTOCOL, members))
    assert [row["period"] for row in found] == ["treatment", "follow-up", "all"]
    assert [row[1].partition(" ")[0] for row in relapse.rows] == [f"{row['k']}/{row['n']}" for row in found]
    week_12, end = read(primary_csv(PROTOCOL, members))
    assert (week_12["n"], week_12["missing"], week_12["mean_improvement_pct"]) == ("0", "96", "")
    assert primary.rows[1][2].startswith(f"{float(end['mean_improvement_pct']):.1f}\u00a0%")
    assert primary.rows[1][3].startswith(f"{float(end['median_improvement_pct']):.1f}\u00a0%")


def test_a_row_for_every_participant(members: list[Member]) -> None:
    rows = read(participants_csv(PROTOCOL, members))
    assert [row["subject"] for row in rows] == [member.subject for member in members]
    assert sum(row["end_pasi75"] == "true" for row in rows) == 78
    assert sum(row["end_pasi90"] == "true" for row in rows) == 39
    relapsed = read(relapse_csv(PROTOCOL, members))[2]["k"]
    assert sum(row["relapse_week"] != "" for row in rows) == int(relapsed)
    assert {row["doses_given"] for row in rows} == {""}  # not known of an earlier record
    first = rows[0]
    assert (first["baseline_pasi"], first["end_pasi"], first["primary_pasi"]) == ("14.0", "1.6", "")
    assert Fraction(first["end_improvement_pct"]) == pytest.approx(Fraction(1240, 14), abs=1e-9)


def test_a_participant_of_the_study_has_doses() -> None:
    one = own(PROTOCOL, "P-1", {"W0": 4, "W12": 1}, 100)
    (row,) = read(participants_csv(PROTOCOL, [one]))
    assert (row["earlier_record"], row["treated"], row["doses_given"], row["doses_whole"]) == (
        "false",
        "true",
        "1",
        "1",
    )
    assert (row["primary_pasi"], row["primary_pasi75"], row["primary_improvement_pct"]) == ("6.0", "true", "75")
    (cells,) = participants_table(PROTOCOL, [one]).rows
    assert cells == ("P-1", "24.0", "6.0", "−75.0\u00a0%", "PASI\u00a075", "–", "1", "ongoing")


def test_few_have_counts_and_no_per_cent() -> None:
    few = [earlier(PROTOCOL, f"U-{n}", {0: 100, 1: 20}) for n in range(4)]
    for row in [*read(response_csv(PROTOCOL, few)), *read(relapse_csv(PROTOCOL, few))]:
        assert (row["pct"], row["low_pct"], row["high_pct"]) == ("", "", "")
    assert {row["k"] for row in read(response_csv(PROTOCOL, few)) if row["response"] == "pasi75"} == {"4"}
    assert read(primary_csv(PROTOCOL, few))[1]["mean_improvement_pct"] == ""


def test_every_file_says_that_there_is_no_control_group(members: list[Member]) -> None:
    for made in EVERY:
        assert {row["note"] for row in read(made(PROTOCOL, members))} == {single_arm_words()}
        assert read(made(PROTOCOL, members, "3 of 96 participants: completed"))[0]["note"].endswith("completed.")
        header = next(csv.reader(io.StringIO(made(PROTOCOL, []))))
        assert len(set(header)) == len(header)
    assert read(participants_csv(PROTOCOL, [])) == []


def test_the_text_is_aligned_and_says_what_it_counts(members: list[Member]) -> None:
    for table in (*cohort_tables(PROTOCOL, members), participants_table(PROTOCOL, members)):
        lines = as_text(table).splitlines()
        assert lines[0] == table.title
        assert lines[-1] == single_arm_words()
        assert all(note in lines for note in table.notes)
