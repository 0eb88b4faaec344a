"""Tables from the clipboard and from files: looked at row by row, taken over in one step, stored only by saving."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.lab.results import LabResult, Qualifier
from ucmsc_desktop.pages.lab import LabPage
from ucmsc_desktop.pages.lab_import import LabImportDialog
from ucmsc_desktop.store.study import Study

from .hands import answer, here, opened, press
from .lab_bench import MAN, copied, drafted, furnish

TABLE = (
    "Test\tResult\tUnit\tRange\r\nCalcium\t2.35\tmmol/L\t\r\nGOT\t33\tIU/L\t10-50\r\nALT\t2,5\tU/L\t\r\nGold\t1\tg\t"
)


@pytest.fixture
def page(empty_study: Study, qtbot: QtBot) -> LabPage:
    return opened(qtbot, LabPage(furnish(empty_study), MAN))


def cells(dialog: LabImportDialog) -> list[str]:
    """The last column: what each row becomes."""
    table = dialog.ui.table
    found = [table.item(row, table.columnCount() - 1) for row in range(table.rowCount())]
    return [cell.text().replace("\u00a0", " ") for cell in found if cell is not None]


def paste_key() -> None:
    QTest.keyClick(here(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def take(seen: list[str]) -> Callable[[LabImportDialog], None]:
    """Note what the dialog shows, and take over."""

    def act(dialog: LabImportDialog) -> None:
        seen.extend([dialog.ui.count.text(), dialog.ui.accept_button.text(), *cells(dialog)])
        dialog.ui.accept_button.click()

    return act


@pytest.mark.parametrize("place", ["results.WBC", "sampled_on", ""])
def test_a_table_goes_to_the_page_wherever_the_keyboard_is(page: LabPage, place: str) -> None:
    press("t")
    copied(TABLE)
    if place:
        page.focus(place)
    else:
        page.ui.paste_button.setFocus()
    seen: list[str] = []
    dialogs = answer(LabImportDialog, take(seen))
    paste_key()
    assert dialogs
    assert seen == [
        "2 rows can be taken over, 2 rows are refused. Nothing is stored before you save.",
        "Take over 2 results",
        "2.35 mmol/L",
        "33 U/L (10 to 50, not confirmed)",
        "Write “2.5”, with a point and no comma.",
        "“Gold” is not known here. Enter it by hand, as a marker of its own.",
    ]
    found = drafted(page).results
    assert found["CA"] == LabResult(
        value=Decimal("2.35"), unit="mmol/L", lln=Decimal("2.11"), uln=Decimal("2.52"), confirmed=True
    )
    assert (found["AST"].uln, found["AST"].confirmed) == (Decimal(50), False)
    assert page.study.find(page.key) is None
    page.undo()
    assert page.record.results == {}


def test_a_single_value_is_the_entrys_own(page: LabPage) -> None:
    press("t")
    copied("2.41")
    paste_key()
    assert drafted(page).results["CA"].value == Decimal("2.41")


def test_a_result_that_stands_is_said_to_be_replaced_and_stays_when_nothing_is_taken(page: LabPage) -> None:
    press("t2.20\n")
    copied("CA\t<2.35\tmmol/L\t2.11\t2.52")
    seen: list[str] = []

    def refuse(dialog: LabImportDialog) -> None:
        seen.extend(cells(dialog))
        dialog.ui.cancel_button.click()

    answer(LabImportDialog, refuse)
    page.paste()
    assert seen == ["< 2.35 mmol/L (2.11 to 2.52, not confirmed), instead of 2.20 mmol/L (2.11 to 2.52)"]
    assert page.record.results["CA"].value == Decimal("2.20")
    answer(LabImportDialog, take(seen))
    page.paste()
    # The limits of the report are those that the laboratory confirmed.
    assert (page.record.results["CA"].qualifier, page.record.results["CA"].confirmed) == (Qualifier.BELOW, True)


def test_nothing_can_be_taken_over_from_a_table_of_refusals(page: LabPage) -> None:
    copied("Gold\t1\tg\nIonised calcium\t1.1\tmmol/L")
    enabled: list[bool] = []

    def look(dialog: LabImportDialog) -> None:
        enabled.append(dialog.ui.accept_button.isEnabled())
        dialog.reject()

    answer(LabImportDialog, look)
    page.paste()
    assert enabled == [False]


def test_no_table_on_the_clipboard_is_a_sentence(page: LabPage) -> None:
    copied("hello")
    page.paste()
    assert page.bar.message.text().startswith("There is no table on the clipboard.")


def test_a_file_is_taken_over_like_a_paste(page: LabPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "results.csv"
    file.write_text("Analyte;Result;Unit\r\nPLT;231000;/uL\r\nhCG;neg;\r\n", encoding="utf-8-sig")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    answer(LabImportDialog, lambda dialog: dialog.ui.accept_button.click())
    page.import_file()
    assert str(page.record.results["PLAT"].value) == "231000"
    assert "HCG" in page.rows


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "nothing in this table"),
        (b"PK\x03\x04", "workbook"),
        (b"\xff\xfe\xfa", "is not UTF-8"),
        (b"x" * 500_000, "more than a table"),
        (None, "could not be read"),
    ],
)
def test_what_is_no_table_is_a_sentence_in_place(
    page: LabPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "results.csv"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    page.import_file()
    assert sentence in page.bar.message.text()
    assert page.record.results == {}
