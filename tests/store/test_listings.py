"""The listings of a real study: what stands in them, and what is closed to who asks."""

from collections.abc import Callable

import msgspec
import pytest

from tests.listed import column, listed, words
from tests.store.helpers import assessment
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.listings.plans import LISTINGS
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.product import BagMove
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.study import Study


@pytest.mark.parametrize("name", LISTINGS)
def test_every_row_has_a_cell_for_each_column_and_paper_is_filled(study: Study, name: str) -> None:
    found = listed(study, name)
    assert all(len(row.cells) == len(found.columns) for row in found.rows)
    assert sum(one.share for one in found.columns) == pytest.approx(1)
    codes = [one.code for one in found.columns if one.code]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", LISTINGS)
def test_an_empty_study_has_empty_listings_that_say_so(empty_study: Study, name: str) -> None:
    found = listed(empty_study, name)
    assert not found.rows
    assert found.totals[0].startswith("0 ")


def test_each_record_has_its_row(study: Study) -> None:
    everything = [kept for records in study.everything().values() for kept in records]
    given = [row for row in column(listed(study, "infusions"), "given_on") if row is not None]
    assert len(given) == len(of_type(everything, Infusion))
    for name, record_type in (
        ("adverse-events", AdverseEvent),
        ("deviations", Deviation),
        ("concomitant-medication", Medication),
    ):
        assert len(listed(study, name).rows) == len(of_type(everything, record_type))
    assert len(listed(study, "accountability").rows) == len(study.study_records(BagMove.form))


def test_the_screening_log_has_everybody_and_the_enrolment_log_those_in_the_trial_by_day(study: Study) -> None:
    assert column(listed(study, "screening-log"), "subject") == study.subjects()
    log = listed(study, "enrolment-log")
    decided = [
        kept.key.subject
        for records in study.everything().values()
        for kept in of_type(records, Screening)
        if kept.record.outcome is Outcome.ENROLLED
    ]
    assert sorted(column(log, "subject")) == sorted(decided)  # type: ignore[type-var]
    days = column(log, "enrolled_on")
    assert days == sorted(days)  # type: ignore[type-var]


def test_who_withdrew_says_so_and_stays_in_the_log(study: Study) -> None:
    key = next(kept.key for kept in study.of_form(Consent.form) if kept.key.subject == "P-001")
    kept = study.find(key)
    assert kept is not None
    left = msgspec.structs.replace(kept.record, withdrawn_on=study.clock().date())
    study.save(key, left, reasons={"withdrawn_on": "Told at the visit"})
    log = listed(study, "enrolment-log")
    place = column(log, "subject").index("P-001")
    assert column(log, "withdrawn_on")[place] == study.clock().date()
    assert log.words(log.rows[place])[-1].startswith("consent withdrawn on")


def test_a_missed_infusion_is_told_with_its_reason_and_stands_out(study: Study) -> None:
    found = listed(study, "infusions")
    missed = [row for row, kind in zip(found.rows, column(found, "class"), strict=True) if kind == "missed"]
    assert len(missed) == 2
    assert all(row.marked for row in missed)
    assert all("Travelling, could not come" in found.words(row) for row in missed)


def test_the_balance_of_every_lot_stands_over_the_lines(study: Study) -> None:
    (table,) = listed(study, "accountability").tables
    lots = {story.bag.lot for story in bags.stories(study)}
    assert {row[0] for row in table.rows} == lots
    assert f"{len(lots)} of {len(lots)} lots are balanced." in table.notes


def test_missing_data_names_visits_forms_and_entries(study: Study) -> None:
    pasi = Key("P-001", "W2", "PASI")
    kept = study.find(pasi)
    assert kept is not None
    blank = msgspec.structs.replace(kept.record, trunk_area_pct=None, notes=None)
    study.save(pasi, blank, reasons={"trunk_area_pct": "Wrong chart", "notes": "Wrong chart"})
    aside = msgspec.structs.replace(blank, missing={"trunk_area_pct": MissingReason.REFUSED})
    assert {("P-001", "entry"), ("P-009", "form"), ("P-003", "visit_missed")} <= _gaps(study)
    study.save(pasi, aside, reasons={"trunk_area_pct": "Asked again"})
    assert ("P-001", "entry") not in _gaps(study)
    found = listed(study, "missing-data")
    place = column(found, "reason").index(MissingReason.REFUSED)
    assert words(found, "detail")[place].endswith("participant refused")


def _gaps(study: Study) -> set[tuple[object, object]]:
    found = listed(study, "missing-data")
    return set(zip(column(found, "subject"), column(found, "missing"), strict=True))


def test_a_contradiction_is_an_open_query(study: Study) -> None:
    key = Key("P-001", "W0", Visit.form)
    again = dict.fromkeys(("status", "visited_on"), "Did not come")
    study.save(key, Visit(status=VisitStatus.MISSED), reasons=again)
    found = listed(study, "queries")
    assert ("P-001", "W0", Visit.form, "contradiction") in zip(
        *(column(found, code) for code in ("subject", "visit", "form", "kind")), strict=True
    )


def test_what_quotes_a_closed_verdict_or_score_is_hidden(study_as: Callable[[str], Study]) -> None:
    study = study_as("assessor")
    signed = Key("P-003", "W2", "PASI")
    kept = study.find(signed)
    assert kept is not None
    aside = {"assessed_on": MissingReason.LOST}
    blank = msgspec.structs.replace(kept.record, notes=None, missing=aside, assessed_on=None)
    study.save(signed, blank, reasons={"assessed_on": "Not readable", "notes": "Not readable"})
    study.keep_draft(Key("P-003", "W24", "PASI"), assessment())
    log = listed(study, "screening-log")
    place = column(log, "subject").index("P-003")
    assert [column(log, code)[place] for code in ("verdict", "verdict_reason")] == ["hidden", "hidden"]
    assert "eligible" in column(log, "verdict")
    deviations = listed(study, "deviations")
    told = dict(zip(column(deviations, "subject"), column(deviations, "circumstance"), strict=True))
    assert told["P-003"] == "hidden" != told["P-011"]
    missing = listed(study, "missing-data")
    told_of = zip(words(missing, "detail"), column(missing, "subject"), strict=True)
    said = [word for word, code in told_of if code == "P-003"]
    assert any("stay hidden" in word for word in said)
    assert not any("lost to follow-up" in word for word in said)
