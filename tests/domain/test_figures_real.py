"""The figures of 96 real patients against the file itself, read here a second time and by other means."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ucmsc_desktop.domain.figures.heat import heat
from ucmsc_desktop.domain.figures.ordered import ordered
from ucmsc_desktop.domain.figures.spaghetti import spaghetti
from ucmsc_desktop.domain.figures.swimmer import swimmer
from ucmsc_desktop.domain.member import Member, member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trellis import trellis
from ucmsc_desktop.exchange.pasi_csv import read_pasi

from .build import kept

FILE = Path(__file__).resolve().parent.parent / "data" / "pasi_patients_uvb.csv"
WEEKS = range(1, 13)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    """The file as text, by patient."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def patients(protocol: Protocol) -> list[Member]:
    """The patients as the import takes them over."""
    found = []
    for subject, who, totals in read_pasi(FILE.read_bytes(), FILE.name).participants:
        records = [kept(record, key.visit, subject=subject) for key, record in totals]
        found.append(member(protocol, subject, [kept(who, "", subject=subject), *records], date(2026, 11, 22)))
    return found


def test_every_weekly_value_stands_in_its_cell(
    protocol: Protocol, patients: list[Member], rows: dict[str, dict[str, str]]
) -> None:
    figure = heat(protocol, patients)
    heads = {words: round(place) for place, words in figure.x.ticks}
    cells = {(block.who, round((block.x0 + block.x1) / 2)): block.label for block in figure.blocks}
    told = 0
    for who, row in rows.items():
        values = {"Baseline": row["pasi_baseline"], **{str(week): row[f"pasi_wk{week}"] for week in WEEKS}}
        for column, written in values.items():
            shown = cells.get((who, heads.get(column, -1)))
            observed = written.replace(".", "").isdigit()
            assert shown == (f"{Decimal(written):.1f}" if observed else None), (who, column)
            told += observed
    assert told > 800


def test_the_order_at_the_end_of_treatment_is_that_of_the_file(
    protocol: Protocol, patients: list[Member], rows: dict[str, dict[str, str]]
) -> None:
    figure = ordered(protocol, patients, "end")
    changes = {mark.who: mark.x for mark in figure.marks}
    assert len(changes) == 96
    for who, row in rows.items():
        before, after = Decimal(row["pasi_baseline"]), Decimal(row["pasi_end_treatment"])
        assert changes[who] == pytest.approx(float((after - before) / before * 100))
    assert sorted(changes.values()) == [mark.x for mark in figure.marks]
    assert (sum(x <= -75 for x in changes.values()), sum(x <= -90 for x in changes.values())) == (78, 39)


def test_everybody_is_in_every_figure(protocol: Protocol, patients: list[Member]) -> None:
    everybody = {one.subject for one in patients}
    assert {mark.who for mark in spaghetti(protocol, patients).marks} == everybody
    assert {block.who for block in swimmer(protocol, patients).blocks} == everybody
    assert {plot.who for plot in trellis(protocol, patients).plots} == everybody
