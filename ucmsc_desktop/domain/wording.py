"""The words of a questionnaire, from the file for which a site holds a licence. None are shipped."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ucmsc_desktop.domain import dlqi, zung
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.text import N_, _

_GRADES = tuple(str(grade) for grade in range(zung.LOWEST, zung.HIGHEST + 1))
ITEMS: dict[str, tuple[str, ...]] = {
    zung.Sas.form: zung.ITEMS,
    zung.Sds.form: zung.ITEMS,
    dlqi.Dlqi.form: (*dlqi.ITEMS, dlqi.WORK_PROBLEM),
}
"""The items that have words, by questionnaire."""
ANSWERS: dict[str, tuple[str, ...]] = {
    zung.Sas.form: _GRADES,
    zung.Sds.form: _GRADES,
    dlqi.Dlqi.form: tuple(answer.value for answer in dlqi.DlqiAnswer),
}
"""The answers that have words, by questionnaire."""


class Wording(Record, frozen=True, kw_only=True):
    """The licensed words of one questionnaire. It belongs to the study, not to a participant."""

    form: ClassVar[str] = "WORDING"
    title: ClassVar[str] = N_("Wording of a questionnaire")

    questionnaire: Annotated[str | None, Item(label=N_("Questionnaire"))] = None
    language: Annotated[str | None, Item(label=N_("Language"), required=False)] = None
    licence: Annotated[str | None, Item(label=N_("Licence"))] = None
    introduction: Annotated[str | None, Item(label=N_("Introduction"), required=False, multiline=True)] = None
    items: Annotated[dict[str, str], Item(label=N_("Item"), required=False)] = {}
    answers: Annotated[dict[str, str], Item(label=N_("Answer"), required=False)] = {}

    def faults(self) -> list[Problem]:
        """A questionnaire that is not known, no licence, and items or answers that lack or are too many."""
        name = self.questionnaire or ""
        if name not in ITEMS:
            sentence = _("“{name}” is not a questionnaire of this trial. Known are: {known}.")
            return [Problem("questionnaire", sentence.format(name=name, known=_(", ").join(ITEMS)))]
        found = [] if (self.licence or "").strip() else [Problem("licence", _("It does not name a licence."))]
        for field, given, wanted in (("items", self.items, ITEMS[name]), ("answers", self.answers, ANSWERS[name])):
            sentence = _differs(given, wanted)
            if sentence:
                found.append(Problem(field, f"[{field}]: {sentence}"))
        return found


def _differs(given: dict[str, str], wanted: tuple[str, ...]) -> str:
    lacking = [key for key in wanted if not given.get(key, "").strip()]
    if lacking:
        words = _("there are no words for {keys}; {count} are needed.")
        return words.format(keys=_(", ").join(lacking), count=len(wanted))
    unknown = [key for key in given if key not in wanted]
    return _("“{key}” does not belong to this questionnaire.").format(key=unknown[0]) if unknown else ""


def key_of(questionnaire: str) -> Key:
    """Where the wording of a questionnaire is kept in the study. Raises KeyError for one that is not known."""
    return Key("", "", Wording.form, {name: number for number, name in enumerate(ITEMS)}[questionnaire])
