"""One criterion of the checklist: its words, the answers, the evidence, and what the answer means."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.domain import eligibility
from ucmsc_desktop.domain.eligibility import Answer, Finding
from ucmsc_desktop.domain.items import Field, Item
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.forms.ui_criterion import Ui_Criterion
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
_CHIP_ROOM = 160


class CriterionRow(QWidget):
    """Asks one criterion. `answered` and `noted` carry what the person gave, `stepped` that they go up or down."""

    answered = Signal(object)
    noted = Signal(str)
    stepped = Signal(int)

    def __init__(self, criterion: Criterion, roles: Collection[Role]) -> None:
        """Show the criterion and offer the answers that the person's roles may give."""
        super().__init__()
        self.criterion = criterion
        self.ui = Ui_Criterion()
        self.ui.setupUi(self)
        self.allowed = eligibility.answers_for(criterion, roles)
        self.setObjectName(f"criterion_{criterion.key}")
        self._write_criterion()
        self._offer()
        ui = self.ui
        ui.evidence.set_field(Field("evidence", Item(label=self._evidence_label()), str))
        ui.evidence.set_hint(_("Evidence"))
        ui.evidence.box.setMinimumHeight(theme.scaled(_LOW))
        kept = ui.evidence.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        kept.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        ui.evidence.setSizePolicy(kept)
        ui.evidence.edited.connect(lambda: self.noted.emit(ui.evidence.value() or ""))
        ui.evidence.left.connect(lambda: ui.evidence.line.setCursorPosition(0))
        ui.answers.chosen.connect(lambda _index: self.answered.emit(ui.answers.answer()))

    def _evidence_label(self) -> str:
        return _("{key}, evidence").format(key=self.criterion.key)

    def _write_criterion(self) -> None:
        criterion, ui = self.criterion, self.ui
        words = _(criterion.text)
        if criterion.judgement:
            words = _("{text} (investigator's judgement)").format(text=words)
        ui.key.setText(criterion.key)
        ui.criterion.setFont(theme.font(13))
        ui.criterion.setText(words)

    def _offer(self) -> None:
        ui, criterion = self.ui, self.criterion
        ui.answers.offer(tuple(Answer))
        ui.answer_box.setFixedWidth(ui.answers.sizeHint().width())
        ui.answers.offer(self.allowed)
        yes_means = _("Yes means that it is met") if _includes(criterion) else _("Yes means that it applies")
        ui.answers.setAccessibleName(f"{criterion.key}: {ui.criterion.text()}. {yes_means}.")
        ui.answers.setToolTip(f"{yes_means}.")
        ui.why.setText(_("Yes or no: the\ninvestigator"))
        ui.finding_box.setFixedWidth(theme.scaled(_CHIP_ROOM))

    def show_answer(self, answer: Answer | None, note: str, *, editing: bool) -> None:
        """Show answer, evidence and finding. An answer that only an investigator gives is closed to others."""
        ui = self.ui
        is_open = editing and (answer is None or answer in self.allowed)
        ui.answers.show_answer(answer)
        ui.answers.setVisible(is_open)
        ui.answer_words.setVisible(not is_open)
        ui.answer_words.setText(_(answer.label) if answer is not None else _("Not answered"))
        ui.why.setVisible(editing and len(self.allowed) < len(Answer))
        if note != (ui.evidence.value() or ""):
            ui.evidence.set_value(note or None)
            ui.evidence.line.setCursorPosition(0)
        if ui.evidence.read_only == editing:
            ui.evidence.set_read_only(not editing)
        ui.evidence.setVisible(editing or bool(note))
        ui.evidence.setToolTip(note)
        found = eligibility.finding(self.criterion, answer)
        self.chip.set_status(LOOKS[found][0], eligibility.finding_words(self.criterion, found), LOOKS[found][1])

    @property
    def chip(self) -> Chip:
        """What the answer means."""
        chip: Chip = self.ui.finding
        return chip

    def has_keyboard_in_evidence(self) -> bool:
        """Whether the evidence is being written."""
        has: bool = self.ui.evidence.line.hasFocus()
        return has

    def entry(self, *, evidence: bool = False) -> QWidget:
        """The answers, or the evidence, which it is too where the answer is closed."""
        found: QWidget = self.ui.evidence if evidence or self.ui.answers.isHidden() else self.ui.answers
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down go to the next criterion, Enter from the answers to the evidence and on to the next criterion."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.has_keyboard_in_evidence():
                self.stepped.emit(1)
            else:
                self.entry(evidence=True).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a thin line under the criterion."""
        del event
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.current().line))
        painter.end()


def _includes(criterion: Criterion) -> bool:
    return criterion.kind is CriterionKind.INCLUSION
