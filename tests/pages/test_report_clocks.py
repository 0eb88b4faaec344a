"""The strip of reporting clocks: shown while a report is to be made, telling the time that is left now."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import AdverseEvent, Expected
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.pages.report_clocks import ClockStrip
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.notice import Notice

from .at_risk import NOW, SUBJECT, TODAY, at, happened, ward
from .hands import opened


def said(strip: ClockStrip) -> list[tuple[str, str]]:
    """The lines of the strip with their status."""
    return [(notice.status, notice.text().replace("\u00a0", " ")) for notice in strip.findChildren(Notice)]


def test_without_a_report_to_make_the_strip_is_hidden(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study))
    strip = ClockStrip(empty_study, SUBJECT)
    qtbot.addWidget(strip)
    assert said(strip) == []
    assert strip.isHidden()
    strip.show_subject("")
    assert strip.isHidden()


@pytest.mark.parametrize(
    ("after", "status", "words"),
    [
        (timedelta(0), "warn", "Headache, grade 3 · Sponsor: 1 d 0 h left · Ethics committee: 1 d 0 h left"),
        (timedelta(hours=24), "warn", "Headache, grade 3 · Sponsor: 0 min left · Ethics committee: 0 min left"),
        (
            timedelta(hours=24, seconds=1),
            "error",
            "Headache, grade 3 · Sponsor: overdue by 0 min · Ethics committee: overdue by 0 min",
        ),
    ],
)
def test_the_strip_follows_the_clock(
    empty_study: Study, qtbot: QtBot, after: timedelta, status: str, words: str
) -> None:
    happened(ward(empty_study), grade=3, aware_at=NOW)
    strip = opened(qtbot, ClockStrip(empty_study, SUBJECT))
    empty_study.clock = lambda: NOW + after
    strip.tick()
    assert said(strip) == [(status, words)]


def test_a_clock_without_a_start_asks_for_it(empty_study: Study, qtbot: QtBot) -> None:
    ward(empty_study).save(at(), AdverseEvent(onset=TODAY, serious=True, important=True, expected=Expected.YES))
    strip = opened(qtbot, ClockStrip(empty_study, SUBJECT))
    ((status, words),) = said(strip)
    assert status == "error"
    assert words.startswith("Adverse event · Sponsor: say since when the site knows")


def test_each_event_has_its_line_and_leads_to_it(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study), grade=3, aware_at=NOW)
    happened(empty_study, 2, grade=4, term="Fever", aware_at=NOW - timedelta(hours=5))
    strip = opened(qtbot, ClockStrip(empty_study))
    assert said(strip) == []
    strip.show_subject(SUBJECT)
    assert [words.partition(",")[0] for _status, words in said(strip)] == ["Fever", "Headache"]
    happened_keys: list[object] = []
    strip.event_wanted.connect(happened_keys.append)
    strip.event_wanted.emit(at(2))
    assert happened_keys == [at(2)]


def test_who_may_not_write_is_only_shown_the_event(qtbot: QtBot, study_as: Callable[[str], Study]) -> None:
    event = AdverseEvent(term="Fever", serious=True, important=True)
    study_as("nurse").save(Key("P-002", "W0", AdverseEvent.form, 9), event)
    for user, words in (("nurse", "Record the report…"), ("monitor", "Show the event")):
        strip = opened(qtbot, ClockStrip(study_as(user), "P-002"))
        assert [button.text() for button in strip.findChildren(QPushButton)] == [words]


def test_many_events_leave_room_for_the_page(empty_study: Study, qtbot: QtBot) -> None:
    ward(empty_study)
    for number in range(1, 6):
        happened(empty_study, number, grade=3, aware_at=NOW - timedelta(hours=number))
    strip = opened(qtbot, ClockStrip(empty_study, SUBJECT))
    lines = [words for _status, words in said(strip)]
    assert "Sponsor: 19 h 0 min left" in lines[0]
    assert len(lines) == 4
    assert lines[3] == "2 events more are to be reported."
