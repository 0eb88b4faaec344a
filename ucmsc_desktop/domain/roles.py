"""Who may write, sign and see what."""

from __future__ import annotations

from collections.abc import Collection

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_


class Role(Code):
    """A person's part in the trial; an account may hold several."""

    ASSESSOR = ("assessor", N_("Assessor"))
    NURSE = ("nurse", N_("Nurse"))
    COORDINATOR = ("coordinator", N_("Coordinator"))
    INVESTIGATOR = ("investigator", N_("Investigator"))
    MONITOR = ("monitor", N_("Monitor"))
    ADMINISTRATOR = ("administrator", N_("Administrator"))


class Meaning(Code):
    """What a signature says, from a controlled list."""

    AUTHOR = ("author", N_("I recorded these values and they are what I observed."))
    REVIEW = ("review", N_("I have reviewed these values."))
    APPROVAL = ("approval", N_("As investigator I take responsibility for these values."))


_WRITERS: dict[str, tuple[Role, ...]] = {
    "DM": (Role.COORDINATOR, Role.INVESTIGATOR),
    "SV": (Role.COORDINATOR, Role.NURSE, Role.ASSESSOR, Role.INVESTIGATOR),
    "SCREENING": (Role.COORDINATOR, Role.INVESTIGATOR),
    "CONSENT": (Role.COORDINATOR, Role.INVESTIGATOR),
    "PSORIASIS": (Role.COORDINATOR, Role.ASSESSOR, Role.INVESTIGATOR),
    "THERAPY": (Role.COORDINATOR, Role.NURSE, Role.INVESTIGATOR),
    "TRIALS": (Role.COORDINATOR, Role.NURSE, Role.INVESTIGATOR),
    "MEDICAL": (Role.COORDINATOR, Role.NURSE, Role.INVESTIGATOR),
    "REPRODUCTION": (Role.COORDINATOR, Role.NURSE, Role.INVESTIGATOR),
    "MEASURES": (Role.COORDINATOR, Role.NURSE, Role.INVESTIGATOR),
    "LAB": (Role.COORDINATOR, Role.NURSE, Role.INVESTIGATOR),
    "SAS": (Role.COORDINATOR, Role.NURSE, Role.ASSESSOR, Role.INVESTIGATOR),
    "SDS": (Role.COORDINATOR, Role.NURSE, Role.ASSESSOR, Role.INVESTIGATOR),
    "DLQI": (Role.COORDINATOR, Role.NURSE, Role.ASSESSOR, Role.INVESTIGATOR),
    "DEVIATION": (Role.COORDINATOR, Role.NURSE, Role.ASSESSOR, Role.INVESTIGATOR),
    "LABORATORY": (Role.COORDINATOR, Role.INVESTIGATOR, Role.ADMINISTRATOR),
    "WORDING": (Role.COORDINATOR, Role.INVESTIGATOR, Role.ADMINISTRATOR),
    "PASI": (Role.ASSESSOR, Role.INVESTIGATOR),
    "PASI-2": (Role.ASSESSOR, Role.INVESTIGATOR),
    "GLOBAL": (Role.ASSESSOR, Role.NURSE, Role.INVESTIGATOR),
    "PASI-TOTAL": (Role.COORDINATOR, Role.INVESTIGATOR, Role.ADMINISTRATOR),
    "INFUSION": (Role.NURSE, Role.INVESTIGATOR),
    "VITALS": (Role.NURSE, Role.INVESTIGATOR, Role.ASSESSOR),
    "INFEVENT": (Role.NURSE, Role.INVESTIGATOR),
    "DOSECHECK": (Role.NURSE, Role.INVESTIGATOR, Role.ASSESSOR, Role.COORDINATOR),
    "AE": (Role.NURSE, Role.COORDINATOR, Role.ASSESSOR, Role.INVESTIGATOR),
    "AEASK": (Role.NURSE, Role.COORDINATOR, Role.ASSESSOR, Role.INVESTIGATOR),
    "CM": (Role.NURSE, Role.COORDINATOR, Role.ASSESSOR, Role.INVESTIGATOR),
    "PRODUCT": (Role.COORDINATOR, Role.INVESTIGATOR),
    "BAG": (Role.NURSE, Role.COORDINATOR, Role.INVESTIGATOR),
    "BAGMOVE": (Role.NURSE, Role.COORDINATOR, Role.INVESTIGATOR),
    "CTCAE": (Role.COORDINATOR, Role.INVESTIGATOR, Role.ADMINISTRATOR),
}
IDENTITY_ROLES = (Role.ASSESSOR, Role.NURSE, Role.COORDINATOR, Role.INVESTIGATOR)
IMPORT_ROLES = (Role.COORDINATOR, Role.INVESTIGATOR, Role.ADMINISTRATOR)


def writing_role(form: str, roles: Collection[Role]) -> Role | None:
    """The role under which a person may write a form, None when none of theirs may."""
    return next((role for role in _WRITERS.get(form, ()) if role in roles), None)


def signing_role(form: str, meaning: Meaning, roles: Collection[Role]) -> Role | None:
    """The role under which a person may sign a form so; only an investigator approves, a monitor never signs."""
    if meaning is Meaning.AUTHOR:
        return writing_role(form, roles)
    allowed = (Role.INVESTIGATOR,) if meaning is Meaning.APPROVAL else (Role.INVESTIGATOR, Role.COORDINATOR)
    return next((role for role in allowed if role in roles), None)


def meanings(form: str, roles: Collection[Role]) -> list[Meaning]:
    """The meanings with which a person may sign a form, the most usual first."""
    return [meaning for meaning in Meaning if signing_role(form, meaning, roles) is not None]


def may_see_identities(roles: Collection[Role]) -> bool:
    """Whether a person may see names; a monitor and an administrator may not."""
    return any(role in IDENTITY_ROLES for role in roles)
