"""The cohort on the screen: its numbers are those of the domain, and a participant stands out everywhere."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.pages.cohorts import settle, shown, take_over
from ucmsc_desktop.domain.cohort_filter import CohortFilter, DoseReceived
from ucmsc_desktop.domain.cohort_words import cohort_tables, single_arm_words
from ucmsc_desktop.domain.forms import WITHIN_AN_INFUSION
from ucmsc_desktop.domain.member import members
from ucmsc_desktop.pages.cohort import CohortPage
from ucmsc_desktop.store import reading
from ucmsc_desktop.store.errors import StudyUnreachable
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.figure_key import FigureKey


def words_of(page: CohortPage) -> list[str]:
    """Every word of the tables, when somebody looks at them."""
    page.ui.views.choose(1)
    return [label.text() for label in page.tables.findChildren(QLabel)]


def step_until(is_so: Callable[[], bool]) -> None:
    """Let the page do one step after the other until something is so."""
    while not is_so():
        QApplication.processEvents()


def test_the_tables_are_those_of_the_domain(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    everybody = members(study.protocol, study.everything(without=WITHIN_AN_INFUSION), study.clock().date())
    assert [one.subject for one in page.members] == [one.subject for one in everybody]
    cells = [cell for table in cohort_tables(study.protocol, everybody) for row in table.rows for cell in row]
    said = words_of(page)
    assert len(cells) > 50
    assert [cell for cell in cells if cell not in said] == []
    assert single_arm_words() in page.ui.banner.text()


def test_the_real_patients_respond_as_published(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 96)
    page = shown(qtbot, empty_study)
    said = [words.replace("\u00a0", " ") for words in words_of(page)]
    assert any(words.startswith("78/96 = 81 % (") for words in said)
    assert any(words.startswith("39/96 = 41 % (") for words in said)
    assert page.ui.count.text() == "All 96 participants"
    assert "All are from earlier records." in page.ui.banner.text()
    assert page.charts.time.index() == 1


def test_fewer_than_five_have_counts_and_no_per_cent(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 4)
    page = shown(qtbot, empty_study)
    assert "Fewer than 5 participants" in page.ui.banner.text()
    rates = [words for words in words_of(page) if "/4" in words]
    assert rates
    assert [words for words in rates if "%" in words] == []
    assert "median" not in " ".join(sample.words for figure in page.charts.figures for sample in figure.legend)


def test_nobody_yet_is_a_sentence(qtbot: QtBot, empty_study: Study) -> None:
    page = shown(qtbot, empty_study)
    assert page.ui.stack.currentWidget() is page.ui.nobody
    assert "begins with the first infusion" in page.ui.nobody_words.text()
    assert not page.ui.nobody_button.isVisible()
    assert not page.ui.save_button.isEnabled()


def test_the_pictures_are_painted_one_after_the_other_and_all_in_the_end(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    page.ui.completed.setChecked(True)
    step_until(lambda: not any(panel.updatesEnabled() for panel in page.charts.panels))
    page.ui.completed.setChecked(False)
    settle(page, qtbot)
    assert all(panel.updatesEnabled() for panel in page.charts.panels)


# --- Who is chosen, who is looked at ---


def test_a_participant_stands_out_everywhere(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    page.charts.change.view.chosen.emit("P-003")
    assert {panel.view.highlighted() for panel in page.charts.panels} == {"P-003"}
    assert page.ui.person_code.text() == "P-003"
    assert "baseline" in page.ui.person_words.text()
    with qtbot.waitSignal(page.subject_wanted) as wanted:
        page.ui.open_button.click()
    assert wanted.args == ["P-003"]
    with qtbot.waitSignal(page.subject_wanted) as wanted:
        page.charts.courses.view.opened.emit("P-001")
    assert wanted.args == ["P-001"]


def test_the_keyboard_chooses_and_opens(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    view = page.charts.doses.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.who
    assert {panel.view.highlighted() for panel in page.charts.panels} == {page.who}
    with qtbot.waitSignal(page.subject_wanted) as wanted:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert wanted.args == [page.who]


@pytest.mark.parametrize(
    "wanted",
    [
        CohortFilter(completed=True),
        CohortFilter(per_protocol=True),
        CohortFilter(dose=DoseReceived.WHOLE),
        CohortFilter(dose=DoseReceived.PARTIAL),
        CohortFilter(completed=True, dose=DoseReceived.WHOLE),
    ],
)
def test_filters_leave_whom_they_name(qtbot: QtBot, study: Study, wanted: CohortFilter) -> None:
    page = shown(qtbot, study)
    everybody = page.members
    page.ui.completed.setChecked(wanted.completed)
    page.ui.per_protocol.setChecked(wanted.per_protocol)
    page.ui.dose.setCurrentIndex(list(DoseReceived).index(wanted.dose))
    page.ui.dose.activated.emit(page.ui.dose.currentIndex())
    settle(page, qtbot)
    left = wanted.of(study.protocol, everybody)
    assert 0 < len(left) < len(everybody)
    assert [one.subject for one in page.members] == [one.subject for one in left]
    assert page.ui.count.text() == f"{len(left)} of {len(everybody)} participants"
    assert page.ui.count.toolTip() == wanted.words(len(left), len(everybody))
    drawn = {mark.who for mark in page.charts.figures[1].marks} | {block.who for block in page.charts.figures[1].blocks}
    assert drawn - {""} == {one.subject for one in left}


def test_filters_that_leave_nobody_say_so_and_are_lifted(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 6)
    page = shown(qtbot, empty_study)
    page.choose("1")
    page.ui.per_protocol.click()
    settle(page, qtbot)
    assert page.ui.nobody_words.text() == "These filters leave nobody."
    assert page.who == ""
    page.ui.nobody_button.click()
    settle(page, qtbot)
    assert len(page.members) == 6
    assert page.ui.count.text() == "All 6 participants"


def test_another_picture_of_the_same_participants(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    keys = [figure.key for figure in page.charts.figures]
    for choice in (page.charts.measure, page.charts.look, page.charts.given):
        choice.choose(1 - choice.index())
    settle(page, qtbot)
    others = [figure.key for figure in page.charts.figures]
    assert keys[1:] != others[1:]
    assert page.charts.figures[0].y.label != ""
    page.charts.doses.whole_button.click()
    assert [panel.isVisible() for panel in page.charts.panels] == [False, False, True]
    page.charts.doses.whole_button.click()
    assert all(panel.isVisible() for panel in page.charts.panels)


# --- Reading ---


@pytest.mark.parametrize("number", range(3))
def test_a_larger_picture_has_all_the_room(qtbot: QtBot, study: Study, number: int) -> None:
    charts = shown(qtbot, study).charts
    panel = charts.panels[number]
    before = [one.size() for one in charts.panels]
    QTest.mouseClick(panel.whole_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.width() > 0.95 * charts.viewport().width())
    assert panel.height() > 1.5 * before[number].height()
    QTest.mouseClick(panel.whole_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.size() for one in charts.panels] == before)


def test_reading_can_be_stopped_and_shows_nothing_by_halves(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 96)
    page = CohortPage(empty_study)
    qtbot.addWidget(page)
    page.show()
    step_until(lambda: page.ui.reading_bar.value() > 0)
    assert page.turns.is_under_way
    assert page.ui.stack.currentWidget() is page.ui.reading
    page.ui.views.choose(1)
    assert page.ui.stack.currentWidget() is page.ui.reading
    page.ui.reading_button.click()
    assert page.members == []
    assert "Nothing is shown" in page.ui.reading_words.text()
    assert not page.ui.save_button.isEnabled()
    page.ui.reading_button.click()
    settle(page, qtbot)
    assert len(page.members) == 96
    assert page.ui.stack.currentWidget() is page.ui.tables_place


def test_a_page_that_is_left_reads_nothing_until_it_is_seen_again(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 40)
    page = CohortPage(empty_study)
    qtbot.addWidget(page)
    page.show()
    page.leave()
    assert not page.turns.is_under_way
    page.hide()
    page.show()
    settle(page, qtbot)
    assert len(page.members) == 40


def test_all_participants_side_by_side(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    page.choose("P-002")
    page.ui.views.choose(2)
    assert page.everyone is not None
    assert page.everyone.highlighted() == "P-002"
    place = page.everyone.place_of("P-004")
    assert place is not None
    with qtbot.waitSignal(page.subject_wanted) as wanted:
        QTest.mouseClick(page.everyone.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == ["P-004"]
    assert page.charts.courses.view.highlighted() == "P-004"


def test_who_is_chosen_elsewhere_comes_into_sight(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 96)
    page = shown(qtbot, empty_study)
    page.charts.given.choose(1)
    settle(page, qtbot)
    view = page.charts.doses.view

    def is_in_sight() -> bool:
        place = view.place_of(view.highlighted())
        return place is not None and view.visibleRegion().boundingRect().contains(place)

    for who in ("95", "1"):
        page.charts.courses.view.chosen.emit(who)
        qtbot.waitUntil(is_in_sight)


def test_a_fault_while_reading_is_a_sentence_and_is_tried_again(
    qtbot: QtBot, empty_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over(empty_study, 30)
    with monkeypatch.context() as broken:

        def unreachable(*_asked: object, **_more: object) -> None:
            raise StudyUnreachable("The drive does not answer. What was saved is safe.")

        broken.setattr(reading, "of_subjects", unreachable)
        page = shown(qtbot, empty_study)
        assert page.ui.reading_words.text() == "The drive does not answer. What was saved is safe."
        assert page.ui.stack.currentWidget() is page.ui.reading
    page.ui.reading_button.click()
    settle(page, qtbot)
    assert len(page.members) == 30


def test_a_participant_is_found_by_typing_the_code(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 96)
    page = shown(qtbot, empty_study)
    QTest.keyClicks(page.ui.find, "9")
    assert page.who == "9"  # whose code it is comes before those who have it in theirs
    QTest.keyClicks(page.ui.find, "5")
    assert page.charts.courses.view.highlighted() == "95"
    with qtbot.waitSignal(page.subject_wanted) as wanted:
        QTest.keyClick(page.ui.find, Qt.Key.Key_Return)
    assert wanted.args == ["95"]


def test_a_code_that_fits_nobody_opens_nobody(qtbot: QtBot, empty_study: Study) -> None:
    take_over(empty_study, 30)
    page = shown(qtbot, empty_study)
    QTest.keyClicks(page.ui.find, "29x")
    assert page.who == ""
    assert page.ui.person_words.text() == "Nobody in the cohort has this code."
    with qtbot.assertNotEmitted(page.subject_wanted):
        QTest.keyClick(page.ui.find, Qt.Key.Key_Return)
    page.ui.find.clear()
    page.choose("3")
    page.members = [one for one in page.members if one.subject != "29"]  # as a filter leaves them
    QTest.keyClicks(page.ui.find, "29")
    assert page.who == ""
    assert page.ui.person_words.text() == "The filters above leave this code out."


def test_the_short_table_says_without_what_its_numbers_would_mislead(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    said = " ".join(label.text() for label in page.charts.findChildren(QLabel))
    assert "Still to come to Week 12: 3." in said
    assert "the end of treatment is their last PASI so far" in said


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_small_pictures_tell_their_legend_by_button_and_key(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    for panel in page.charts.panels:
        assert panel.figure is not None
        assert panel.view.figure().legend == ()
        words = panel.notes_button.accessibleDescription()
        assert all(sample.words in words for sample in panel.figure.legend)
        panel.notes_button.setFocus()
        QTest.keyClick(panel.notes_button, Qt.Key.Key_Space)
        key = panel.findChild(FigureKey)
        assert key is not None
        assert (key.isVisible(), key.words) == (True, words)
        QTest.keyClick(key, Qt.Key.Key_Escape)
        assert not key.isVisible()
    panel = page.charts.doses
    QTest.mouseClick(panel.notes_button, Qt.MouseButton.LeftButton)
    popups = [key for key in panel.findChildren(FigureKey) if key.isVisible()]
    assert len(popups) == 1
    popups[0].close()
    page.charts.enlarge(panel)
    QApplication.processEvents()
    assert panel.view.figure().legend == panel.figure.legend if panel.figure else False
    assert panel.notes_button.isHidden()


def test_the_buttons_of_a_picture_wear_another_look(qtbot: QtBot, qapp: QApplication, study: Study) -> None:
    theme.apply(qapp, theme.LIGHT)
    panel = shown(qtbot, study).charts.courses
    buttons = (panel.notes_button, panel.whole_button, panel.menu_button)
    before = [button.icon().pixmap(QSize(20, 20)).toImage() for button in buttons]
    theme.apply(qapp, theme.DARK)
    after = [button.icon().pixmap(QSize(20, 20)).toImage() for button in buttons]
    assert all(one != other for one, other in zip(before, after, strict=True))
    theme.apply(qapp, theme.LIGHT)


def test_rates_of_a_visit_that_earlier_records_never_had_say_so(qtbot: QtBot, study: Study) -> None:
    take_over(study, 8)
    page = shown(qtbot, study)
    said = " ".join(label.text() for label in page.charts.findChildren(QLabel))
    assert "No Week 12 in their plan or earlier record: 8." in said
