"""The participants: what the list says, and that typing finds."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Identity, Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.pages.patients import PatientsPage
from ucmsc_desktop.pages.patients_model import CODE, INITIALS, LAST, NEXT, NOTES, PASI, STATUS
from ucmsc_desktop.store.study import Study


def shown(qtbot: QtBot, study: Study) -> PatientsPage:
    """The list, on the screen."""
    page = PatientsPage(study)
    qtbot.addWidget(page)
    page.resize(1200, 650)
    with qtbot.waitExposed(page):
        page.show()
    page.begin()
    return page


def cells(page: PatientsPage, subject: str) -> list[str]:
    """What the list says of a participant."""
    row = page.model.place_of(subject)
    return [page.model.index(row, column).data() for column in range(page.model.columnCount())]


def codes(page: PatientsPage) -> list[str]:
    """The participants that are shown."""
    return [page.model.row(number).subject for number in range(page.model.rowCount())]


def test_the_list_says_how_everybody_stands(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    assert page.ui.count.text() == "12 participants"
    assert cells(page, "P-001")[STATUS] == "done"
    assert cells(page, "P-003")[INITIALS] == "Z.M."
    assert cells(page, "P-003")[NOTES] == "Week 6 missed · 1 deviation"
    assert cells(page, "P-003")[LAST].startswith("Week 12, ")
    assert cells(page, "P-003")[NEXT].startswith("Week 24, from ")
    assert cells(page, "P-008")[STATUS] == "screen failure"
    assert cells(page, "P-009")[STATUS] == "screening"
    assert cells(page, "P-012")[PASI].endswith("saved")
    assert "1 not signed" in cells(page, "P-012")[NOTES]


@pytest.mark.parametrize(
    ("typed", "found"), [("p-003", ["P-003"]), ("z.m", ["P-003"]), ("screen fail", ["P-008"]), ("nobody", [])]
)
def test_typing_finds(qtbot: QtBot, study: Study, typed: str, found: list[str]) -> None:
    page = shown(qtbot, study)
    QTest.keyClicks(page.ui.filter, typed)
    assert codes(page) == found


def test_typing_on_the_table_finds_and_enter_opens(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    page.ui.table.setFocus()
    QTest.keyClicks(page.ui.table, "0")
    QTest.keyClicks(page.ui.filter, "1")
    assert codes(page) == ["P-001", "P-010", "P-011", "P-012"]
    assert page.ui.count.text() == "4 of 12"
    QTest.keyClick(page.ui.filter, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.chosen) as chosen:
        QTest.keyClick(page.ui.filter, Qt.Key.Key_Return)
    assert chosen.args == ["P-010"]
    QTest.keyClick(page.ui.filter, Qt.Key.Key_Escape)
    assert len(codes(page)) == 12
    assert page.current() == "P-010"


def test_three_keys_and_enter_open_one_of_many(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    with qtbot.waitSignal(page.chosen) as chosen:
        QTest.keyClicks(page.ui.filter, "007")
        QTest.keyClick(page.ui.filter, Qt.Key.Key_Return)
    assert chosen.args == ["P-007"]


@pytest.mark.parametrize("column", [INITIALS, STATUS, LAST, NEXT, PASI, NOTES])
def test_every_column_sorts_with_the_empty_ones_last(qtbot: QtBot, study: Study, column: int) -> None:
    page = shown(qtbot, study)
    seen = []
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.ui.table.sortByColumn(column, order)
        orders = [page.model.row(number).order(column) for number in range(page.model.rowCount())]
        filled = [value for value in orders if value is not None]
        assert orders == filled + [None] * (len(orders) - len(filled))
        seen.append(filled)
    assert seen[0] == sorted(seen[0])
    assert seen[1] == sorted(seen[0], reverse=True)


def test_codes_stand_in_the_order_of_their_numbers(qtbot: QtBot, study: Study) -> None:
    earlier: list[tuple[str, Participant, list[tuple[Key, PasiAssessment]]]] = [
        (code, Participant(sex=Sex.MALE), []) for code in ("10", "9", "P-5", "100")
    ]
    study.import_participants(earlier, "earlier.csv")
    page = shown(qtbot, study)
    assert codes(page).index("9") < codes(page).index("10") < codes(page).index("100")
    page.ui.table.sortByColumn(CODE, Qt.SortOrder.DescendingOrder)
    assert codes(page).index("100") < codes(page).index("10")


def test_a_monitor_sees_no_initials(qtbot: QtBot, study_as: Callable[[str], Study]) -> None:
    page = shown(qtbot, study_as("monitor"))
    assert page.ui.table.isColumnHidden(INITIALS)
    assert cells(page, "P-003")[INITIALS] == ""
    assert not page.ui.new_button.isVisible()


def test_look_alikes_are_named_with_their_year(qtbot: QtBot, study: Study) -> None:
    for code, year in (("P-020", "1970"), ("P-021", "1991-02")):
        study.add_participant(code, Participant(sex=Sex.MALE, birth_date=year), Identity(initials="A.B."))  # type: ignore[arg-type]
    page = shown(qtbot, study)
    assert cells(page, "P-020")[INITIALS] == "A.B. (born 1970)"
    assert cells(page, "P-021")[NOTES] == "same initials as P-020"


def test_pasi_is_hidden_while_one_is_begun(qtbot: QtBot, study: Study) -> None:
    study.keep_draft(Key("P-005", "W4", "PASI"), PasiAssessment())
    page = shown(qtbot, study)
    assert cells(page, "P-005")[PASI] == "hidden"
    assert cells(page, "P-001")[PASI] != "hidden"


def test_an_empty_study_asks_for_the_first(qtbot: QtBot, empty_study: Study) -> None:
    page = shown(qtbot, empty_study)
    assert page.ui.views.currentWidget() is page.ui.empty
    with qtbot.waitSignal(page.new_wanted):
        page.ui.first_button.click()
    with qtbot.waitSignal(page.new_wanted):
        QTest.keyClick(page.ui.filter, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_icons_stand_beside_words(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    for column in (STATUS, PASI, NOTES):
        index = page.model.index(page.model.place_of("P-012"), column)
        assert index.data()
        assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert page.model.index(0, CODE).data(Qt.ItemDataRole.DecorationRole) is None
