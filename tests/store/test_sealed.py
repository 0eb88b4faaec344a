"""The value that was sealed before earlier scores were shown stays, whatever is changed afterwards."""

import msgspec
import pytest

from tests.conftest import ADMIN_PASSWORD
from tests.store.helpers import WEEK_0, assessment, regraded
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment, ScoringMode
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.study import Signing, Study

AUTHOR = Signing(Meaning.AUTHOR, ADMIN_PASSWORD)
REVIEW = Signing(Meaning.REVIEW, ADMIN_PASSWORD)
WHY = {"trunk_erythema": "mis-tap"}


@pytest.fixture
def with_person(empty_study: Study) -> Study:
    empty_study.add_participant("P-001", Participant())
    return empty_study


def hidden(grade: int = 2) -> PasiAssessment:
    return regraded(msgspec.structs.replace(assessment(), mode=ScoringMode.HIDDEN), grade)


def marked(study: Study) -> bool | None:
    kept = study.find(WEEK_0)
    assert kept is not None
    assert isinstance(kept.record, PasiAssessment)
    return kept.record.after_reveal


def test_what_was_never_signed_is_not_sealed(with_person: Study) -> None:
    assert with_person.sealed(WEEK_0) is None
    with_person.save(WEEK_0, hidden())
    with_person.save(WEEK_0, hidden(3), reasons=WHY)
    assert with_person.sealed(WEEK_0) is None
    assert marked(with_person) is None


def test_the_sealed_value_stays_through_every_amendment(with_person: Study) -> None:
    with_person.save(WEEK_0, hidden(1))
    signed = with_person.save(WEEK_0, hidden(2), reasons=WHY, sign=AUTHOR)
    assert with_person.sealed(WEEK_0) == signed
    with_person.sign(WEEK_0, REVIEW)
    for grade in (3, 4):
        with_person.save(WEEK_0, hidden(grade), reasons=WHY, sign=AUTHOR)
    sealed = with_person.sealed(WEEK_0)
    assert sealed is not None
    assert sealed.record == hidden(2).derived()
    assert (sealed.by, sealed.hash, sealed.changes) == (signed.by, signed.hash, 1)
    assert [(s.meaning, s.holds) for s in sealed.signatures] == [(Meaning.AUTHOR, False), (Meaning.REVIEW, False)]
    assert sealed.state is State.SAVED


def test_a_change_after_the_seal_is_marked_and_the_history_says_so(with_person: Study) -> None:
    with_person.save(WEEK_0, hidden(), sign=AUTHOR)
    assert marked(with_person) is None
    with_person.save(WEEK_0, hidden(3), reasons=WHY)
    assert marked(with_person) is True
    change = with_person.history(WEEK_0)[-1].changes
    assert [(c.field, c.old, c.new) for c in change] == [("trunk_erythema", "2", "3"), ("after_reveal", "blank", "yes")]
    with_person.save(WEEK_0, hidden(4), reasons=WHY)
    assert marked(with_person) is True
    assert [c.field for c in with_person.history(WEEK_0)[-1].changes] == ["trunk_erythema"]
    assert with_person.verify().faults == ()


@pytest.mark.parametrize("mode", [None, ScoringMode.SHOWN, ScoringMode.OPENED])
def test_where_nothing_was_hidden_nothing_is_marked(with_person: Study, mode: ScoringMode | None) -> None:
    first = msgspec.structs.replace(assessment(), mode=mode)
    with_person.save(WEEK_0, first, sign=AUTHOR)
    with_person.save(WEEK_0, regraded(first, 3), reasons=WHY)
    assert marked(with_person) is None
    sealed = with_person.sealed(WEEK_0)
    assert sealed is not None
    assert sealed.record == first.derived()


def test_saving_the_same_again_after_the_seal_changes_nothing(with_person: Study) -> None:
    with_person.save(WEEK_0, hidden(), sign=AUTHOR)
    before = with_person.entries(1)
    assert with_person.save(WEEK_0, hidden()).record == hidden().derived()
    assert with_person.entries(1) == before
    assert marked(with_person) is None
    assert with_person.save(WEEK_0, hidden(), sign=REVIEW).state is State.SIGNED
    assert marked(with_person) is None
