"""What is filled in at run time is emptied again here, and what is larger than its room scrolls."""

from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Holds a page; when large text makes it larger than its room it scrolls instead of being squeezed."""

    def __init__(self, page: QWidget) -> None:
        """Take the page."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # Nothing would show that the keyboard is here. As a number: Qt's own enums cost the start of a log-in 10 ms.
        self.setProperty("focusPolicy", 0)
        self.setWidget(page)
        self.page = page


def clear(layout: QLayout, keep: int = 0) -> None:
    """Take all widgets out of a layout but the last `keep` items, such as a stretch at its end."""
    while layout.count() > keep:
        item = layout.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
