"""Room that scrolls when what stands in it is larger."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollRoom(QScrollArea):
    """Leaves all keys to the page: arrows there move between entries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take no key."""
        event.ignore()


class FormRoom(ScrollRoom):
    """Scrolls a form up and down and never cuts it at the side: it asks for the width that the form needs."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width of the form beside a scroll bar, and the height of a few entries."""
        form = self.widget()
        width = form.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width() if form is not None else 0
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the form: entries that come and go may need another width."""
        found = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return found
