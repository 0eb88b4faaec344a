"""A study that is read in batches is the study that is read at once."""

import pytest

from tests.domain.build import assessment
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.forms import WITHIN_AN_INFUSION
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.store.batches import in_batches
from ucmsc_desktop.store.study import Study


@pytest.mark.parametrize("size", [1, 5, 12, 100])
@pytest.mark.parametrize("without", [(), WITHIN_AN_INFUSION])
def test_batches_are_the_whole_study_in_its_order(study: Study, size: int, without: tuple[str, ...]) -> None:
    read = list(in_batches(study, size, without))
    together = {subject: records for batch in read for subject, records in batch.items()}
    whole = study.everything(without)
    assert together == whole
    assert list(together) == list(whole)
    assert max(map(len, read)) <= size
    assert any(kept.signatures for records in together.values() for kept in records)


def test_an_empty_study_has_no_batches(empty_study: Study) -> None:
    assert list(in_batches(empty_study, 10)) == []


def test_what_is_saved_between_two_steps_is_seen_later(empty_study: Study) -> None:
    for number in (1, 2):
        empty_study.add_participant(f"P-00{number}", Participant())
    batches = in_batches(empty_study, 1)
    assert list(next(batches)) == ["P-001"]
    empty_study.save(Key("P-002", "W0", "PASI"), assessment(on=empty_study.clock().date()))
    (second,) = batches
    assert [kept.key.form for kept in second["P-002"]] == ["DM", "PASI"]
