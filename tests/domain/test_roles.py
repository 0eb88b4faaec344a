"""Who may write, sign and see what."""

import pytest

from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.roles import Meaning, Role, may_see_identities, meanings, signing_role, writing_role

NURSING = {"coordinator", "nurse", "investigator"}
WRITERS = {
    "DM": {"coordinator", "investigator"},
    "SV": {"coordinator", "nurse", "assessor", "investigator"},
    "SCREENING": {"coordinator", "investigator"},
    "PASI": {"assessor", "investigator"},
    "PASI-2": {"assessor", "investigator"},
    "GLOBAL": {"assessor", "nurse", "investigator"},
    "PASI-TOTAL": {"coordinator", "investigator", "administrator"},
    "INFUSION": {"nurse", "investigator"},
    "VITALS": {"nurse", "investigator", "assessor"},
    "CONSENT": {"coordinator", "investigator"},
    "PSORIASIS": {"coordinator", "assessor", "investigator"},
    **dict.fromkeys(("THERAPY", "TRIALS", "MEDICAL", "REPRODUCTION", "MEASURES", "LAB"), NURSING),
    **{form: {*NURSING, "assessor"} for form in ("SAS", "SDS", "DLQI", "DEVIATION", "DOSECHECK", "AE", "AEASK", "CM")},
    **{form: {"coordinator", "investigator", "administrator"} for form in ("LABORATORY", "WORDING", "CTCAE")},
    **dict.fromkeys(("BAG", "BAGMOVE"), NURSING),
    "INFEVENT": {"nurse", "investigator"},
    "PRODUCT": {"coordinator", "investigator"},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("role", Role)
def test_who_writes_what(form: str, role: Role) -> None:
    assert writing_role(form, [role]) == (role if role.value in WRITERS[form] else None)
    assert signing_role(form, Meaning.AUTHOR, [role]) == writing_role(form, [role])


@pytest.mark.parametrize("form", FORMS)
def test_an_investigator_writes_everything_and_a_monitor_nothing(form: str) -> None:
    assert writing_role(form, [Role.INVESTIGATOR]) is Role.INVESTIGATOR
    assert writing_role(form, [Role.MONITOR]) is None
    assert meanings(form, [Role.MONITOR]) == []
    assert meanings(form, [Role.INVESTIGATOR]) == [Meaning.AUTHOR, Meaning.REVIEW, Meaning.APPROVAL]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INVESTIGATOR])
def test_only_an_investigator_approves(role: Role) -> None:
    assert all(signing_role(form, Meaning.APPROVAL, [role]) is None for form in FORMS)
    assert all(Meaning.APPROVAL not in meanings(form, [role]) for form in FORMS)


def test_the_role_nearest_to_the_form_is_recorded() -> None:
    everyone = list(Role)
    assert writing_role("PASI", everyone) is Role.ASSESSOR
    assert writing_role("INFUSION", everyone) is Role.NURSE
    assert writing_role("DM", everyone) is Role.COORDINATOR
    assert signing_role("PASI", Meaning.REVIEW, everyone) is Role.INVESTIGATOR


def test_no_role_and_no_form() -> None:
    assert writing_role("PASI", []) is None
    assert writing_role("NOTHING", list(Role)) is None
    assert meanings("PASI", []) == []


@pytest.mark.parametrize("role", Role)
def test_who_sees_names(role: Role) -> None:
    assert may_see_identities([role]) is (role not in (Role.MONITOR, Role.ADMINISTRATOR))
    assert may_see_identities([]) is False
