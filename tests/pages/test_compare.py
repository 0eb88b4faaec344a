"""The page that compares two visits: what is offered, what is shown, and what leaves the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.test_lesions import SUBJECT, paint
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.pages.cells_out import plain_cell
from ucmsc_desktop.pages.compare import ComparePage
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

Open = Callable[..., ComparePage]


@pytest.fixture
def open_page(qtbot: QtBot, study: Study) -> Open:
    """Open the page as the smallest window shows it."""

    def opened(visit: str = "", subject: str = SUBJECT) -> ComparePage:
        page = ComparePage(study, subject, visit)
        qtbot.addWidget(page)
        page.resize(1202, 612)
        page.show()
        return page

    return opened


def chosen(page: ComparePage) -> tuple[str, str]:
    before, after = (choice.currentText().split(" · ")[0] for choice in (page.ui.before, page.ui.after))
    return before, after


def totals(page: ComparePage) -> list[str]:
    return page.ui.total.text().split(" → ")


def test_the_baseline_beside_the_latest(open_page: Open) -> None:
    page = open_page()
    assert chosen(page) == ("Week 0", "Week 24")
    assert page.ui.change.text().startswith("▼ −")
    assert page.ui.response.text().startswith("PASI")
    assert (page.ui.table.rowCount(), page.ui.table.columnCount()) == (6, 4)
    item = page.ui.table.item(2, 2)
    assert item is not None
    assert str(item.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Trunk, redness: ")
    assert page.focusProxy() is page.ui.after


def test_a_visit_can_be_named_and_others_chosen(open_page: Open) -> None:
    page = open_page("W4")
    assert chosen(page) == ("Week 0", "Week 4")
    QTest.keyClick(page.ui.after, Qt.Key.Key_Down)
    assert chosen(page) == ("Week 0", "Week 6")
    page.refresh()
    assert chosen(page) == ("Week 0", "Week 6")


def test_swapped_by_button_and_key(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    first = totals(page)
    page.ui.swap_button.click()
    assert totals(page) == first[::-1]
    assert "backwards" in page.ui.note.text()
    assert page.ui.response.isHidden()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.ui.after.setFocus()
    QTest.keyClick(page.ui.after, Qt.Key.Key_X)
    assert totals(page) == first


def test_the_same_visit_twice_compares_nothing(open_page: Open) -> None:
    page = open_page()
    page.ui.after.setCurrentIndex(page.ui.before.currentIndex())
    assert page.ui.note.text() == "Choose two different visits."
    assert page.ui.table_card.isHidden()
    assert page.ui.pdf_button.isHidden()


def test_maps_stand_below_when_there_are_some(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    study = study_as("assessor")
    page = ComparePage(study, SUBJECT)
    qtbot.addWidget(page)
    assert page.ui.maps_card.isHidden()
    for visit in ("W0", "W24"):
        paint(study, visit, (265, 300))
    page.refresh()
    assert not page.ui.maps_card.isHidden()
    assert [label.text() for label in page.ui.maps.titles] == ["Week 0", "Week 24", "Difference"]
    assert "Persisting: " in page.ui.maps.accessibleDescription()


def test_the_keyboard_walks_the_table_and_stays_in_sight(open_page: Open) -> None:
    page = open_page()
    page.resize(800, 380)
    page.ui.table.setCurrentCell(0, 0)
    for _step in range(5):
        QTest.keyClick(page.ui.table, Qt.Key.Key_Down)
    item = page.ui.table.currentItem()
    place = page.ui.table.viewport().mapTo(page.ui.area, page.ui.table.visualItemRect(item).center())
    assert page.ui.table.currentRow() == 5
    assert page.ui.area.rect().contains(place)


def test_back_to_the_records(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    with qtbot.waitSignal(page.open_form) as asked:
        page.ui.after_button.click()
    assert asked.args == ["W24", "PASI"]
    assert page.ui.before_button.text() == "Open Week 0"


def test_the_keyboard_comes_to_everything(open_page: Open) -> None:
    page = open_page()
    page.setFocus()
    stops = [page.focusWidget()]
    for _step in range(7):
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        stops.append(page.focusWidget())
    ui = page.ui
    wanted = [ui.after, ui.before, ui.swap_button, ui.before_button, ui.after_button, ui.table, ui.copy_button]
    assert stops[:7] == wanted


def test_nothing_and_only_one(open_page: Open, study: Study) -> None:
    study.import_participants([("X-1", Participant(source="a"), [])], "a.csv")
    total = HistoricalPasi(day=0, total_tenths=100, source="a")
    study.import_participants(
        [("X-2", Participant(source="a"), [(Key("X-2", "D0", HistoricalPasi.form), total)])], "a.csv"
    )
    assert open_page(subject="X-1").ui.empty.text() == "No PASI is saved for X-1: there is nothing to compare."
    page = open_page(subject="X-2")
    assert page.ui.empty.text() == "Only Day 0 has a PASI: a comparison needs two."
    assert page.ui.area.isHidden()
    assert page.ui.copy_button.isHidden()


def test_an_earlier_record_compares_totals(open_page: Open, study: Study) -> None:
    rows = [
        (Key("X-1", f"D{day}", HistoricalPasi.form), HistoricalPasi(day=day, total_tenths=tenths, source="a"))
        for day, tenths in ((0, 186), (7, 93))
    ]
    study.import_participants([("X-1", Participant(source="a"), rows)], "a.csv")
    page = open_page(subject="X-1")
    assert page.ui.total.text() == "18.6 → 9.3"
    assert page.ui.table_card.isHidden()
    assert page.ui.maps_card.isHidden()
    assert page.ui.before_button.isHidden()


def test_copied_saved_and_noted(open_page: Open, study: Study, tmp_path: Path) -> None:
    page = open_page()
    page.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.endswith(plain_cell(page.ui.change.text().split(" ")[1]))
    assert not set("\u2212\u00a0") & set(copied)
    page.save_csv(tmp_path / "a.csv")
    page.save_pdf(tmp_path / "a.pdf")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("subject,")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    noted = [(entry.kind, entry.body) for entry in study.entries(3)]
    assert [kind for kind, _body in noted] == ["print", "export", "export"]
    assert all("comparison" in str(body) for _kind, body in noted)


def test_the_look_is_followed(open_page: Open, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LIGHT)
    page = open_page()
    theme.apply(qapp, theme.DARK)
    assert theme.DARK.ok in page.ui.change.styleSheet()
    theme.apply(qapp, theme.LIGHT)
    assert theme.LIGHT.ok in page.ui.change.styleSheet()


def test_nothing_is_copied_that_the_trail_cannot_note(
    open_page: Open, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    QGuiApplication.clipboard().setText("before")

    def fail(*_args: object, **_values: object) -> None:
        raise StudyError("The disk is full.")

    monkeypatch.setattr(study, "log", fail)
    page.copy()
    assert page.ui.problem.text() == "The disk is full."
    assert QGuiApplication.clipboard().text() == "before"


def test_what_cannot_be_written_is_said(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    page.save_csv(tmp_path / "nowhere" / "a.csv")
    assert "was not saved" in page.ui.problem.text()
