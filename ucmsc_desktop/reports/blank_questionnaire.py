"""Blank questionnaires: numbers and boxes only, unless the study holds a licence for the words."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain import zung
from ucmsc_desktop.domain.dlqi import Dlqi, allowed
from ucmsc_desktop.domain.wording import ITEMS, Wording
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.blank_form import BlankForm
from ucmsc_desktop.reports.write_grid import Grid, Slot
from ucmsc_desktop.reports.write_in import Ticks
from ucmsc_desktop.text import _

HALVES = (0.06, 0.44, 0.06, 0.44)
WHOLE = (0.06, 0.5, 0.44)


def questionnaire(blank: BlankForm) -> None:
    """The day, the items, and the total where only that is known."""
    blank.rows([blank.field("answered_on")])
    words = blank.of.wordings.get(blank.form)
    if words is None:
        blank.flow.say(
            _("The words of the items are on the licensed paper: only the answers stand here."), ink=paper.GREY
        )
        _numbers(blank)
    else:
        _worded(blank, words)
    blank.rows(field for field in blank.shape.fields if field.name.startswith("entered"))
    blank.by_program(field for field in blank.shape.fields if field.item.derived)


def _items(form: str) -> list[str]:
    """The items in the order of the paper: a second part stands behind its item."""
    return sorted(ITEMS[form], key=lambda item: (int(item.rstrip("a")), item))


def _numbers(blank: BlankForm) -> None:
    items = _items(blank.form)
    high = -(-len(items) // 2)
    slots = [_numbered(blank, item) for item in items] + [[Slot(), Slot()]] * (2 * high - len(items))
    Grid(blank.flow, HALVES, blank.notes).draw([*slots[n], *slots[n + high]] for n in range(high))


def _worded(blank: BlankForm, words: Wording) -> None:
    if words.introduction:
        blank.flow.say(words.introduction)
    rows = [
        [Slot(item, bold=True), Slot(words.items[item]), _answers(blank, item, words)] for item in _items(blank.form)
    ]
    Grid(blank.flow, WHOLE, blank.notes).draw(rows)


def _numbered(blank: BlankForm, item: str) -> list[Slot]:
    return [Slot(item, bold=True), _answers(blank, item, None)]


def _answers(blank: BlankForm, item: str, words: Wording | None) -> Slot:
    rows = blank.shape.rows[0]
    return Slot(
        space=Ticks(_offered(blank.form, item, words)), notes=blank.named(rows.parts[0], row=rows.field, key=item)
    )


def _offered(form: str, item: str, words: Wording | None) -> Sequence[str]:
    if form == Dlqi.form:
        return tuple(words.answers[answer.value] if words else _(answer.label) for answer in allowed(item))
    grades = [str(grade) for grade in range(zung.LOWEST, zung.HIGHEST + 1)]
    return tuple(f"{grade} {words.answers[grade]}" if words else grade for grade in grades)
