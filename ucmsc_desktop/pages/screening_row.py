"""One criterion of the list: its words, what the facts say of it, the facts, and the answer that it may need."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import eligibility
from ucmsc_desktop.domain.eligibility import Answer
from ucmsc_desktop.domain.findings import CriterionVerdict, Finding
from ucmsc_desktop.domain.items import Field, Item
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind, EligibilityPart
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.standing import elsewhere
from ucmsc_desktop.forms.ui_criterion import Ui_Criterion
from ucmsc_desktop.pages.screening_words import MORE, evidence_lines, split_name
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Chip, Status

LOOKS: dict[Finding, tuple[Status, str]] = {
    Finding.MET: ("ok", "circle-check"),
    Finding.NOT_MET: ("error", "octagon-x"),
    Finding.UNKNOWN: ("plain", "circle-question-mark"),
    Finding.JUDGEMENT: ("warn", "triangle-alert"),
}
_LOW = 34
_CHIP_ROOM, _NARROWEST = 160, 200
_RING = 6


class CriterionRow(QWidget):
    """Shows one criterion. `answered` and `noted` carry what the person gave, `stepped` that they go up or down.

    `fact_wanted` carries form and field of a fact that the person wants to see or enter.
    """

    answered = Signal(object)
    noted = Signal(str)
    stepped = Signal(int)
    fact_wanted = Signal(str, str)

    def __init__(self, criterion: Criterion, limits: EligibilityPart, roles: Collection[Role], *, judged: bool) -> None:
        """Show the criterion; `judged` ones take the investigator's yes or no, those without a rule anybody's."""
        super().__init__()
        self.criterion = criterion
        self.takes_answer = judged or not criterion.rule
        self.allowed = _allowed(criterion, roles, judged=judged)
        self.found = CriterionVerdict(key=criterion.key, finding=Finding.UNKNOWN, sentence="")
        self._parameters: Sequence[str] = ()
        self._note, self._whole = "", False
        self.ui = Ui_Criterion()
        self.ui.setupUi(self)
        self.setObjectName(f"criterion_{criterion.key}")
        self._write_criterion(limits)
        self._set_up_answer()
        self.ui.details.followed.connect(self._follow)

    def _write_criterion(self, limits: EligibilityPart) -> None:
        ui, criterion = self.ui, self.criterion
        words = eligibility.criterion_words(criterion, limits, judged=self.takes_answer and bool(criterion.rule))
        ui.key.setText(criterion.key)
        ui.criterion.setFont(theme.font(13))
        ui.criterion.setText(words)
        ui.sentence.setFont(theme.font(13))
        ui.details.setFont(theme.font(12))
        ui.finding_box.setFixedWidth(theme.scaled(_CHIP_ROOM))
        for label in (ui.criterion, ui.sentence):  # of themselves they ask for more than large letters leave
            label.setMinimumWidth(theme.scaled(_NARROWEST))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{criterion.key}: {words}")

    def _set_up_answer(self) -> None:
        ui, criterion = self.ui, self.criterion
        includes = criterion.kind is CriterionKind.INCLUSION
        yes_means = _("Yes means that it is met") if includes else _("Yes means that it applies")
        ui.answers.offer(self.allowed)
        ui.answers.setAccessibleName(f"{criterion.key}: {ui.criterion.text()}. {yes_means}.")
        ui.answers.setToolTip(f"{yes_means}.")
        ui.answers.chosen.connect(lambda _index: self.answered.emit(ui.answers.answer()))
        ui.note.set_field(Field("note", Item(label=_("{key}, note").format(key=criterion.key)), str))
        ui.note.set_hint(_("Note"))
        ui.note.box.setMinimumHeight(theme.scaled(_LOW))
        ui.note.edited.connect(lambda: self.noted.emit(ui.note.value() or ""))
        ui.note.left.connect(lambda: ui.note.line.setCursorPosition(0))

    # What is shown

    def show_verdict(self, found: CriterionVerdict, parameters: Sequence[str], was: Finding | None) -> None:
        """Show what the facts say now; `was` is the finding of a recorded verdict where it differs."""
        self.found, self._parameters = found, parameters
        self.ui.sentence.setText(found.sentence)
        self._show_details()
        status, icon = LOOKS[found.finding]
        self.chip.set_status(status, eligibility.finding_words(self.criterion, found.finding), icon)
        before = eligibility.finding_words(self.criterion, was) if was is not None else ""
        self.ui.was.setText(_("At the verdict: {finding}").format(finding=before) if before else "")
        self.ui.was.setVisible(bool(before))

    def _show_details(self) -> None:
        self.ui.details.show_lines(evidence_lines(self.found, self._parameters, note=self._note, whole=self._whole))

    def show_answer(self, answer: Answer | None, note: str, *, editing: bool) -> None:
        """Show answer and note of a criterion that takes them; what an investigator answers is closed to others."""
        ui = self.ui
        is_open = editing and bool(self.allowed) and (answer is None or answer in self.allowed)
        # Where nobody may answer, the sentence of a judgement says the answer and the note.
        ui.judgement_box.setVisible(self.takes_answer and (is_open or not self.criterion.rule))
        if not self.takes_answer:
            self._note = note
            self._show_details()
            return
        ui.answers.show_answer(answer)
        ui.answers.setVisible(is_open)
        ui.answer_words.setVisible(not is_open)
        ui.answer_words.setText(_(answer.label) if answer is not None else _("Not answered"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_open else Qt.FocusPolicy.StrongFocus)
        if note != (ui.note.value() or ""):
            ui.note.set_value(note or None)
            ui.note.line.setCursorPosition(0)
        if ui.note.read_only == is_open:
            ui.note.set_read_only(not is_open)
        ui.note.setVisible(is_open or bool(note))
        ui.note.setToolTip(note)

    @property
    def chip(self) -> Chip:
        """What is found on the criterion."""
        chip: Chip = self.ui.finding
        return chip

    # Going

    def has_keyboard_in_note(self) -> bool:
        """Whether the note is being written."""
        has: bool = self.ui.note.line.hasFocus()
        return has

    def entry(self, *, note: bool = False) -> QWidget:
        """Where the keyboard goes: the answers, the note, or the row itself where nothing is answered by hand."""
        if note and not self.ui.note.isHidden() and self.takes_answer:
            found: QWidget = self.ui.note
        elif self.takes_answer and not self.ui.answers.isHidden():
            found = self.ui.answers
        else:
            found = self
        return found

    def open_evidence(self) -> None:
        """Go to the first missing fact, else to the first that was used, else to the note."""
        facts = elsewhere((*self.found.missing, *self.found.facts))
        if facts:
            self.fact_wanted.emit(facts[0].form, facts[0].field)
        else:
            self.entry(note=True).setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self, target: str) -> None:
        if target == MORE:
            self._whole = True
            self._show_details()
        else:
            self.fact_wanted.emit(*split_name(target))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down go to the next criterion, Enter opens the evidence and from the note goes on."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.has_keyboard_in_note():
                self.stepped.emit(1)
            else:
                self.open_evidence()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a thin line under the criterion, and a ring around it while it has the keyboard."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.line))
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -2), _RING, _RING)
        painter.end()


def _allowed(criterion: Criterion, roles: Collection[Role], *, judged: bool) -> tuple[Answer, ...]:
    if not criterion.rule:
        return eligibility.answers_for(criterion, roles)
    return (Answer.YES, Answer.NO, Answer.UNKNOWN) if judged and Role.INVESTIGATOR in roles else ()
