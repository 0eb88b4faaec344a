"""Earlier scores: closed while a PASI is begun and not sealed, opened with a reason that trail and form keep."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.conftest import ADMIN_PASSWORD
from tests.store.helpers import REASONS, WEEK_0, assessment, regraded, second, told
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment, PasiEntries, ScoringMode
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.errors import DiskFull, NotPermitted, StudyError
from ucmsc_desktop.store.practice import PRACTICE_PIN
from ucmsc_desktop.store.study import Signing, Study

WEEK_2 = Key("P-001", "W2", "PASI")
SECOND_AT_2 = Key("P-001", "W2", "PASI-2")
BY_PIN = Signing(Meaning.AUTHOR, PRACTICE_PIN)
WHY = "Safety question of the sponsor"


@pytest.fixture(autouse=True)
def _may_begin(study_as: Callable[[str], Study]) -> None:
    """The candidate has no verdict yet; a deviation opens the way to a first PASI."""
    investigator = study_as("investigator")
    signing = Signing(Meaning.APPROVAL, PRACTICE_PIN)
    investigator.deviate("P-009", "W0", [Step.ELIGIBILITY], "No verdict yet", WHY, "investigator", signing)


@pytest.fixture
def assessor(study_as: Callable[[str], Study]) -> Study:
    """The assessor of the practice study, who has signed every PASI of P-001 to week 12; week 12 is begun afresh."""
    return study_as("assessor")


def begun(study: Study, key: Key = WEEK_2) -> PasiEntries:
    """A draft of a change at a key, kept; a first one at a visit that has none."""
    kept = study.find(key)
    record = kept.record if kept is not None else assessment()
    assert isinstance(record, PasiEntries)
    changed = msgspec.structs.replace(record, trunk_erythema=3 if record.trunk_erythema != 3 else 2)
    study.keep_draft(key, changed, "trunk_erythema")
    return changed


def new_visit(form: str = "PASI") -> Key:
    """A visit without any PASI."""
    return Key("P-009", "W0", form)


def said(record: Record) -> ScoringMode | None:
    """What a form says of earlier scores."""
    assert isinstance(record, PasiEntries)
    return record.mode


def test_every_form_that_shows_scores_is_known() -> None:
    showing = {form for form in FORMS if blinding.shows_scores(form)}
    assert showing == {"PASI", "PASI-2", "PASI-TOTAL", "GLOBAL", "SCREENING"}


def test_a_draft_closes_and_its_seal_opens(assessor: Study) -> None:
    key = new_visit()
    assert blinding.closed_by(assessor, "P-009") is None
    assessor.keep_draft(key, assessment())
    assert blinding.closed_by(assessor, "P-009") == key
    assert blinding.open_assessments(assessor)["P-009"] == key
    assert blinding.closed_by(assessor, "P-001") is None
    assessor.save(key, assessment())
    assert blinding.closed_by(assessor, "P-009") == key
    assert blinding.open_assessments(assessor)["P-009"] == key
    assert blinding.sentence(assessor, key) == "Earlier scores stay hidden until you sign the PASI of Week 0."
    assessor.sign(key, BY_PIN)
    assert blinding.closed_by(assessor, "P-009") is None
    assert "P-009" not in blinding.open_assessments(assessor)


def test_discarding_opens_again(assessor: Study) -> None:
    key = new_visit()
    assessor.keep_draft(key, assessment())
    assessor.discard_draft(key)
    assert blinding.closed_by(assessor, "P-009") is None


@pytest.mark.parametrize("form", ["PASI", "PASI-2"])
def test_either_rating_closes_both_of_every_visit_and_no_form_closes_itself(assessor: Study, form: str) -> None:
    key = Key("P-009", "W0", form)
    assessor.keep_draft(key, second(assessment()) if form == "PASI-2" else assessment())
    assert blinding.closed_by(assessor, "P-009") == key
    named = "the PASI" if form == "PASI" else "your second rating"
    assert blinding.sentence(assessor, key) == f"Earlier scores stay hidden until you sign {named} of Week 0."
    for other in ("PASI", "PASI-2", "PASI-TOTAL", "GLOBAL"):
        for visit in ("SCR", "W0", "W2"):
            there = Key("P-009", visit, other)
            assert blinding.closed_to(assessor, there) == (None if there == key else key)
    assert blinding.closed_to(assessor, Key("P-009", "SCR", "SCREENING")) == key, "its evidence is a PASI"
    for other in ("DM", "SV", "VITALS", "INFUSION"):
        assert blinding.closed_to(assessor, Key("P-009", "W0", other)) is None
    assert blinding.closed_to(assessor, Key("P-001", "W0", "PASI")) is None


def test_a_draft_of_another_form_closes_nothing(assessor: Study) -> None:
    assessor.keep_draft(Key("P-009", "W0", "GLOBAL"), GlobalAssessment(global_grade=2))
    assert blinding.closed_by(assessor, "P-009") is None


def test_it_closes_for_the_one_who_scores_only(study_as: Callable[[str], Study]) -> None:
    key = new_visit()
    assessor = study_as("assessor")
    assessor.keep_draft(key, assessment())
    for other in ("investigator", "nurse", "monitor", "practice"):
        assert blinding.closed_by(study_as(other), "P-009") is None
    study_as("assessor").save(key, assessment())
    assert blinding.closed_by(study_as("investigator"), "P-009") is None
    assert blinding.closed_by(study_as("assessor"), "P-009") == key


def test_a_change_of_one_that_was_ever_signed_closes_nothing(assessor: Study) -> None:
    changed = begun(assessor)
    assert blinding.closed_by(assessor, "P-001") is None
    assessor.save(WEEK_2, changed, reasons={"trunk_erythema": "mis-tap"})
    assert blinding.closed_by(assessor, "P-001") is None


def test_a_protocol_that_shows_scores_closes_nothing(tmp_path: Path) -> None:
    toml = asset("study/ucmsc.toml").read_text(encoding="utf-8")
    shown = toml.replace("earlier_scores_hidden = true", "earlier_scores_hidden = false")
    study = Study.create(tmp_path / "s", protocol_toml=shown, user="a", full_name="", password=ADMIN_PASSWORD)
    study.add_participant("P-001", Participant())
    study.keep_draft(WEEK_0, assessment())
    assert blinding.closed_by(study, "P-001") is None
    assert blinding.open_assessments(study) == {}
    with pytest.raises(StudyError, match="not hidden"):
        study.open_earlier_scores(WEEK_0, WHY)
    study.close()


# --- Opened all the same ----------------------------------------------------------------------------------------------


def test_opening_is_an_entry_and_marks_the_draft(assessor: Study) -> None:
    key = new_visit()
    assessor.keep_draft(key, assessment(), "head_erythema")
    draft = assessor.open_earlier_scores(key, f"  {WHY} ")
    assert draft == assessor.draft(key)
    assert draft.field == "head_erythema"
    assert isinstance(draft.record, PasiAssessment)
    assert (draft.record.mode, draft.record.opened_because) == (ScoringMode.OPENED, WHY)
    assert draft.record.trunk_erythema == assessment().trunk_erythema
    entry = assessor.entries(1)[0]
    assert (entry.kind, entry.key, entry.user, entry.role) == ("scores-opened", key, "assessor", "assessor")
    assert told(assessor, "scores-opened") == [{"reason": WHY}]
    assert blinding.closed_by(assessor, "P-009") is None
    saved = assessor.save(key, draft.record, sign=BY_PIN)
    assert said(saved.record) is ScoringMode.OPENED
    assert assessor.verify().faults == ()


def test_opening_makes_the_draft_of_a_form_that_is_saved_and_not_signed(assessor: Study) -> None:
    key = new_visit("PASI-2")
    kept = assessor.save(key, second(assessment()))
    draft = assessor.open_earlier_scores(key, WHY)
    assert draft.base == kept.hash
    assert assessor.draft(key) == draft
    assert blinding.closed_by(assessor, "P-009") is None
    saved = assessor.save(key, draft.record)
    assert said(saved.record) is ScoringMode.OPENED
    assert blinding.closed_by(assessor, "P-009") is None


def test_the_reason_for_opening_is_not_asked_again(assessor: Study) -> None:
    key = new_visit()
    assessor.save(key, msgspec.structs.replace(assessment(), mode=ScoringMode.HIDDEN))
    assessor.open_earlier_scores(key, WHY)
    draft = assessor.draft(key)
    assert draft is not None
    assessor.save(key, draft.record)
    changes = {change.field: change.reason for change in assessor.history(key)[-1].changes}
    assert changes == {"mode": WHY, "opened_because": WHY}


def test_opening_a_second_time_adds_nothing(assessor: Study) -> None:
    assessor.keep_draft(new_visit(), assessment())
    first = assessor.open_earlier_scores(new_visit(), WHY)
    again = assessor.open_earlier_scores(new_visit(), "another reason")
    assert again.record == first.record
    assert told(assessor, "scores-opened") == [{"reason": WHY}]


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_without_a_reason_they_stay_hidden(assessor: Study, reason: str) -> None:
    key = new_visit()
    assessor.keep_draft(key, assessment())
    with pytest.raises(StudyError, match="stay hidden"):
        assessor.open_earlier_scores(key, reason)
    assert blinding.closed_by(assessor, "P-009") == key
    assert told(assessor, "scores-opened") == []


def test_only_what_this_person_scores_can_be_opened(study_as: Callable[[str], Study]) -> None:
    key = new_visit()
    study_as("assessor").save(key, assessment())
    investigator = study_as("investigator")
    for there in (key, WEEK_2, Key("P-009", "W2", "PASI"), Key("P-404", "W0", "PASI")):
        with pytest.raises(StudyError, match="Begin the PASI"):
            investigator.open_earlier_scores(there, WHY)
    with pytest.raises(NotPermitted):
        study_as("nurse").open_earlier_scores(key, WHY)
    assessor = study_as("assessor")
    assessor.keep_draft(Key("P-009", "W0", "GLOBAL"), GlobalAssessment(global_grade=1))
    with pytest.raises(StudyError, match="Begin the PASI"):
        assessor.open_earlier_scores(Key("P-009", "W0", "GLOBAL"), WHY)
    with pytest.raises(StudyError, match="Begin the PASI"):
        assessor.open_earlier_scores(WEEK_2, WHY)  # signed, and no draft
    assert told(assessor, "scores-opened") == []


def test_what_was_opened_stays_said_whatever_is_kept_afterwards(assessor: Study) -> None:
    key = new_visit()
    hidden = msgspec.structs.replace(assessment(), mode=ScoringMode.HIDDEN)
    assessor.keep_draft(key, hidden)
    assessor.open_earlier_scores(key, WHY)
    assessor.keep_draft(key, hidden)  # an undo, for instance
    assert blinding.closed_by(assessor, "P-009") is None
    draft = assessor.draft(key)
    assert draft is not None
    assert said(draft.record) is ScoringMode.OPENED
    assessor.discard_draft(key)
    assessor.keep_draft(key, hidden)
    assert blinding.closed_by(assessor, "P-009") is None
    assert said(assessor.save(key, hidden).record) is ScoringMode.OPENED


def test_a_form_that_does_not_say_so_is_not_signed(assessor: Study) -> None:
    key = new_visit()
    assessor.save(key, msgspec.structs.replace(assessment(), mode=ScoringMode.HIDDEN))
    draft = assessor.open_earlier_scores(key, WHY)
    acts: list[Callable[[], object]] = [lambda: assessor.sign(key, BY_PIN), lambda: assessor.sign_all([key], BY_PIN)]
    for sign in acts:
        with pytest.raises(StudyError, match="save it again"):
            sign()
    assert assessor.save(key, draft.record, sign=BY_PIN).state is State.SIGNED


def test_a_form_cannot_open_scores_by_what_it_says_of_itself(assessor: Study) -> None:
    key = new_visit()
    assessor.keep_draft(key, msgspec.structs.replace(assessment(), mode=ScoringMode.OPENED, opened_because="so"))
    assert blinding.closed_by(assessor, "P-009") == key


def test_a_second_draft_of_the_same_participant_keeps_them_closed(assessor: Study) -> None:
    week_0, week_2 = new_visit(), Key("P-009", "W2", "PASI")
    assessor.keep_draft(week_0, assessment())
    assessor.keep_draft(week_2, assessment())
    assert blinding.closed_by(assessor, "P-009") == week_2
    assessor.open_earlier_scores(week_2, WHY)
    assert blinding.closed_by(assessor, "P-009") == week_0


def test_opening_on_a_full_disk_opens_nothing(assessor: Study) -> None:
    key = new_visit()
    assessor.keep_draft(key, assessment())
    db = assessor.ledger.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(DiskFull):
        assessor.open_earlier_scores(key, "x" * 100_000)
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    draft = assessor.draft(key)
    assert draft is not None
    assert draft.record == assessment()
    assert blinding.closed_by(assessor, "P-009") == key


# --- Two raters -------------------------------------------------------------------------------------------------------


def two_raters(study_as: Callable[[str], Study]) -> tuple[Key, Key]:
    """A visit whose PASI is the assessor's, and where a second assessor has an account."""
    administrator = study_as("administrator")
    administrator.add_account("second", "S. Econd", ADMIN_PASSWORD, [Role.ASSESSOR])
    first = Key("P-009", "W0", "PASI")
    study_as("assessor").save(first, assessment(), sign=BY_PIN)
    return first, Key("P-009", "W0", "PASI-2")


def test_the_second_rating_is_another_persons(study_as: Callable[[str], Study], practice_folder: Path) -> None:
    first, other = two_raters(study_as)
    assessor = study_as("assessor")
    acts: list[Callable[[], object]] = [
        lambda: assessor.save(other, second(assessment())),
        lambda: assessor.keep_draft(other, second(assessment())),
    ]
    for act in acts:
        with pytest.raises(NotPermitted, match="The second rating of a visit is another person's"):
            act()
    assert assessor.find(other) is None
    assert assessor.draft(other) is None
    assessor.close()
    rater = Study.open(practice_folder, "second", ADMIN_PASSWORD)
    rater.keep_draft(other, second(assessment()))
    rater.save(other, second(assessment(grade=3)))
    acts = [
        lambda: rater.save(first, regraded(assessment(), 4), reasons={"trunk_erythema": "x"}),
        lambda: rater.keep_draft(first, assessment()),
        lambda: rater.sign(first, Signing(Meaning.AUTHOR, ADMIN_PASSWORD)),
    ]
    for act in acts:
        with pytest.raises(NotPermitted, match="another person's"):
            act()
    rater.save(other, second(assessment(grade=2)), reasons=dict.fromkeys(REASONS, "looked again"))
    rater.save(Key("P-009", "W2", "PASI"), assessment())  # another visit
    rater.close()


def test_who_signed_the_first_rating_does_not_give_the_second(study_as: Callable[[str], Study]) -> None:
    first, other = two_raters(study_as)
    investigator = study_as("investigator")
    investigator.sign(first, Signing(Meaning.APPROVAL, PRACTICE_PIN))
    with pytest.raises(NotPermitted):
        investigator.save(other, second(assessment()))


def test_who_gave_one_rating_may_go_on_with_it_after_reading_the_other(
    study_as: Callable[[str], Study], practice_folder: Path
) -> None:
    _first, other = two_raters(study_as)
    study_as("assessor").close()
    rater = Study.open(practice_folder, "second", ADMIN_PASSWORD)
    rater.save(other, second(assessment()), sign=Signing(Meaning.AUTHOR, ADMIN_PASSWORD))
    rater.close()
    visit = Key("P-010", "W24", "PASI")
    study = study_as("investigator")
    study.save(visit, assessment())
    study.close()
    rater = Study.open(practice_folder, "second", ADMIN_PASSWORD)
    there = msgspec.structs.replace(visit, form="PASI-2")
    rater.save(there, second(assessment()), sign=Signing(Meaning.AUTHOR, ADMIN_PASSWORD))
    rater.close()
    investigator = study_as("investigator")
    investigator.sign(there, Signing(Meaning.APPROVAL, PRACTICE_PIN))
    investigator.save(there, second(assessment()), sign=Signing(Meaning.REVIEW, PRACTICE_PIN))  # as it stands
    investigator.save(visit, regraded(assessment(), 3), reasons={"trunk_erythema": "mis-tap"})
    assert investigator.verify().faults == ()
