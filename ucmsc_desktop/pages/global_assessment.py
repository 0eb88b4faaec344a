"""What is assessed beside PASI: the global grade, itch on a line, and a photograph of a target lesion."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLabel, QSizePolicy

from ucmsc_desktop.domain.assessments import HIGHEST_GLOBAL, GlobalAssessment, PhotoRef
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.forms.ui_global import Ui_Global
from ucmsc_desktop.pages import photographs
from ucmsc_desktop.pages.photo_dialog import PhotoDialog
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

ITCH = ("itch_cm", "itch_mm")
DATE_WIDTH = 170
WIDEST = 640
"""A line of itch stays one that is seen at a glance; the photograph takes the rest of a large screen."""
THUMBNAIL = QSize(1200, 900)
LARGE = QSize(4096, 4096)


class GlobalPage(RecordPage[GlobalAssessment]):
    """The optional assessments of a participant at a visit."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Wire the entries; the line of itch is that of the protocol."""
        self.ui = Ui_Global()
        self._pictured: PhotoRef | None = None
        self._unseen = ""
        super().__init__(study, Key(subject, visit, GlobalAssessment.form), GlobalAssessment, self.ui)
        ui = self.ui
        for name, field in fields(GlobalAssessment).items():
            label = self.findChild(QLabel, f"{name}_label")
            if isinstance(label, QLabel):
                label.setText(field.label)
        ui.itch_label.setText(fields(GlobalAssessment)[self._scale()].label)
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        ui.assessed_on.setFixedWidth(theme.scaled(DATE_WIDTH))
        for card in (ui.grade_card, ui.itch_card, ui.notes_card):
            card.setMaximumWidth(theme.scaled(WIDEST))
        for line in (ui.itch_cm, ui.itch_mm):
            line.set_ends(_("no itch"), _("worst itch imaginable"))
        self._name_grades()
        ui.global_grade.advance.connect(lambda: self.focus(self._scale()))
        ui.global_grade.refused.connect(self._refuse_grade)
        ui.photo.wanted.connect(self.choose_photo)
        ui.photo.picked.connect(lambda path: self.take_photo(Path(path)))
        ui.photo.opened.connect(self.show_photo)
        self.refresh()

    def _name_grades(self) -> None:
        words = self.study.protocol.assessment.global_descriptors
        for grade in range(HIGHEST_GLOBAL + 1):
            label: QLabel = getattr(self.ui, f"grade_{grade}_words")
            label.setText(_(words[grade]) if words else "")
            label.setVisible(bool(words))
            # As wide as its pad and no wider: a long word must not push the others away from their digits.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def _scale(self) -> str:
        """The field of the scale on which the protocol has itch marked."""
        return ITCH[0] if self.study.protocol.assessment.itch_scale.endswith("cm") else ITCH[1]

    # What the record is

    def new_record(self) -> GlobalAssessment:
        """An assessment of today; nothing is judged beforehand."""
        return GlobalAssessment(assessed_on=self.study.clock().date())

    def first_field(self) -> str:
        """The grade; the date before it is filled in already."""
        return "global_grade"

    def summary(self) -> list[str]:
        """What is signed, the grade with its word."""
        words, grade = self.study.protocol.assessment.global_descriptors, self.record.global_grade
        label = fields(GlobalAssessment)["global_grade"].label
        plain = _("{label}: {value}").format(label=label, value=grade)
        lines = super().summary()
        return [
            f"{line}, {_(words[grade])}" if words and grade is not None and line == plain else line for line in lines
        ]

    # What is shown

    def show_results(self) -> None:
        """Show the line of itch that counts, the sentence about the grade, and the photograph."""
        for name in ITCH:
            is_marked = getattr(self.record, name) is not None or name in self.binder.bad
            getattr(self.ui, name).setVisible(name == self._scale() or is_marked)
        self.ui.global_grade_problem.show_sentence(self.ui.global_grade.problem())
        if self.record.photo != self._pictured:
            self._pictured = self.record.photo
            self._picture()
        if self._unseen:
            self.binder.set_problem("photo", self._unseen)

    def _refuse_grade(self, sentence: str) -> None:
        self.binder.set_problem("global_grade", sentence)
        self.ui.global_grade_problem.show_sentence(sentence)

    # The photograph

    def choose_photo(self) -> None:
        """Ask for the file of a photograph."""
        title = fields(GlobalAssessment)["photo"].label
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(photographs.file_filter())
        if dialog.exec() and dialog.selectedFiles():
            self.take_photo(Path(dialog.selectedFiles()[0]))

    def take_photo(self, path: Path) -> None:
        """Copy a photograph into the study, or say in its place why not; what was there stays then."""
        if not self.editing:
            return
        try:
            photo = photographs.read(path)
            sha256 = self.study.add_photo(path.name, photo.content)
        except StudyError as error:
            self.binder.set_problem("photo", str(error))
            return
        ref = PhotoRef(sha256=sha256, size=len(photo.content), width=photo.width, height=photo.height)
        self.put(msgspec.structs.replace(self.record, photo=ref), "photo")
        self.focus("photo_of")

    def show_photo(self) -> None:
        """Show the photograph as large as the window."""
        image = self._read(LARGE)
        if not image.isNull():
            what = " · ".join(part for part in (self.title(), self.record.photo_of) if part)
            PhotoDialog(image, what, str(self.record.photo), self).exec()

    def _picture(self) -> None:
        self._unseen = ""
        self.ui.photo.show_picture(self._read(THUMBNAIL))

    def _read(self, room: QSize) -> QImage:
        if self.record.photo is None:
            return QImage()
        try:
            return photographs.picture(self.study.photo(self.record.photo.sha256), room)
        except StudyError as error:
            self._unseen = str(error)
            self.binder.set_problem("photo", self._unseen)
            return QImage()
