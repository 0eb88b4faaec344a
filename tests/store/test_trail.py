"""The audit trail as it leaves a study: every entry, every changed field, and nothing that is closed."""

from collections.abc import Callable

import msgspec
import pytest

from tests.store.helpers import assessment, regraded
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.trail import TrailLine
from ucmsc_desktop.store import trail as trails
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.trail import trail, trail_length

KEY = Key("P-003", "W2", "PASI")


def amended(study: Study) -> list[TrailLine]:
    """The lines of a change of two fields of a PASI."""
    kept = study.find(KEY)
    assert kept is not None
    new = msgspec.structs.replace(kept.record, notes="looked\nagain", trunk_erythema=4)
    study.save(KEY, new, reasons={"notes": "Asked", "trunk_erythema": "Mis-tap"})
    return [*trail(study, "P-003")][-3:]


def test_a_change_has_a_line_for_each_field_with_old_new_and_why(study: Study) -> None:
    lines = amended(study)
    told = {line.change.field: line.change for line in lines if line.change is not None}
    assert told["trunk_erythema"].label == "Trunk, redness"
    assert (told["trunk_erythema"].now, told["trunk_erythema"].reason) == (4, "Mis-tap")
    assert (told["notes"].old, told["notes"].new) == ("blank", "looked\nagain")
    assert {line.words for line in lines} == {"changed PASI, Week 2, of P-003"}
    assert {(line.by.user, line.person) for line in lines} == {(study.account.user, study.account.full_name)}
    assert lines[0].by.role in Role
    assert lines[0].by.at.utcoffset() is not None


def test_every_entry_is_told_once_in_the_order_in_which_it_was_written(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [*trail(study)]
    numbers = [*dict.fromkeys(line.number for line in whole)]
    assert numbers == sorted(entry.seq for entry in study.entries(100_000))
    assert len(numbers) == trail_length(study)
    assert all(line.words for line in whole)
    monkeypatch.setattr(trails, "PORTION", 7)
    assert [*trail(study)] == whole


def test_the_trail_of_a_participant_is_theirs_alone(study: Study) -> None:
    lines = [*trail(study, "P-003")]
    assert {line.key.subject for line in lines} == {"P-003"}
    assert len({line.number for line in lines}) == trail_length(study, "P-003") < trail_length(study)


def test_what_is_written_meanwhile_does_not_come(study: Study) -> None:
    lines, length = trail(study), trail_length(study)
    first = next(lines)
    study.log("print", body={"what": "status", "to": "status.pdf"})
    assert len({first.number, *(line.number for line in lines)}) == length


def test_closed_scores_are_not_told(study_as: Callable[[str], Study]) -> None:
    study = study_as("assessor")
    kept = study.find(KEY)
    assert kept is not None
    study.save(KEY, regraded(kept.record, 4), reasons={"trunk_erythema": "Mis-tap"})  # type: ignore[arg-type]
    study.keep_draft(Key("P-003", "W24", "PASI"), assessment())
    last = [*trail(study, "P-003")][-1]
    assert last.change is None
    assert "stay hidden" in last.words


def test_names_of_participants_are_not_in_it(study: Study) -> None:
    identity = study.identity("P-001")
    assert identity is not None
    assert identity.name
    told = " ".join(line.words for line in trail(study, "P-001"))
    assert "wrote name and contacts of P-001" in told
    assert identity.name not in told
