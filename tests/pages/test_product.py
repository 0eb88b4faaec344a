"""The product page with the real store: bags come by scan or typed twice, and every line is written once."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.product import Bag, Move, Product, ReadBy, ReleaseLimit
from ucmsc_desktop.pages.product import ProductPage
from ucmsc_desktop.pages.product_receive import ReceivePage
from ucmsc_desktop.pages.product_specification import SpecificationPage
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.notice import Notice

from .hands import here, opened, press

CODE = "]C1010950600013435217{expiry}10UC-0401\x1d2100417"


@pytest.fixture
def pharmacy(empty_study: Study) -> Study:
    """A study with a participant and a specification with one release test."""
    empty_study.add_participant("P-001", Participant(sex=Sex.MALE))
    limits = {"1": ReleaseLimit(test="Viability", unit="%", low=Decimal(80))}
    empty_study.save(
        Key("", "", Product.form, 1),
        Product(name="UC-MSC", label_counts=LabelCounts.VIABLE, use_within_minutes=120, limits=limits),
    )
    return empty_study


@pytest.fixture
def page(pharmacy: Study, qtbot: QtBot) -> ProductPage:
    return opened(qtbot, ProductPage(pharmacy))


def form(page: ProductPage) -> ReceivePage:
    assert isinstance(page.inner, ReceivePage)
    return page.inner


def fill_in(receiving: ReceivePage, **fields: object) -> None:
    """Enter what no code says."""
    given: dict[str, object] = {
        "donor": "D-1",
        "passage": 4,
        "shipment": "S-1",
        "cells_million": Decimal(130),
        "volume_ml": Decimal(65),
        "viability_pct": Decimal(92),
    }
    for name, value in {**given, **fields}.items():
        entry = getattr(receiving.ui, name)
        entry.set_value(value)
        entry.edited.emit()


def code(study: Study, days: int = 3) -> str:
    """A GS1 code that expires in some days."""
    return CODE.format(expiry=f"{study.clock() + timedelta(days=days):%y%m%d}")


def received(page: ProductPage, days: int = 3) -> Bag:
    """A bag that was scanned, with its release result."""
    page.receive()
    form(page).take_code(code(page.study, days), scanned=True)
    fill_in(form(page))
    form(page).rows.entries["1"].set_value("92")
    form(page).rows.entries["1"].edited.emit()
    assert form(page).save()
    page.go_back()
    return bags.bags(page.study)[-1].record


def test_a_scanned_bag_is_received_with_its_line(page: ProductPage) -> None:
    assert page.ui.views.currentWidget() is page.ui.empty
    bag = received(page)
    assert (bag.lot, bag.unit, bag.read_by) == ("UC-0401", "00417", ReadBy.SCANNED)
    assert bag.expires_at is not None
    assert f"{bag.expires_at:%H:%M}" == "23:59"
    assert bag.release == {"1": "92"}
    story = bags.stories(page.study)[0]
    assert [kept.record.move for kept in story.moves] == [Move.RECEIVED]
    assert page.panel.story is not None
    assert page.ui.views.currentWidget() is page.ui.overview


def test_without_a_scanner_lot_and_number_are_typed_twice(page: ProductPage) -> None:
    page.receive()
    receiving = form(page)
    expires = page.study.clock() + timedelta(days=3)
    fill_in(receiving, lot="L-1", unit="7", expires_at=expires)
    assert receiving.ui.lot_again.isVisibleTo(receiving)
    receiving.ui.lot_again.set_value("L-1")
    receiving.ui.unit_again.set_value("1")
    assert not receiving.save()
    assert "second time" in receiving.ui.unit.problem()
    assert bags.bags(page.study) == []
    receiving.ui.unit_again.set_value("7")
    assert receiving.save()
    assert bags.bags(page.study)[0].record.read_by is ReadBy.TYPED_TWICE


def test_a_scanned_number_that_is_changed_by_hand_is_typed_again(page: ProductPage) -> None:
    page.receive()
    form(page).take_code(code(page.study), scanned=True)
    assert not form(page).ui.unit_again.isVisibleTo(form(page))
    fill_in(form(page), unit="00418")
    assert form(page).ui.unit_again.isVisibleTo(form(page))
    assert not form(page).save()


def test_a_label_without_a_living_cell_is_a_sentence_at_its_entry(page: ProductPage) -> None:
    page.receive()
    form(page).take_code(code(page.study), scanned=True)
    fill_in(form(page), viability_pct=Decimal(0))
    assert "no living cell" in form(page).ui.viability_pct.problem()
    assert not form(page).save()
    assert bags.bags(page.study) == []


def test_what_was_typed_of_a_bag_is_a_draft(page: ProductPage) -> None:
    page.receive()
    fill_in(form(page), lot="L-1")
    page.go_back()
    page.receive()
    assert form(page).record.lot == "L-1"
    form(page).leave()


def test_half_a_code_is_a_sentence_and_changes_nothing(page: ProductPage) -> None:
    page.receive()
    form(page).take_code("]C10109506000134352172603", scanned=True)
    assert "read in part" in form(page).ui.read.text()
    assert form(page).record.unit is None


def test_the_page_shows_what_speaks_against_a_bag_and_finds_it_by_its_code(page: ProductPage) -> None:
    received(page, days=-1)
    page.panel.show_bag(None)
    page.look_up(code(page.study, days=-1))
    assert page.panel.story is not None
    said = [notice.text() for notice in page.panel.findChildren(Notice)]
    assert any("Bag 00417 expired" in sentence for sentence in said)
    page.look_up("nowhere")
    assert "No bag here" in page.ui.said.text()


def write(page: ProductPage, move: Move, **fields: object) -> str:
    """Write a line on the page; answers the sentence of a refusal."""
    page.panel.begin(move)
    made = page.panel.form
    assert made is not None
    for name, value in fields.items():
        if name in ("subject", "visit"):
            box = getattr(made.ui, name)
            box.setCurrentIndex(box.findData(value))
        else:
            made.entries[name].set_value(value)
    made.ui.save_button.click()
    return made.ui.problem.text() if page.panel.form is made else ""


def test_a_bag_is_followed_to_its_end_and_then_cannot_be_given_again(page: ProductPage) -> None:
    received(page)
    assert not write(page, Move.THAWED)
    assert not write(page, Move.ISSUED, subject="P-001", visit="W0")
    assert "holds 65" in write(page, Move.GIVEN, volume_ml=Decimal(66))
    assert not write(page, Move.GIVEN, volume_ml=Decimal(60))
    assert "5" in page.ui.open.text()
    assert "Give a reason" in write(page, Move.LOST)
    assert not write(page, Move.DESTROYED)
    assert page.ui.open.text() == ""
    assert page.lots.data(page.lots.index(0, 7)) == "balanced"
    assert set(page.panel.buttons) == {Move.WITHDRAWN}


def test_a_line_of_the_future_is_refused(page: ProductPage) -> None:
    received(page)
    later: datetime = page.study.clock() + timedelta(hours=1)
    assert "still to come" in write(page, Move.THAWED, at=later)


def test_an_expired_bag_is_not_issued(page: ProductPage) -> None:
    received(page, days=-1)
    assert "expired" in write(page, Move.ISSUED, subject="P-001", visit="W0")


def test_a_label_is_typed_from_the_lot_to_the_last_release_result_with_tab(page: ProductPage) -> None:
    page.receive()
    receiving = form(page)
    receiving.ui.viability_pct.setFocus()
    press("92\t\tFridge two\tno growth seen\t")
    assert (receiving.ui.place.value(), receiving.record.release) == ("Fridge two", {"1": "no growth seen"})
    assert receiving.ui.notes.isAncestorOf(here())


def test_a_release_result_can_come_later_without_a_reason(page: ProductPage) -> None:
    received(page)
    limits = {
        "1": ReleaseLimit(test="Viability", unit="%", low=Decimal(80)),
        "2": ReleaseLimit(test="Sterility", words="no growth"),
    }
    known = page.study.study_records(Product.form)[0]
    product = Product(name="UC-MSC", label_counts=LabelCounts.VIABLE, use_within_minutes=120, limits=limits)
    page.study.save(known.key, product)
    page.open_label(1)
    form(page).change()
    form(page).rows.entries["2"].set_value("no growth")
    form(page).rows.entries["2"].edited.emit()
    assert form(page).save()
    assert bags.bags(page.study)[0].record.release == {"1": "92", "2": "no growth"}


def test_the_specification_is_written_and_its_rows_are_checked(page: ProductPage) -> None:
    page.specify()
    made = page.inner
    assert isinstance(made, SpecificationPage)
    made.change()
    made.add()
    row = made.rows["2"]
    row.entries["low"].set_value(Decimal(5))
    row.entries["low"].edited.emit()
    assert not made.save()
    assert "name" in made.bar.message.text()
    row.entries["test"].set_value("CD105")
    row.entries["test"].edited.emit()
    assert made.save()
    assert bags.products(page.study)[0].record.limits["2"] == ReleaseLimit(test="CD105", low=Decimal(5))


def test_the_log_is_printed_and_noted(page: ProductPage, tmp_path: Path) -> None:
    received(page)
    page.save_log(tmp_path / "log.pdf")
    words = " ".join(found.extract_text() for found in PdfReader(tmp_path / "log.pdf").pages)
    assert "00417" in words
    assert page.study.entries(1)[0].kind == "print"
    page.save_log(tmp_path / "nowhere" / "log.pdf")
    assert "was not saved" in page.ui.said.text()


def test_every_entry_has_a_label_and_a_name(page: ProductPage, qtbot: QtBot) -> None:
    page.receive()
    for label in form(page).findChildren(QLabel):
        if label.objectName().endswith("_label"):
            assert label.text(), label.objectName()
    for name in ("lot", "unit", "donor", "expires_at"):
        assert getattr(form(page).ui, name).accessibleName()
    assert page.ui.scan.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.wait(1)


def test_a_receipt_that_was_taken_back_is_written_again(page: ProductPage) -> None:
    received(page)
    for move, reason in ((Move.WITHDRAWN, "another bag"), (Move.RECEIVED, None)):
        page.panel.begin(move)
        made = page.panel.form
        assert made is not None
        if reason:
            made.entries["reason"].set_value(reason)
        made.save()
    assert page.panel.story is not None
    assert page.panel.story.account.state is Move.RECEIVED


def test_a_label_cannot_be_made_that_of_another_bag(page: ProductPage) -> None:
    bag = received(page)
    other = bags.receive(page.study, msgspec.structs.replace(bag, unit="00418"))
    page.open_label(other.key.number)
    made = form(page)
    made.change()
    made.put(msgspec.structs.replace(made.record, unit="00417"), "unit")
    assert not made.save()
    assert "Another bag of lot UC-0401 has the number 00417" in made.bar.message.text()
