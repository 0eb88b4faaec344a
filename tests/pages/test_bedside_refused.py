"""What cannot be kept at the bedside is never called saved, and what was typed or tapped stays."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.bedside import EventKind, StopReason
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.errors import DiskFull, StudyBusy, StudyDamaged, StudyError, StudyUnreachable
from ucmsc_desktop.store.study import Study

from .at_bedside import CODE, VISIT, Clocks, log, prepare, run, standing, started
from .events import Finger
from .hands import opened
from .nurse import kinds, take


def failing(error: StudyError) -> Callable[..., object]:
    def save(*_args: object, **_kwargs: object) -> object:
        raise error

    return save


@pytest.fixture
def page(empty_study: Study, clocks: Clocks, qtbot: QtBot) -> BedsidePage:
    started(empty_study, clocks)
    return opened(qtbot, BedsidePage(empty_study, CODE, VISIT))


def test_what_is_refused_is_not_called_saved(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    told: list[str] = []
    page.status.connect(told.append)
    clocks.go(minutes=5)
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    page.pause()
    assert not any("Saved" in words for words in told)
    assert "Nothing was noted" in page.ui.notice.text()


def test_a_set_that_is_refused_stays_in_the_entry(
    page: BedsidePage, empty_study: Study, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks.go(minutes=15)
    monkeypatch.setattr(empty_study, "save", failing(StudyDamaged("The file is damaged.")))
    take(page, Finger())
    entry = page.work.vitals
    entry.save()
    assert entry.fields["systolic"].line.text() == "128"
    monkeypatch.undo()
    entry.save()
    assert run(empty_study).sets[-1].record.systolic == 128
    assert entry.fields["systolic"].line.text() == ""


@pytest.mark.parametrize("error", [DiskFull("Full."), StudyBusy("Busy."), StudyUnreachable("Gone.")])
def test_a_start_that_waits_keeps_its_time_though_the_bag_expires(
    empty_study: Study, clocks: Clocks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, error: StudyError
) -> None:
    prepare(empty_study, clocks)
    page = opened(qtbot, BedsidePage(empty_study, CODE, VISIT))
    monkeypatch.setattr(empty_study, "save", failing(error))
    at = clocks.wall
    page.actions_.start(log(at.date()))
    page.refresh()
    assert page.run.stage is RunStage.RUNNING
    clocks.go(minutes=8 * 60)
    page.pause()
    assert "Not on the disk yet" in page.ui.notice.text()
    monkeypatch.undo()
    page.queue.retry()
    assert standing(empty_study).started_at == at
    assert kinds(empty_study) == [EventKind.START, EventKind.PAUSE]
