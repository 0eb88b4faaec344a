"""The lesion maps of two visits side by side: which are offered, what is said where there is nothing to compare."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.body.brush import dab
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.count import percentages
from ucmsc_desktop.body.pack import pack
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.pages.lesions import LesionPage
from ucmsc_desktop.pages.places import Section
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.study import Study

SUBJECT = "P-001"
Open = Callable[..., LesionPage]


@pytest.fixture
def study(study_as: Callable[[str], Study]) -> Study:
    """The practice study, opened by the assessor; no map is painted in it."""
    return study_as("assessor")


@pytest.fixture
def open_page(qtbot: QtBot, study: Study) -> Open:
    """Open the page as the smallest window shows it."""

    def opened(visit: str = "", subject: str = SUBJECT) -> LesionPage:
        page = LesionPage(study, subject, visit)
        qtbot.addWidget(page)
        page.resize(1202, 612)
        page.show()
        return page

    return opened


def paint(study: Study, visit: str, *places: tuple[int, int]) -> None:
    """Add a map to a visit's PASI without another number."""
    chart = load_chart()
    mask = chart.blank()
    for x, y in places:
        dab(chart, mask, x, y, 4)
    key = Key(SUBJECT, visit, "PASI")
    kept = study.find(key)
    assert kept is not None
    record = cast("PasiAssessment", kept.record).mapped(pack(chart, mask), percentages(chart, mask))
    study.save(key, record, reasons={"lesion_map": "Painted from the sheet"})


def offered(page: LesionPage) -> list[str]:
    return [page.ui.earlier.itemText(place).replace("\u00a0", " ") for place in range(page.ui.earlier.count())]


def titles(page: LesionPage) -> list[str]:
    return [label.text().split(" · ")[0] for label in page.ui.compare.titles]


def test_this_visit_stands_beside_the_latest_map_before_it(study: Study, open_page: Open) -> None:
    for visit in ("W0", "W2", "W8"):
        paint(study, visit, (265, 300), (200, 320))
    page = open_page("W8")
    assert [words.split(" · ")[0] for words in offered(page)] == ["Week 6", "Week 4", "Week 2", "Week 0", "Screening"]
    assert titles(page) == ["Week 2", "Week 8", "Difference"]
    assert offered(page)[0].endswith("no map")
    assert " · PASI 16.8" in offered(page)[2]
    assert not page.ui.note.isVisible()
    assert "Persisting: " in page.ui.compare.accessibleDescription()


def test_any_earlier_visit_can_be_chosen_by_keys_and_buttons(study: Study, open_page: Open) -> None:
    for visit in ("W0", "W2", "W8"):
        paint(study, visit, (265, 300))
    page = open_page("W8")
    page.setFocus()
    QTest.keyClick(page.ui.earlier, Qt.Key.Key_Down)
    assert titles(page)[0] == "Week 0"
    page.ui.back_button.click()
    assert titles(page)[0] == "Screening"
    assert not page.ui.back_button.isEnabled()
    for _step in range(4):
        page.ui.on_button.click()
    assert titles(page)[0] == "Week 6"
    assert not page.ui.on_button.isEnabled()


def test_a_choice_outlives_new_records(study: Study, open_page: Open) -> None:
    for visit in ("W0", "W2", "W8"):
        paint(study, visit, (265, 300))
    page = open_page("W8")
    page.ui.earlier.setCurrentIndex(page.ui.earlier.findData("W0"))
    paint(study, "W4", (265, 300))
    page.refresh()
    assert titles(page)[0] == "Week 0"


def test_without_a_visit_the_latest_map_is_shown(study: Study, open_page: Open) -> None:
    paint(study, "W2", (265, 300))
    paint(study, "W4", (265, 300))
    assert titles(open_page())[:2] == ["Week 2", "Week 4"]


def test_no_map_at_all(open_page: Open) -> None:
    page = open_page("W4")
    assert page.ui.empty.text() == "No lesion map was painted for P-001."
    assert not page.ui.compare.isVisible()
    assert not page.ui.earlier.isVisible()


def test_no_map_at_this_visit(study: Study, open_page: Open) -> None:
    paint(study, "W2", (265, 300))
    page = open_page("W4")
    assert page.ui.note.text() == "No map was painted at Week 4; the numbers of its PASI stand."
    assert titles(page)[0] == "Week 2"


def test_the_only_map(study: Study, open_page: Open) -> None:
    paint(study, "W2", (265, 300))
    page = open_page("W2")
    assert page.ui.note.text() == "There is no map from before Week 2: nothing can be compared."
    assert page.ui.compare.isVisible()
    paint(study, "SCR", (265, 300))
    first = open_page("SCR")
    assert not first.ui.earlier.isVisible()
    assert titles(first)[0] == "No earlier visit"


def test_no_pasi_at_this_visit(study: Study, open_page: Open) -> None:
    paint(study, "W2", (265, 300))
    page = open_page("nowhere")
    assert page.ui.empty.text() == "No PASI is saved at nowhere: there is no map to show."
    assert not page.ui.form_button.isVisible()
    assert open_page("", "P-009").ui.empty.text() == "No lesion map was painted for P-009."


def test_back_to_the_form(study: Study, open_page: Open, qtbot: QtBot) -> None:
    paint(study, "W2", (265, 300))
    page = open_page("W2")
    with qtbot.waitSignal(page.open_form) as asked:
        page.ui.form_button.click()
    assert asked.args == ["W2", "PASI"]


def test_from_the_sealed_form_to_the_maps_and_back(workspace: Workspace) -> None:
    workspace.open_subject(SUBJECT)
    workspace.open_form("W4", PasiAssessment.form)
    workspace.page.maps_wanted.emit("W4")
    assert isinstance(workspace.page, LesionPage)
    assert workspace.ui.rail.button(Section.VISIT.value).isChecked()
    QTest.keyClick(workspace.page, Qt.Key.Key_Escape)
    assert (workspace.place.section, workspace.place.visit, workspace.place.form) == (Section.VISIT, "W4", "PASI")
