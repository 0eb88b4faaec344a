"""Adverse events: each with its grade, relation and outcome, and the question that is asked at every visit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

from ucmsc_desktop.domain.ae_terms import grade_fault
from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.text import N_, _


class Seriousness(Code):
    """The six criteria, any of which makes an event serious."""

    DEATH = ("death", N_("death"))
    LIFE = ("life_threatening", N_("life-threatening"))
    HOSPITAL = ("hospitalisation", N_("hospital stay, new or longer"))
    DISABILITY = ("disability", N_("lasting disability"))
    CONGENITAL = ("congenital", N_("congenital anomaly"))
    IMPORTANT = ("important", N_("medically important"))


class Action(Code):
    """What was done with the infusion because of the event."""

    NONE = ("none", N_("none"))
    SLOWED = ("slowed", N_("infusion slowed"))
    PAUSED = ("paused", N_("infusion paused"))
    STOPPED = ("stopped", N_("infusion stopped"))
    NEXT_OMITTED = ("next_omitted", N_("next infusion left out"))
    WITHDRAWN = ("withdrawn", N_("treatment ended"))


class AeOutcome(Code):
    """How the event ended, or stands."""

    RECOVERED = ("recovered", N_("recovered"))
    RECOVERING = ("recovering", N_("recovering"))
    NOT_RECOVERED = ("not_recovered", N_("not recovered"))
    SEQUELAE = ("sequelae", N_("recovered with lasting effects"))
    FATAL = ("fatal", N_("fatal"))
    UNKNOWN = ("unknown", N_("not known"))


class Expected(Code):
    """Whether the investigator's brochure describes such a reaction."""

    YES = ("expected", N_("expected"))
    NO = ("unexpected", N_("unexpected"))


RESOLVED = (AeOutcome.RECOVERED, AeOutcome.SEQUELAE, AeOutcome.FATAL)
"""Outcomes after which an event needs no more follow-up."""
REPORTS = ("sponsor_at", "ethics_at", "susar_at")
CRITERIA = ("death", "life_threatening", "hospitalisation", "disability", "congenital", "important")
"""The fields of the six criteria, in the order of `Seriousness`."""


class AdverseEvent(Record, frozen=True, kw_only=True):
    """One adverse event. It is followed up until it is resolved; what was reported about it is kept with it."""

    form: ClassVar[str] = "AE"
    title: ClassVar[str] = N_("Adverse event")

    term: Annotated[str | None, Item(label=N_("Adverse event"), cdisc="AETERM")] = None
    onset: Annotated[PartialDate | None, Item(label=N_("Began on, as far as known"), cdisc="AESTDTC")] = None
    onset_at: Annotated[datetime | None, Item(label=N_("Noticed at"), required=False, cdisc="AESTDTC")] = None
    grade: Annotated[int | None, Item(label=N_("Grade"), low=1, high=5, cdisc="AETOXGR")] = None
    ctcae_version: Annotated[str | None, Item(label=N_("CTCAE version"), cdisc="SUPPAE.CTCAEVER")] = None
    serious: Annotated[bool | None, Item(label=N_("Serious"), cdisc="AESER")] = None
    death: Annotated[bool | None, Item(label=N_("Death"), required=False, cdisc="AESDTH")] = None
    life_threatening: Annotated[bool | None, Item(label=N_("Life-threatening"), required=False, cdisc="AESLIFE")] = None
    hospitalisation: Annotated[
        bool | None, Item(label=N_("Hospital stay, new or longer"), required=False, cdisc="AESHOSP")
    ] = None
    disability: Annotated[bool | None, Item(label=N_("Lasting disability"), required=False, cdisc="AESDISAB")] = None
    congenital: Annotated[bool | None, Item(label=N_("Congenital anomaly"), required=False, cdisc="AESCONG")] = None
    important: Annotated[bool | None, Item(label=N_("Medically important"), required=False, cdisc="AESMIE")] = None
    relation: Annotated[str | None, Item(label=N_("Relation to the infusion"), cdisc="AEREL", spoken=True)] = None
    expected: Annotated[
        Expected | None, Item(label=N_("Expected by the brochure"), required=False, cdisc="SUPPAE.EXPECTED")
    ] = None
    action: Annotated[Action | None, Item(label=N_("Action on the infusion"), cdisc="AEACN SUPPAE.ACNORIG")] = None
    outcome: Annotated[AeOutcome | None, Item(label=N_("Outcome"), cdisc="AEOUT")] = None
    end: Annotated[PartialDate | None, Item(label=N_("Ended on"), cdisc="AEENDTC", required=False)] = None
    infusion: Annotated[str | None, Item(label=N_("Infusion"), required=False, cdisc="SUPPAE.INFUSION")] = None
    """The key of the visit whose infusion the event belongs to."""
    aware_at: Annotated[
        datetime | None, Item(label=N_("Known to the site since"), required=False, cdisc="SUPPAE.AWAREAT")
    ] = None
    sponsor_at: Annotated[
        datetime | None, Item(label=N_("Reported to the sponsor at"), required=False, cdisc="SUPPAE.SPONSAT")
    ] = None
    ethics_at: Annotated[
        datetime | None, Item(label=N_("Reported to the ethics committee at"), required=False, cdisc="SUPPAE.ETHICAT")
    ] = None
    susar_at: Annotated[
        datetime | None, Item(label=N_("Reported as SUSAR at"), required=False, cdisc="SUPPAE.SUSARAT")
    ] = None
    narrative: Annotated[
        str | None, Item(label=N_("Description"), required=False, multiline=True, cdisc="AE.COVAL")
    ] = None

    @property
    def criteria(self) -> tuple[Seriousness, ...]:
        """The criteria of seriousness that are ticked."""
        return tuple(code for name, code in zip(CRITERIA, Seriousness, strict=True) if getattr(self, name))

    def contradictions(self) -> list[Problem]:
        """An end before the onset, serious without a criterion or the other way, a death that is no death."""
        found = []
        both = is_partial_date(self.onset) and is_partial_date(self.end)
        if both and self.onset is not None and self.end is not None and latest(self.end) < earliest(self.onset):
            found.append(Problem("end", _("The end is before the onset.")))
        if is_partial_date(self.onset) and self.onset_at is not None and self.onset_at.date() < earliest(self.onset):
            found.append(Problem("onset", _("It was noticed before this day.")))
        if self.serious and not self.criteria:
            found.append(Problem("serious", _("Say by which criterion the event is serious.")))
        if self.serious is False and self.criteria:
            found.append(Problem("serious", _("A criterion of a serious event is ticked.")))
        fatal = [self.grade == 5, self.outcome is AeOutcome.FATAL, bool(self.death)]
        if any(fatal) and not all(fatal):
            found.append(Problem("outcome", _("Grade 5, the outcome “fatal” and the criterion “death” go together.")))
        if self.outcome in (AeOutcome.RECOVERED, AeOutcome.SEQUELAE) and self.end is None and "end" not in self.missing:
            found.append(Problem("end", _("The event is over: say when it ended, as far as known.")))
        if fault := grade_fault(self.term, self.grade):
            found.append(Problem("grade", fault))
        return found + self._early_reports()

    def _early_reports(self) -> list[Problem]:
        known = self.aware_at
        began = earliest(self.onset) if self.onset is not None and is_partial_date(self.onset) else None
        if known is not None and began is not None and known.date() < began:
            return [Problem("aware_at", _("This is before the event began."))]
        early = [name for name in REPORTS if known is not None and (getattr(self, name) or known) < known]
        return [Problem(name, _("This is before the site knew of it.")) for name in early]


class AeQuestion(Record, frozen=True, kw_only=True):
    """The question of a visit: any adverse event since the last one. "No" is an answer that is kept."""

    form: ClassVar[str] = "AEASK"
    title: ClassVar[str] = N_("Question about adverse events")

    any_event: Annotated[bool | None, Item(label=N_("Any adverse event since the last visit"), cdisc="CDASH.AEYN")] = (
        None
    )
    asked_on: Annotated[date | None, Item(label=N_("Asked on"))] = None
