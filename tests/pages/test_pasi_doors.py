"""While a PASI is scored, every way to an earlier score of that participant is tried, and each is closed."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.assets import asset
from ucmsc_desktop.cli.cohort import TABLES
from ucmsc_desktop.cli.program import main
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment, ScoringMode
from ucmsc_desktop.pages.closed import ClosedPage
from ucmsc_desktop.pages.lesions import LesionPage
from ucmsc_desktop.pages.overview import OverviewPage
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.patients_model import PASI, PatientsModel
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.printing import PrintPage
from ucmsc_desktop.pages.trajectory import TrajectoryPage
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.ledger import Kind
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Study

from .doors import AREAS, BY_PASSWORD, GRADES, NOW, SUBJECT, begin, leaks, on_page, prepare, printed, scored, secrets
from .events import CONTROL, PLAIN, answered
from .eyes import seen
from .hands import here, press

ALT = Qt.KeyboardModifier.AltModifier
Open = Callable[..., Workspace]


@pytest.fixture(params=["assessor", "practice"])
def user(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def open_as(make: Callable[..., MainWindow], practice_folder: Path, study_as: Callable[[str], Study]) -> Open:
    """The window of a person; whoever was logged in before is logged out."""

    def log_in(user: str) -> Workspace:
        study = study_as(user)
        window = make(study.folder)
        window.begin(study)
        assert window.workspace is not None
        return window.workspace

    return log_in


@pytest.fixture
def scoring(practice_folder: Path, open_as: Open, user: str) -> Workspace:
    """The window of the one who scores week 4."""
    prepare(practice_folder, user)
    workspace = open_as(user)
    begin(workspace.study)
    workspace._changed()
    return workspace


def key(workspace: Workspace, pressed: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
    """Press a key wherever the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or workspace, pressed, modifier)


def shown(workspace: Workspace) -> Any:
    """The page that is shown."""
    return workspace.page


def look(workspace: Workspace, where: str) -> str:
    """See the whole screen; nothing of it is a secret."""
    words = seen()
    assert leaks(workspace.study, words) == [], where
    return words


def open_place(workspace: Workspace, place: Place) -> Any:
    """Ask for a place and see what is shown."""
    workspace.go(place)
    look(workspace, f"{place}")
    return workspace.page


# With a draft open


def test_the_secrets_are_seen_where_nothing_is_closed(practice_folder: Path, open_as: Open) -> None:
    """The eyes of these tests see well: without a draft every place tells."""
    prepare(practice_folder, "practice")
    workspace = open_as("practice")
    study = workspace.study
    assert len(leaks(study, seen())) >= 1, "the list"
    workspace.open_subject(SUBJECT)
    assert leaks(study, seen()), "the thumbnail"
    for place, kind in (
        (Place(Section.CHARTS), TrajectoryPage),
        (Place(Section.LESIONS, "W2"), LesionPage),
        (Place(Section.VISIT, "W2", "PASI"), PasiPage),
        (Place(Section.AUDIT), object),
    ):
        workspace.go(place)
        assert isinstance(shown(workspace), kind)
        assert leaks(study, seen()), place
    workspace.go(Place(Section.PRINT))
    assert leaks(study, on_page(workspace.page))


def test_the_list_tells_nothing(scoring: Workspace) -> None:
    scoring.go(Place(Section.PATIENTS))
    look(scoring, "list")
    model: PatientsModel = scoring.patients.model
    row = model.row(model.place_of(SUBJECT))
    assert row.texts[PASI] == "hidden"
    for secret in secrets(scoring.study):
        scoring.patients.ui.filter.setText(secret)
        assert model.place_of(SUBJECT) == -1, secret
    scoring.patients.ui.filter.clear()
    for order in Qt.SortOrder:
        model.sort(PASI, order)
        assert model.row(model.rowCount() - 1).order(PASI) is None


def test_the_screening_list_tells_nothing(scoring: Workspace) -> None:
    scoring.go(Place(Section.CANDIDATES))
    look(scoring, "screening list")
    assert f"{SUBJECT}\n" in seen()


def test_the_rail_and_its_keys_lead_to_no_score(scoring: Workspace) -> None:
    scoring.open_subject(SUBJECT)
    for stop in scoring._stops:
        if stop.stays:
            scoring.ui.rail.button(stop.name).click()
            look(scoring, stop.name)
            if scoring.place.section in (Section.CHARTS, Section.COHORT, Section.LESIONS):
                assert isinstance(shown(scoring), ClosedPage)
    for digit in range(1, 10):
        key(scoring, Qt.Key(Qt.Key.Key_0 + digit))
        look(scoring, f"Ctrl+{digit}")
    key(scoring, Qt.Key.Key_P)
    assert on_page(scoring.page) == ""
    look(scoring, "Ctrl+P")
    key(scoring, Qt.Key.Key_F1, PLAIN)
    look(scoring, "F1")


def test_every_form_of_every_visit(scoring: Workspace) -> None:
    assert scoring.choose_subject(SUBJECT)
    for visit in [view.visit.key for view in scoring.seen.visits if scoring.seen]:  # type: ignore[union-attr]
        scoring.open_visit(visit)
        look(scoring, visit)
        for form in [form.key for form in scoring.ui.tabs._forms]:
            scoring.ui.tabs.tab(form).click()
            look(scoring, f"{visit} {form}")
            stands = scoring.study.find(Key(SUBJECT, visit, form)) is not None
            closed = form == "SCREENING" or (stands and form in ("PASI", "PASI-2", "GLOBAL"))
            assert isinstance(shown(scoring), ClosedPage) is closed, (visit, form)
            key(scoring, Qt.Key.Key_H)
            assert QApplication.activeModalWidget() is None
        for number in range(1, 8):
            key(scoring, Qt.Key(Qt.Key.Key_0 + number), ALT)
            look(scoring, f"{visit} Alt+{number}")
    scoring.open_visit("W12")
    for _step in range(10):
        key(scoring, Qt.Key.Key_PageUp)
        look(scoring, "Ctrl+PgUp")
    for _step in range(10):
        key(scoring, Qt.Key.Key_PageDown)
        look(scoring, "Ctrl+PgDn")


def test_the_overview_tells_no_score_of_any_visit(scoring: Workspace) -> None:
    scoring.open_subject(SUBJECT)
    page = cast(OverviewPage, scoring.page)
    assert not page.ui.chart_button.isEnabled()
    assert "Earlier scores stay hidden" in page.ui.thumbnail.accessibleDescription()
    for view in page.seen.visits:
        page.show_visit(view.visit.key)
        look(scoring, f"overview {view.visit.key}")


def test_maps_prints_and_the_chart_are_closed(scoring: Workspace) -> None:
    assert scoring.choose_subject(SUBJECT)
    for section in (Section.LESIONS, Section.CHARTS, Section.COMPARE):
        for visit in ("", *AREAS, NOW.visit):
            assert isinstance(open_place(scoring, Place(section, visit)), ClosedPage)


def test_the_trail_tells_no_change_of_a_score(scoring: Workspace) -> None:
    scoring.subject = SUBJECT
    words = open_place(scoring, Place(Section.AUDIT)) and seen()
    assert "changed PASI, Week 2, of P-077. Earlier scores stay hidden" in words
    scoring.page.verify()
    look(scoring, "verified")


def test_locking_and_returning_open_nothing(scoring: Workspace, open_as: Open, user: str) -> None:
    scoring.open_subject(SUBJECT)
    window = cast(MainWindow, scoring.window())
    window.lock()
    look(scoring, "lock")
    window.unlock()
    look(scoring, "unlocked")
    window.hide()
    again = open_as(user)
    assert "Continue" in look(again, "begun again")
    again.ui.notice_action.click()
    assert (again.page.key, again.page.place()) == (NOW, "head_induration")
    look(again, "continued")
    assert isinstance(open_place(again, Place(Section.CHARTS)), ClosedPage)


def test_a_saved_form_stays_closed_until_it_is_signed(scoring: Workspace) -> None:
    scoring.study.save(NOW, msgspec.structs.replace(scored("W2", 2), notes=None, lesion_map=None).derived())
    assert scoring.choose_subject(SUBJECT)
    scoring.go(Place(Section.CHARTS))
    assert isinstance(shown(scoring), ClosedPage)
    scoring.open_form("W0", "PASI")
    assert isinstance(shown(scoring), ClosedPage)
    scoring.open_form(NOW.visit, NOW.form)
    assert isinstance(shown(scoring), PasiPage)


def test_two_that_are_saved_and_not_signed_do_not_close_each_other(scoring: Workspace) -> None:
    study, later = scoring.study, msgspec.structs.replace(NOW, visit="W6")
    blank = msgspec.structs.replace(scored("W2", 2), notes=None, lesion_map=None).derived()
    study.save(NOW, blank)
    study.save(later, blank)
    assert scoring.choose_subject(SUBJECT)
    scoring.open_form(NOW.visit, NOW.form)
    assert isinstance(shown(scoring), ClosedPage)
    scoring.page.ui.form_button.click()
    assert isinstance(shown(scoring), PasiPage), "the one that closes the others can be signed"
    study.sign(later, BY_PASSWORD)
    scoring.open_form(NOW.visit, NOW.form)
    assert isinstance(shown(scoring), PasiPage)


# The command line


@pytest.fixture
def command(practice_folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command as a person of the practice study."""
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    def run(who: str, *arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        code = main([arguments[0], "--user", who, *arguments[1:]], lambda _folder: 1)
        written = capfd.readouterr()
        return code, written.out + written.err

    return run


def test_no_command_tells_or_writes_a_score(practice_folder: Path, command: Any, user: str, tmp_path: Path) -> None:
    prepare(practice_folder, user)
    study = Study.open(practice_folder, user, PRACTICE_PASSWORD)
    begin(study)
    hidden = leaks(study, "\n".join(secrets(study)))
    study.close()
    out = tmp_path / "out.pdf"
    tries = [("crf", SUBJECT, "--out", str(out), *more) for more in ((), ("--visit", "W0"), ("--visit", "W4"))]
    tries += [
        ("response", "--at", at, *how) for at in ("primary", "end", "week:2") for how in ((), ("--format", "csv"))
    ]
    tries += [("response", "--format", "json"), ("agreement",), ("agreement", "--format", "csv")]
    tries += [("cohort", "--table", name, "--format", form) for name in TABLES for form in ("table", "csv", "json")]
    tries += [("trajectory", SUBJECT, "--tab", "all", "--out", str(out))]
    for arguments in tries:
        code, words = command(user, *arguments)
        # The assessor of the practice study has an older one to sign too: of that a table of all tells first.
        assert re.search(rf"(P-012|{SUBJECT}).* Earlier scores stay hidden", words), arguments
        assert (code != 0) == (arguments[0] != "agreement")
        assert [secret for secret in hidden if re.search(rf"(?<![\d.]){re.escape(secret)}(?!\d)", words)] == []
    assert not out.exists()
    code, words = command(user, "progress", "--format", "json")
    assert (code, [secret for secret in hidden if re.search(rf"(?<![\d.]){re.escape(secret)}(?!\d)", words)]) == (0, [])
    code, words = command(user, "status", "--out", str(tmp_path / "status.pdf"))
    assert (code, "The results are left out." in words) == (0, True)
    assert not set(hidden) & set(printed((tmp_path / "status.pdf").read_bytes()).split())
    code, _words = command("monitor", "crf", SUBJECT, "--out", str(out))
    assert code == 0, "another person prints"
    assert set(hidden) & set(printed(out.read_bytes()).split())


# Opened, sealed, and whom it does not concern


def test_a_reason_opens_all_and_is_kept(scoring: Workspace) -> None:
    study = scoring.study
    assert scoring.choose_subject(SUBJECT)
    scoring.go(Place(Section.CHARTS))
    page = cast(ClosedPage, scoring.page)
    page.ui.open_button.click()
    page.ui.reveal_button.click()
    assert page.ui.problem.isVisible(), "without a reason it stays closed"
    look(scoring, "no reason")
    QTest.keyClicks(page.ui.reason, "Safety question")
    QTest.keyClick(page.ui.reason, Qt.Key.Key_Return)
    assert isinstance(shown(scoring), TrajectoryPage)
    assert leaks(study, seen())
    for place, kind in (
        (Place(Section.LESIONS, "W2"), LesionPage),
        (Place(Section.PRINT), PrintPage),
        (Place(Section.VISIT, "W0", "PASI"), PasiPage),
    ):
        scoring.go(place)
        assert isinstance(shown(scoring), kind)
    opened = [entry for entry in study.entries(50) if entry.kind == Kind.SCORES_OPENED.value]
    assert [(entry.key, entry.user) for entry in opened] == [(NOW, study.account.user)]
    assert b"Safety question" in opened[0].body.encode()
    scoring.open_form(NOW.visit, NOW.form)
    assert (scoring.page.record.mode, scoring.page.record.opened_because) == (ScoringMode.OPENED, "Safety question")
    scoring.go(Place(Section.AUDIT))
    assert "opened earlier scores before signing PASI, Week 4, of P-077: Safety question" in seen()


def test_signing_reveals(scoring: Workspace) -> None:
    assert scoring.choose_subject(SUBJECT)
    scoring.open_form(NOW.visit, NOW.form)
    page = cast(PasiPage, scoring.page)
    look(scoring, "scoring")
    page.focus("head_area_pct")
    press("8\n221" * 4)
    look(scoring, "scored")
    answered(lambda _dialog: press(PRACTICE_PIN))
    assert page.sign()
    assert leaks(scoring.study, seen()), "earlier values beside the form that is sealed"
    kept = scoring.study.find(NOW)
    assert kept is not None
    assert cast(PasiAssessment, kept.record).mode is ScoringMode.HIDDEN
    scoring.go(Place(Section.CHARTS))
    assert isinstance(shown(scoring), TrajectoryPage)


def test_others_are_not_affected(scoring: Workspace, open_as: Open) -> None:
    scoring.open_subject("P-001")
    scoring.go(Place(Section.CHARTS))
    assert isinstance(shown(scoring), TrajectoryPage), "another participant"
    scoring.window().hide()
    other = open_as("investigator")
    assert other.choose_subject(SUBJECT)
    for place, kind in (
        (Place(Section.CHARTS), TrajectoryPage),
        (Place(Section.LESIONS, "W2"), LesionPage),
        (Place(Section.VISIT, "W2", "PASI"), PasiPage),
    ):
        other.go(place)
        assert isinstance(shown(other), kind), "another person"
        assert leaks(other.study, seen())


def test_a_protocol_that_shows_opens_everything(make: Callable[..., MainWindow], tmp_path: Path) -> None:
    toml = asset("study/ucmsc.toml").read_text(encoding="utf-8")
    toml = toml.replace("earlier_scores_hidden = true", "earlier_scores_hidden = false")
    toml = toml.replace('order = "enforced"', 'order = "recorded"')
    folder = tmp_path / "shown"
    study = Study.create(folder, protocol_toml=toml, user="ann", full_name="Ann", password=PRACTICE_PASSWORD)
    study.add_participant(SUBJECT, Participant())
    for visit in AREAS:
        study.save(Key(SUBJECT, visit, "PASI"), scored(visit, GRADES[visit]), sign=BY_PASSWORD)
    window = make(folder)
    window.begin(study)
    workspace = cast(Workspace, window.workspace)
    workspace.open_subject(SUBJECT)
    workspace.open_form(NOW.visit, NOW.form)
    page = cast(PasiPage, workspace.page)
    page.focus("head_erythema")
    QTest.keyClicks(here(), "2")
    draft = study.draft(NOW)
    assert draft is not None
    assert cast(PasiAssessment, draft.record).mode is ScoringMode.SHOWN
    for place, kind in ((Place(Section.CHARTS), TrajectoryPage), (Place(Section.VISIT, "W0", "PASI"), PasiPage)):
        workspace.go(place)
        assert isinstance(shown(workspace), kind)
        assert study.draft(NOW) is not None
    window.close()
