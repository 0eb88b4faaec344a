"""The pages of a PDF as pictures, rendered by the PDF engine itself when they come into view."""

from bisect import bisect_left
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.widgets import theme

GAP = 16
KEPT = 8
HIGHEST = 16_777_215
"""Pixels of a widget: of a document of 14,000 pages only the first are shown."""
POINTS_PER_INCH = 72


class Pdf:
    """An open PDF; sizes are in points."""

    def __init__(self, pdf: bytes) -> None:
        """Open it from memory."""
        import pypdfium2  # late, for start-up

        self._document: Any = pypdfium2.PdfDocument(pdf)
        self.sizes: list[tuple[float, float]] = [self._document.get_page_size(n) for n in range(len(self._document))]

    def image(self, number: int, scale: float) -> QImage:
        """A page as a picture, `scale` pixels to a point."""
        page = self._document[number]
        bitmap = page.render(scale=scale, rev_byteorder=False)
        made = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
        made = made.rgbSwapped()  # the engine writes blue first; this also copies, so that the buffer may go
        bitmap.close()
        page.close()
        return made

    def close(self) -> None:
        """Let go of the memory."""
        self._document.close()


class Sheets(QWidget):
    """All pages one below the other; only those in view, and a few more, are kept as pictures."""

    def __init__(self) -> None:
        """Begin without a document."""
        super().__init__()
        self._pdf: Pdf | None = None
        self._places: list[QRect] = []
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._width = 760

    def show_pdf(self, pdf: Pdf | None) -> None:
        """Show another document, or none."""
        if self._pdf is not None:
            self._pdf.close()
        self._pdf = pdf
        self._pictures.clear()
        self._fit()

    def set_width(self, width: int) -> None:
        """Make the sheets as wide as there is room."""
        if width != self._width:
            self._width = width
            self._pictures.clear()
            self._fit()

    def _fit(self) -> None:
        self._places = self._laid_out()
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all sheets."""
        return QSize(self._width, self._places[-1].bottom() + 1 if self._places else 0)

    def places(self) -> list[QRect]:
        """Where each sheet lies that is shown."""
        return self._places

    def _laid_out(self) -> list[QRect]:
        found, top = [], 0
        for wide, high in self._pdf.sizes if self._pdf is not None else []:
            height = round(self._width * high / wide)
            if top + height > HIGHEST:
                break
            found.append(QRect(0, top, self._width, height))
            top += height + GAP
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the sheets that are in view."""
        painter = QPainter(self)
        shown = event.rect()
        first = bisect_left(self._places, shown.top(), key=QRect.bottom)
        for number, place in enumerate(self._places[first:], first):
            if place.top() > shown.bottom():
                break
            painter.drawImage(place, self._picture(number))
            painter.setPen(QColor(theme.current().border))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()

    def _picture(self, number: int) -> QImage:
        if number not in self._pictures and self._pdf is not None:
            scale = self._width * self.devicePixelRatioF() / self._pdf.sizes[number][0]
            self._pictures[number] = self._pdf.image(number, scale)
            while len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(number)
        return self._pictures[number]


def draw_on(painter: QPainter, pdf: Pdf, number: int, resolution: int) -> None:
    """Draw a page for paper, in the middle of what the printer can reach, as large as it is."""
    scale = resolution / POINTS_PER_INCH
    image = pdf.image(number, scale)
    room = painter.viewport()
    if image.width() > room.width() or image.height() > room.height():
        image = image.scaled(
            room.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    painter.drawImage((room.width() - image.width()) // 2, (room.height() - image.height()) // 2, image)
