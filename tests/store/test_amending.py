"""Signed amendments in the ledger: in force at once and after opening again, with who, why, what, and whom."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.domain.ordered import SUBJECT
from tests.staff import APPROVAL, at_the_edge
from tests.store.helpers import told
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.store import amending
from ucmsc_desktop.store.errors import NotPermitted, StudyDamaged, StudyError, WrongPassword
from ucmsc_desktop.store.ledger import Kind, encoded
from ucmsc_desktop.store.study import Signing, Study

NEAREST = {"eligibility.sds_rounding": "nearest"}


def again(study: Study) -> Study:
    study.close()
    return Study.open(study.folder, ADMIN, ADMIN_PASSWORD)


def test_an_amendment_is_in_force_at_once_and_after_opening_again(ordered_study: Study) -> None:
    first = ordered_study.protocol
    new = ordered_study.amend_protocol({**NEAREST, "eligibility.sas_above": 45}, " as the sponsor wrote ", APPROVAL)
    assert (new.version, new.eligibility.sds_rounding, new.eligibility.sas_above) == (2, "nearest", 45)
    assert ordered_study.protocol == new
    study = again(ordered_study)
    assert study.protocol == new
    third = study.amend_protocol(
        {"eligibility.sas_above": 50, "eligibility.sds_rounding": "integer_part"}, "x", APPROVAL
    )
    assert msgspec.structs.replace(third, version=1) == first
    assert study.verify().faults == ()
    seen = amending.versions(study.ledger)
    assert [version.version for version in seen] == [3, 2, 1]
    assert [version.reason for version in seen] == ["x", "as the sponsor wrote", ""]
    assert (seen[1].by.user, seen[1].by.role) == (ADMIN, Role.INVESTIGATOR)
    assert seen[1].statement == Meaning.APPROVAL.label
    assert [(change.label, change.old, change.new) for change in seen[1].changes] == [
        ("SAS standard score excludes above", "50", "45"),
        ("SDS rounding", "integer part", "nearest"),
    ]
    study.close()


def test_the_entry_says_whose_verdict_differs(ordered_study: Study) -> None:
    at_the_edge(ordered_study)
    ordered_study.amend_protocol(NEAREST, "agreed", APPROVAL)
    (difference,) = amending.versions(ordered_study.ledger)[0].differences
    assert (difference.subject, difference.enrolled) == (SUBJECT, False)
    assert difference.old.startswith("Eligible")
    assert "SDS standard score 54 is above 53" in difference.new


@pytest.mark.parametrize(
    ("changes", "reason"),
    [(NEAREST, ""), (NEAREST, " "), ({}, "x"), ({"eligibility.age_low": 70}, "x"), ({"eligibility.colour": 1}, "x")],
)
def test_what_cannot_be_leaves_the_protocol_as_it_is(
    ordered_study: Study, changes: dict[str, Any], reason: str
) -> None:
    before = ordered_study.ledger.end, ordered_study.protocol
    with pytest.raises(StudyError, match="Nothing was changed"):
        ordered_study.amend_protocol(changes, reason, APPROVAL)
    assert (ordered_study.ledger.end, ordered_study.protocol) == before


def test_only_an_investigator_amends_and_proves_who_it_is(ordered_study: Study) -> None:
    with pytest.raises(WrongPassword):
        ordered_study.amend_protocol(NEAREST, "x", Signing(Meaning.APPROVAL, "wrong password"))
    ordered_study.add_account("boss", "Bo Ss", "administrator-1", [Role.ADMINISTRATOR, Role.COORDINATOR])
    ordered_study.close()
    study = Study.open(ordered_study.folder, "boss", "administrator-1")
    assert not amending.may_amend(study.account)
    with pytest.raises(NotPermitted):
        study.amend_protocol(NEAREST, "x", Signing(Meaning.APPROVAL, "administrator-1"))
    assert study.protocol.version == 1
    assert len(told(study, "protocol")) == 1
    study.close()


@pytest.mark.parametrize("body", [{"protocol": {"version": 2}}, {"changes": 3}, {}])
def test_an_amendment_that_does_not_read_is_damage(ordered_folder: Path, body: dict[str, object]) -> None:
    study = Study.open(ordered_folder, ADMIN, ADMIN_PASSWORD)
    with study.ledger.transaction():
        study.ledger.append(study.clock(), ADMIN, Role.INVESTIGATOR, Kind.PROTOCOL, body=encoded(body))
    study.close()
    with pytest.raises(StudyDamaged):
        Study.open(ordered_folder, ADMIN, ADMIN_PASSWORD)
