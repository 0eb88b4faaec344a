"""The safety summary on the screen: the words of the paper, and a PDF that replaces its file whole or not at all."""

import sys
from pathlib import Path

import msgspec
import pypdf
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.pages.safety import SafetyPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.word_card import WordCard


@pytest.fixture
def page(qtbot: QtBot, study: Study) -> SafetyPage:
    made = SafetyPage(study, "P-003")
    qtbot.addWidget(made)
    made.resize(1202, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def labels(page: SafetyPage) -> list[str]:
    return [label.text().replace("\u00a0", " ") for card in page.cards for label in card.findChildren(QLabel)]


def flat(words: str) -> str:
    return "".join(words.replace("\u00a0", " ").split())


def test_the_screen_and_the_paper_say_the_same(page: SafetyPage, tmp_path: Path) -> None:
    page.save(tmp_path / "safety.pdf")
    paper = flat(" ".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "safety.pdf").pages))
    said = labels(page)
    assert "partial dose" in said
    assert "64.0 %" in said
    assert "Shivering" in said
    assert [words for words in said if flat(words) not in paper] == []


def test_saving_is_noted_and_said(page: SafetyPage, study: Study, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.status) as said:
        page.save(tmp_path / "safety.pdf")
    assert said.args == [f"Saved as {tmp_path / 'safety.pdf'}"]
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["safety.pdf"]
    assert study.entries(1)[0].kind == "print"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that cannot be written is made otherwise there")
def test_a_place_that_cannot_be_written_is_a_sentence(page: SafetyPage, tmp_path: Path) -> None:
    page.save(tmp_path / "nowhere" / "safety.pdf")
    assert "The PDF was not saved in" in page.ui.problem.text()
    assert page.ui.problem.isVisible()


def test_a_file_that_cannot_be_replaced_stays_as_it_was(page: SafetyPage, tmp_path: Path) -> None:
    (tmp_path / "safety.pdf").mkdir()
    (tmp_path / "safety.pdf" / "mine").write_text("kept")
    page.save(tmp_path / "safety.pdf")
    assert "was not saved" in page.ui.problem.text()
    assert (tmp_path / "safety.pdf" / "mine").read_text() == "kept"
    assert list(tmp_path.glob(".*.new")) == []


def test_a_serious_event_has_its_form(page: SafetyPage, study: Study, tmp_path: Path) -> None:
    assert not page.ui.report_button.isVisible()
    event = of_type(study.records("P-003"), AdverseEvent)[0]
    key = msgspec.structs.replace(event.key, number=7)
    kept = study.save(key, msgspec.structs.replace(event.record, serious=True, important=True, term="Grave"))
    page.refresh()
    assert page.ui.report_button.isVisible()
    (action,) = page.ui.report_button.menu().actions()
    assert action.text().startswith("Grave, ")
    page.save_report(tmp_path / "sae.pdf", kept)
    words = pypdf.PdfReader(tmp_path / "sae.pdf").pages[0].extract_text()
    assert "Serious adverse event report" in words
    assert "medically important" in words


def test_what_may_quote_the_verdict_is_hidden_while_scoring(page: SafetyPage, study: Study) -> None:
    assert "Travelling, could not come" in labels(page)
    pasi = study.find(Key("P-003", "SCR", "PASI"))
    assert pasi is not None
    study.keep_draft(Key("P-003", "W24", "PASI"), pasi.record)
    page.refresh()
    assert labels(page).count("hidden") == 2


def test_a_word_without_end_breaks_and_keeps_the_columns_in_sight(qtbot: QtBot) -> None:
    table = WordTable("Adverse events", (("Term", 0.5), ("Grade", 0.5)), (("Rash" * 40, "2"),))
    card = WordCard(table)
    qtbot.addWidget(card)
    assert card.minimumSizeHint().width() < 500
