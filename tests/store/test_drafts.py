"""Where a draft goes on, and what is said of one that was thrown away."""

from pathlib import Path

import pytest

from tests.conftest import ADMIN_PASSWORD
from tests.store.helpers import WEEK_0, assessment, regraded, told
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.store.study import Study


@pytest.fixture
def with_person(empty_study: Study) -> Study:
    empty_study.add_participant("P-001", Participant())
    return empty_study


def test_the_place_alone_is_kept(with_person: Study) -> None:
    with_person.keep_draft(WEEK_0, assessment(), "head_erythema")
    before = with_person.draft(WEEK_0)
    assert before is not None
    with_person.keep_place(WEEK_0, "trunk_erythema")
    after = with_person.draft(WEEK_0)
    assert after is not None
    assert after.field == "trunk_erythema"
    assert (after.record, after.at, after.base) == (before.record, before.at, before.base)


def test_a_place_without_a_draft_is_nothing(with_person: Study) -> None:
    with_person.keep_place(WEEK_0, "trunk_erythema")
    assert with_person.drafts() == []
    assert with_person.verify().faults == ()


def test_a_place_is_in_ones_own_draft(with_person: Study, empty_folder: Path) -> None:
    with_person.add_account("second", "S. Econd", ADMIN_PASSWORD, with_person.account.roles)
    with_person.keep_draft(WEEK_0, assessment(), "head_erythema")
    with_person.close()
    other = Study.open(empty_folder, "second", ADMIN_PASSWORD)
    other.keep_place(WEEK_0, "trunk_erythema")
    other.keep_draft(WEEK_0, assessment(), "lower_limbs_erythema")
    other.close()
    again = Study.open(empty_folder, "admin", ADMIN_PASSWORD)
    draft = again.draft(WEEK_0)
    assert draft is not None
    assert draft.field == "head_erythema"
    again.close()


def test_discarding_says_how_many_entries_went(with_person: Study) -> None:
    with_person.keep_draft(WEEK_0, PasiAssessment().scored(Region.HEAD, Sign.ERYTHEMA, 2))
    with_person.discard_draft(WEEK_0)
    assert told(with_person, "draft-discarded")[0]["entries"] == 1
    with_person.keep_draft(WEEK_0, assessment())
    with_person.discard_draft(WEEK_0)
    assert told(with_person, "draft-discarded")[0]["entries"] == 17  # the day, 4 areas, 12 signs
    with_person.save(WEEK_0, assessment())
    with_person.keep_draft(WEEK_0, regraded(assessment(), 4))
    with_person.discard_draft(WEEK_0)
    assert told(with_person, "draft-discarded")[0]["entries"] == 1
    with_person.keep_draft(Key("P-001", "W0", "GLOBAL"), GlobalAssessment(global_grade=2, notes="x"))
    with_person.discard_draft(Key("P-001", "W0", "GLOBAL"))
    assert told(with_person, "draft-discarded")[0]["entries"] == 2
    before = with_person.entries(1)
    with_person.discard_draft(WEEK_0)
    assert with_person.entries(1) == before
