"""The laboratory page with real widgets and the real store: keys, limits, units, hints, samples, undo."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, Qualifier, Quality
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.pages.lab import LabPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

from .hands import give_reason, here, opened, press
from .lab_bench import MAN, WOMAN, drafted, furnish, laboratory, note

TYPICAL = {
    "CA": "2.31", "ALB": "44", "AST": "25", "ALT": "30", "CREAT": "71", "CYSTATC": "0.81", "HGB": "141",
    "PLAT": "231", "WBC": "6.1", "AFP": "3.1", "CEA": "2.2",
}  # fmt: skip


@pytest.fixture
def page(empty_study: Study, qtbot: QtBot) -> LabPage:
    """The first sample of a man, nothing entered yet."""
    return opened(qtbot, LabPage(furnish(empty_study), MAN))


@pytest.fixture
def further(empty_study: Study, qtbot: QtBot) -> LabPage:
    """A further sample of a woman who had one before."""
    page = opened(qtbot, LabPage(furnish(empty_study), WOMAN))
    page.new_sample()
    return page


def go(page: LabPage, code: str, keys: str = "") -> None:
    page.focus(f"results.{code}")
    press(keys)


# The budget


def test_a_typical_panel_takes_at_most_45_keys(page: LabPage, qtbot: QtBot) -> None:
    assert list(page.rows) == list(TYPICAL)
    assert page.record == LabPanel(laboratory="Central laboratory")
    keys = press("t" + "\n".join(TYPICAL.values()))
    with qtbot.waitSignal(page.next_wanted):
        QTest.keyClick(here(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert keys + 1 <= 45
    kept = page.study.find(page.key)
    assert kept is not None
    assert kept.state is State.SAVED
    assert isinstance(kept.record, LabPanel)
    assert kept.record.sampled_on == page.study.clock().date()
    assert {code: str(result.value) for code, result in kept.record.results.items()} == TYPICAL
    assert all(result.confirmed for result in kept.record.results.values())
    assert [str(kept.record.results["AST"].uln), str(kept.record.results["CREAT"].uln)] == ["40", "97"]


def test_enter_goes_down_and_tab_goes_right(page: LabPage) -> None:
    press("t")
    go(page, "AST", "25")
    row = page.rows["AST"].ui
    for entry in (row.lln.line, row.uln.line, row.confirmed, page.rows["ALT"].ui.value.line):
        press("\t")
        assert here() is entry
    QTest.keyClick(here(), Qt.Key.Key_Up)
    assert page.place() == "results.AST"
    press("\n\n")
    assert page.place() == "results.CREAT"


def test_letters_are_no_result(page: LabPage) -> None:
    go(page, "CA", "2a.b3x1")
    assert page.rows["CA"].ui.value.line.text() == "2.31"


# What a row says


def test_flags_rules_and_limits_stand_beside_the_result(page: LabPage) -> None:
    press("t")
    go(page, "AST", "81")
    assert page.rows["AST"].ui.flag.text() == "high"
    assert note(page, "AST") == "excludes: above 2 × 40 = 80 U/L"
    go(page, "CYSTATC", "<0.5")
    assert page.rows["CYSTATC"].ui.flag.text() == "low"
    assert drafted(page).results["CYSTATC"].qualifier is Qualifier.BELOW
    go(page, "PLAT", "<200")
    assert page.rows["PLAT"].ui.flag.text() == "not decided"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2,35", "Write “2.35”, with a point and no comma."), ("-3", "never negative"), ("<", "There is no number.")],
)
def test_what_is_no_result_stays_on_the_screen_and_out_of_the_record(page: LabPage, typed: str, sentence: str) -> None:
    press("t" + typed + "\n")
    assert sentence in note(page, "CA")
    assert page.rows["CA"].ui.value.line.text() == typed
    assert page.record.results == {}
    assert page.save() is False
    assert page.place() == "results.CA"
    page.undo()
    assert page.rows["CA"].ui.value.line.text() == ""
    assert sentence not in note(page, "CA")


def test_a_sample_from_the_future_is_refused(page: LabPage) -> None:
    tomorrow = page.study.clock().date() + timedelta(days=1)
    press(f"{tomorrow:%Y%m%d}\n")
    assert "not taken in the future" in page.ui.sampled_on.problem()
    assert page.ui.sampled_on.line.hasFocus(), "the keyboard stays until the day is right"
    go(page, "CA", "2.3\n")
    assert page.save() is False
    assert page.study.find(page.key) is None


def test_typed_limits_need_a_tick(page: LabPage) -> None:
    press("t")
    go(page, "AST", "30\t\t")
    press("50\t")
    assert drafted(page).results["AST"] == LabResult(
        value=Decimal(30), unit="U/L", lln=Decimal(15), uln=Decimal(50), confirmed=False
    )
    assert note(page, "AST").endswith("limits not confirmed")
    press(" ")
    assert drafted(page).results["AST"].confirmed
    assert note(page, "AST") == "excludes: above 2 × 50 = 100 U/L"


def test_one_key_confirms_all_limits(page: LabPage) -> None:
    press("t")
    for code in ("AST", "ALT"):
        go(page, code, "30\t\t77")
    QTest.keyClick(here(), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert all(result.confirmed for result in drafted(page).results.values())
    assert not page.ui.confirm_button.isEnabled()
    page.undo()
    assert not any(result.confirmed for result in page.record.results.values())


def test_a_missing_limit_is_led_to(page: LabPage) -> None:
    go(page, "HGB", "141\n")
    page.focus("results.HGB.uln")
    assert here() is page.rows["HGB"].ui.uln.line
    press("170\t")
    page.focus("results.HGB.uln")
    assert here() is page.rows["HGB"].ui.confirmed
    page.ui.marker.setEditText("Factor 1.5")
    page.add_marker()
    page.focus("results.Factor 1.5")
    assert here() is page.rows["Factor 1.5"].entry()


def test_a_study_without_a_laboratory_says_where_one_is_set_up(empty_study: Study, qtbot: QtBot) -> None:
    empty_study.add_participant("P-001", Participant(sex=Sex.MALE))
    page = opened(qtbot, LabPage(empty_study, MAN))
    assert "No laboratory is set up yet" in page.ui.hint.text()


def test_crossing_limits_are_said_in_the_row_and_not_stored(page: LabPage) -> None:
    press("t")
    go(page, "AST", "30\t\t9\n")
    assert "The upper limit 9 lies below the lower limit 15." in note(page, "AST")
    assert page.save() is False
    assert page.place() == "results.AST"


# Units


def test_another_unit_converts_visibly_and_keeps_the_original(page: LabPage) -> None:
    press("t")
    go(page, "CA", "9.4\t")
    QTest.keyClick(here(), Qt.Key.Key_Down)
    found = drafted(page).results["CA"]
    assert (str(found.value), found.unit, found.lln, found.uln) == ("9.4", "mg/dL", None, None)
    assert note(page, "CA").startswith("≈ 2.345 mmol/L · excludes: below 2 or above 2.9 mmol/L")
    assert "states its limits in another unit: 2.11 to 2.52 mmol/L" in note(page, "CA")
    QTest.keyClick(here(), Qt.Key.Key_Up)
    assert drafted(page).results["CA"].uln == Decimal("2.52")


def test_values_are_typed_in_the_unit_of_the_sample_before(empty_study: Study, qtbot: QtBot) -> None:
    study = furnish(empty_study)
    named = msgspec.structs.replace(laboratory(), name="Elsewhere")
    study.save(Key("", "", Laboratory.form, 1), named, reasons={"name": "Renamed"})
    page = opened(qtbot, LabPage(study, WOMAN))
    page.new_sample()
    page.ui.laboratory.list.setEditText("")
    page.binder.edited.emit("laboratory")
    assert page.rows["HGB"].unit == "g/dL"


# The value before


def test_a_slip_of_the_point_is_asked_about_and_can_be_confirmed(further: LabPage) -> None:
    press("t23.1")
    assert note(further, "CA") == "Is the point in its place? Before: 2.31 mmol/L on 06-Jan-2026. Meant 2.31 mmol/L?"
    assert further.rows["CA"].ui.keep_button.isVisible()
    press("y")
    assert further.rows["CA"].ui.value.line.text() == "23.1"
    assert drafted(further).results["CA"].checked
    assert "before: 2.31 mmol/L" in note(further, "CA")
    press("\b\b\b\b2.4")
    assert not drafted(further).results["CA"].checked
    assert further.rows["CA"].ui.flag.text() == "in range"


def test_a_slip_does_not_keep_from_saving(further: LabPage) -> None:
    press("t23.1")
    assert further.save()


# Pregnancy test and markers


def test_a_pregnancy_test_is_answered_by_its_letter_and_never_by_a_digit(further: LabPage) -> None:
    press("t")
    go(further, "HCG", "1")
    assert "HCG" not in further.record.results, "a digit is meant for another row"
    assert "is answered with one of: Negative, Positive, Unclear" in further.bar.message.text()
    QTest.keyClick(here(), Qt.Key.Key_Up)
    assert further.place() == "results.WBC"
    QTest.keyClick(here(), Qt.Key.Key_Down)
    assert (further.place(), further.record.results.get("HCG")) == ("results.HCG", None)
    press("n")
    assert drafted(further).results["HCG"] == LabResult(quality=Quality.NEGATIVE)
    assert further.place() == "results.AFP", "an answer goes on"


def test_the_pregnancy_test_is_asked_of_women_by_letter(further: LabPage) -> None:
    go(further, "HCG", "n")
    assert drafted(further).results["HCG"] == LabResult(quality=Quality.NEGATIVE)


def test_a_marker_is_added_by_name_a_known_one_or_ones_own(page: LabPage) -> None:
    press("t")
    for name in ("ca 125", "S100"):
        page.ui.marker.setFocus()
        page.ui.marker.setEditText(name)
        press("\n")
        press("0.2")
    assert page.place() == "results.S100"
    press("\tug/L\t0\t0.15\t ")
    assert drafted(page).results["CA125AG"].unit == "U/mL"
    assert drafted(page).results["S100"] == LabResult(
        value=Decimal("0.2"), unit="ug/L", lln=Decimal(0), uln=Decimal("0.15"), confirmed=True, label="S100"
    )
    assert page.rows["S100"].ui.flag.text() == "high"
    page.rows["S100"].ui.remove_button.click()
    assert "S100" not in page.rows
    page.undo()
    assert page.rows["S100"].ui.value.line.text() == "0.2"


def test_ionised_calcium_is_refused_with_its_reason(page: LabPage) -> None:
    page.ui.marker.setFocus()
    page.ui.marker.setEditText("Ionised calcium")
    press("\n")
    assert "always below 2 mmol/L" in page.bar.message.text()
    assert not any("onised" in code for code in page.rows)


# Samples, drafts, history


def test_further_samples_stand_beside_the_first(further: LabPage, qtbot: QtBot) -> None:
    assert further.key == Key(WOMAN, "SCR", "LAB", 1)
    assert further.ui.sample.currentText() == "Sample 2 of 2"
    press("t2.4\n")
    further.show_sample(0)
    assert further.rows["CA"].ui.value.line.text() == "2.31"
    again = opened(qtbot, LabPage(further.study, WOMAN))
    assert again.key.number == 1
    assert again.rows["CA"].ui.value.line.text() == "2.4"


def test_typing_is_one_step_of_undo_and_a_draft_comes_back_in_its_entry(page: LabPage, qtbot: QtBot) -> None:
    press("t2.31\n44\n")
    page.undo()
    page.undo()
    assert page.record.results == {}
    page.redo()
    assert str(page.record.results["CA"].value) == "2.31"
    go(page, "ALB", "40")
    page.leave()
    again = opened(qtbot, LabPage(page.study, MAN))
    assert again.place() == "results.ALB"
    assert again.rows["ALB"].ui.value.line.text() == "40"


def test_a_changed_result_asks_its_reason_and_history_says_it_in_words(page: LabPage) -> None:
    press("t2.31\n")
    assert page.save()
    page.change()
    go(page, "CA", "2.4")
    give_reason("Source read wrongly")
    assert page.save()
    changes = [change for version in page.study.history(page.key) for change in version.changes]
    assert [(c.label, c.old.replace("\u00a0", " "), c.reason) for c in changes] == [
        ("Result: Calcium, total", "2.31 mmol/L (2.11 to 2.52)", "Source read wrongly")
    ]


def test_another_laboratory_takes_its_limits_along(page: LabPage) -> None:
    press("t")
    go(page, "AST", "30")
    page.ui.laboratory.list.setEditText("Elsewhere")
    page.binder.edited.emit("laboratory")
    assert drafted(page).results["AST"].uln is None
    assert "No limits are set for this laboratory" in page.ui.hint.text()


def test_a_person_who_may_not_write_reads(empty_study: Study, qtbot: QtBot) -> None:
    study = furnish(empty_study)
    study.account = msgspec.structs.replace(study.account, roles=(Role.MONITOR,))
    page = opened(qtbot, LabPage(study, WOMAN))
    assert page.rows["CA"].ui.value.read_only
    assert page.rows["CA"].ui.value.line.text() == "2.31"
    assert not page.ui.paste_button.isVisible()
    go(page, "CA", "9")
    assert page.record.results["CA"].value == Decimal("2.31")


@pytest.mark.parametrize("size", [(900, 560), (1202, 612), (1842, 972)])
def test_nothing_is_cut_off(further: LabPage, qapp: QApplication, size: tuple[int, int]) -> None:
    before = (qapp.font(), qapp.palette())
    theme.apply(qapp, theme.LIGHT)
    further.resize(*size)
    press("t2.3\n44\n")
    qapp.processEvents()
    for row in further.rows.values():
        for child in (row, row.ui.note, row.ui.uln):
            corner = child.mapTo(further, QPoint(child.width(), 0))
            assert corner.x() <= size[0], row.code
        assert row.ui.note.height() >= row.ui.note.heightForWidth(row.ui.note.width()), row.code
        assert row.ui.flag.width() >= row.ui.flag.sizeHint().width() or not row.ui.flag.isVisible()
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


def test_every_entry_has_a_name(page: LabPage) -> None:
    row = page.rows["AST"].ui
    names = [row.value.line, row.lln.line, row.uln.line, row.confirmed]
    assert [entry.accessibleName() for entry in names] == [
        "AST", "AST, lower limit", "AST, upper limit", "AST, limits confirmed",
    ]  # fmt: skip
    assert page.rows["CA"].ui.unit.accessibleName() == "Calcium, total, unit"


def test_a_day_of_a_sample_before_an_age_band_changes_the_limits(page: LabPage) -> None:
    go(page, "CREAT", "71")
    assert page.record.results["CREAT"].uln is None
    page.focus("sampled_on")
    press(f"{date(2026, 1, 10):%Y%m%d}\n")
    assert page.record.results["CREAT"].uln == Decimal(97)
