"""A picture on its way out of the program: it says of which study it is and when it was made, and what is practice."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from ucmsc_desktop import text
from ucmsc_desktop.domain.practice_words import practice_words
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

FOOT, EDGE, WORDS = 30, 12, 12


def stamped(study: Study, image: QImage) -> QImage:
    """The picture over a line with study, day and hour; one of the practice study says that nobody in it is real."""
    ratio, look = image.devicePixelRatio(), theme.current()
    high = round(theme.scaled(FOOT) * ratio)
    whole = QImage(QSize(image.width(), image.height() + high), QImage.Format.Format_RGB32)
    whole.setDevicePixelRatio(ratio)
    whole.fill(QColor(look.surface))
    painter = QPainter(whole)
    painter.drawImage(0, 0, image)
    middle = (image.height() + high / 2) / ratio
    _write(painter, QPointF(theme.scaled(EDGE), middle), study, look)
    painter.end()
    return whole


def study_words(study: Study) -> str:
    """Of which study something is, and when it was made."""
    protocol = study.protocol.study
    return f"{protocol.code}, {protocol.registry} · {text.datetime_text(study.clock())}"


def _write(painter: QPainter, place: QPointF, study: Study, look: theme.Theme) -> None:
    painter.setFont(theme.font(WORDS))
    painter.setPen(QColor(look.secondary))
    words = study_words(study)
    room = painter.fontMetrics().horizontalAdvance(words)
    drop = painter.fontMetrics().capHeight() / 2
    painter.drawText(place + QPointF(0, drop), words)
    if study.practice:
        painter.setFont(theme.bold(WORDS))
        painter.setPen(QColor(look.warn))
        painter.drawText(place + QPointF(room + 2 * theme.scaled(EDGE), drop), practice_words())
