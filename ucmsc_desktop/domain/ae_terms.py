"""The adverse events that this trial expects, each with short words of our own for its grades."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import msgspec

from ucmsc_desktop.text import N_, _

GENERAL = (
    N_("hardly noticed"),
    N_("disturbs daily tasks"),
    N_("disables; needs treatment"),
    N_("life in danger"),
    N_("death"),
)
"""Words for the grades of any other event."""
FEVER_BANDS = (Decimal("38.0"), Decimal("39.0"), Decimal("40.0"))
"""Fever is from the first, of grade 1 up to and with the second, of grade 2 up to and with the third."""
LONG_FEVER = timedelta(hours=24)


class AeTerm(msgspec.Struct, frozen=True):
    """A term with words for grades 1 to 5; an empty text where the term has no such grade."""

    name: str
    words: tuple[str, str, str, str, str]

    @property
    def lowest(self) -> int:
        """The grade at which the term begins."""
        return next(grade for grade in range(1, 6) if self.words[grade - 1])


_DEATH = N_("death")
_DANGER = N_("life in danger")
_HEAT = (
    N_("38.0 to 39.0 °C"),
    N_("over 39.0 to 40.0 °C"),
    N_("over 40.0 °C, up to 24 h"),
    N_("over 40.0 °C, longer"),
)
TERMS = (
    AeTerm(N_("Fever"), (*_HEAT, _DEATH)),
    AeTerm(N_("Chills"), (N_("feels cold"), N_("shivers"), N_("shakes, drug given"), "", "")),
    AeTerm(N_("Headache"), (N_("slight"), N_("bothers"), N_("keeps in bed"), "", "")),
    AeTerm(N_("Nausea"), (N_("eats less"), N_("eats little"), N_("needs fluid by vein"), "", "")),
    AeTerm(N_("Flushing"), (N_("seen, not felt"), N_("felt"), N_("disables"), "", "")),
    AeTerm(N_("Hives"), (N_("few, no drug"), N_("many, drug by mouth"), N_("drug by vein"), "", "")),
    AeTerm(N_("Low blood pressure"), (N_("no complaint"), N_("fluid given"), N_("drug given"), _DANGER, _DEATH)),
    AeTerm(N_("Fast heartbeat"), (N_("no complaint"), N_("felt"), N_("drug needed"), _DANGER, _DEATH)),
    AeTerm(N_("Short of breath"), (N_("when walking"), N_("with little effort"), N_("at rest"), _DANGER, _DEATH)),
    AeTerm(N_("Anaphylaxis"), ("", "", N_("treated by vein at once"), N_("breath or pulse fails"), _DEATH)),
    AeTerm(N_("Sore throat"), (N_("slight"), N_("hurts to swallow"), N_("hardly drinks"), _DANGER, _DEATH)),
    AeTerm(N_("Tiredness"), (N_("better with rest"), N_("stays with rest"), N_("keeps in bed"), "", "")),
    AeTerm(N_("Dizziness"), (N_("slight"), N_("unsteady"), N_("cannot stand"), "", "")),
    AeTerm(N_("Itch"), (N_("one place"), N_("many places"), N_("no sleep"), "", "")),
    AeTerm(N_("High blood pressure"), (N_("slightly raised"), N_("watched"), N_("drug needed"), _DANGER, _DEATH)),
    AeTerm(N_("Infusion reaction"), (N_("passes, goes on"), N_("paused, treated"), N_("comes back"), _DANGER, _DEATH)),
    AeTerm(N_("Pain at the vein"), (N_("tender"), N_("red or swollen"), N_("skin breaks down"), _DANGER, "")),
    AeTerm(N_("Blood clot"), (N_("small vein, no drug"), N_("needs a drug"), N_("deep vein or lung"), _DANGER, _DEATH)),
    AeTerm(N_("Infection"), (N_("no drug"), N_("drug by mouth"), N_("drug by vein"), _DANGER, _DEATH)),
    AeTerm(N_("Psoriasis worse"), (N_("slightly"), N_("clearly"), N_("most of the skin"), _DANGER, _DEATH)),
)  # fmt: skip
AT_BEDSIDE = TERMS[:10]
"""What a reaction during an infusion mostly is."""
_BY_NAME = {term.name.casefold(): term for term in TERMS}


def find_term(name: str | None) -> AeTerm | None:
    """The term of this trial that a text names, in English or in the language of the screen; None for another."""
    wanted = (name or "").strip().casefold()
    return _BY_NAME.get(wanted) or next((term for term in TERMS if _(term.name).casefold() == wanted), None)


def same_term(one: str, other: str) -> bool:
    """Whether two texts name the same event."""
    first = find_term(one)
    return first is find_term(other) if first is not None else one.strip().casefold() == other.strip().casefold()


def grade_words(name: str | None, grade: int) -> str:
    """Short words for a grade of an event, in the language of the screen; empty where the term has no such grade."""
    term = find_term(name)
    return _((term.words if term is not None else GENERAL)[grade - 1])


def grade_fault(name: str | None, grade: int | None) -> str:
    """A sentence for a grade that the term does not have, such as anaphylaxis of grade 2; empty when it has it."""
    term = find_term(name)
    if term is None or grade is None or not 1 <= grade <= 5 or term.words[grade - 1]:
        return ""
    if grade < term.lowest:
        return _("{term} begins at grade {n}.").format(term=_(term.name), n=term.lowest)
    return _("{term} has no grade {n}.").format(term=_(term.name), n=grade)


def fever_grade(celsius: Decimal, above_40_for: timedelta = timedelta(0)) -> int | None:
    """The grade of a temperature, None below fever; above 40.0 °C it depends on for how long."""
    if celsius < FEVER_BANDS[0]:
        return None
    if celsius <= FEVER_BANDS[1]:
        return 1
    if celsius <= FEVER_BANDS[2]:
        return 2
    return 4 if above_40_for > LONG_FEVER else 3
