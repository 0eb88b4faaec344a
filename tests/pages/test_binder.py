"""The binder: every field has its widget, and what stands on the screen becomes a record."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.items import MissingReason, Problem
from ucmsc_desktop.domain.pasi import AreaMethod, PasiAssessment
from ucmsc_desktop.forms.ui_global import Ui_Global
from ucmsc_desktop.forms.ui_pasi import Ui_Pasi
from ucmsc_desktop.pages.binder import Binder
from ucmsc_desktop.pages.pasi import NO_WIDGET
from ucmsc_desktop.widgets.area_field import AreaField

RECORD = PasiAssessment(
    assessed_on=date(2026, 3, 30),
    head_area_pct=Decimal("8"),
    head_area_method=AreaMethod.TYPED,
    head_erythema=2,
    notes="Photographs taken",
)


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    Ui_Pasi().setupUi(widget)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def binder(form: QWidget) -> Binder:
    return Binder(form, PasiAssessment, NO_WIDGET)


def area(binder: Binder) -> AreaField:
    field = binder.widgets["head_area_pct"]
    assert isinstance(field, AreaField)
    return field


def test_every_observed_field_has_a_widget_of_its_name(form: QWidget) -> None:
    observed = {name for name, field in items.fields(PasiAssessment).items() if not field.item.derived} - set(NO_WIDGET)
    assert {name for name in observed if form.findChild(QWidget, name) is None} == set()
    assert set(Binder(form, PasiAssessment, NO_WIDGET).widgets) == observed


def test_the_global_form_has_every_field_too(qtbot: QtBot) -> None:
    widget = QWidget()
    Ui_Global().setupUi(widget)
    qtbot.addWidget(widget)
    assert set(Binder(widget, GlobalAssessment).widgets) == set(items.fields(GlobalAssessment))


def test_a_form_that_lacks_a_field_is_refused(form: QWidget) -> None:
    notes = form.findChild(QWidget, "notes")
    assert notes is not None
    notes.setObjectName("remarks")
    with pytest.raises(LookupError, match="notes"):
        Binder(form, PasiAssessment, NO_WIDGET)


def test_what_is_shown_is_read_back(binder: Binder) -> None:
    binder.show(RECORD)
    assert binder.read(PasiAssessment(head_area_method=AreaMethod.TYPED)) == RECORD
    assert binder.bad == {}


def test_showing_is_no_edit(binder: Binder, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(binder.edited):
        binder.show(RECORD)


def test_an_edit_names_its_field(binder: Binder, qtbot: QtBot) -> None:
    with qtbot.waitSignal(binder.edited) as told:
        QTest.keyClicks(area(binder).line, "5")
    assert told.args == ["head_area_pct"]


def test_a_bad_text_is_blank_in_the_record_and_stays_on_the_screen(binder: Binder) -> None:
    binder.show(RECORD)
    area(binder).line.clear()
    QTest.keyClicks(area(binder).line, "140")
    assert binder.read(RECORD).head_area_pct is None
    assert "0 to 100" in binder.bad["head_area_pct"]
    assert area(binder).line.text() == "140"
    assert "0 to 100" in area(binder).problem()
    binder.set_problems([])
    assert area(binder).problem() != ""


def test_a_good_text_takes_the_sentence_away(binder: Binder) -> None:
    QTest.keyClicks(area(binder).line, "140")
    binder.read(RECORD)
    area(binder).line.clear()
    QTest.keyClicks(area(binder).line, "14")
    assert binder.read(RECORD).head_area_pct == 14
    assert binder.bad == {}
    assert area(binder).problem() == ""


def test_a_value_ends_the_reason_for_having_none(binder: Binder) -> None:
    record = PasiAssessment(missing={"head_area_pct": MissingReason.NOT_DONE, "notes": MissingReason.REFUSED})
    binder.show(record)
    assert area(binder).line.placeholderText() == "not done"
    QTest.keyClicks(area(binder).line, "5")
    assert binder.read(record).missing == {"notes": MissingReason.REFUSED}


def test_the_first_sentence_of_a_field_is_shown_and_others_are_cleared(binder: Binder) -> None:
    binder.set_problems([Problem("head_area_pct", "one"), Problem("head_area_pct", "two")])
    assert area(binder).problem() == "one"
    binder.set_problems([Problem("notes", "three")])
    assert area(binder).problem() == ""


def test_a_widget_inside_a_field_belongs_to_it(binder: Binder, form: QWidget) -> None:
    assert binder.name_of(area(binder).line) == "head_area_pct"
    assert binder.name_of(form) == ""
    assert binder.name_of(None) == ""
    assert binder.name_of(QWidget()) == ""
