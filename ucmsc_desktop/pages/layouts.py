"""What is filled in at run time is emptied again here, and what is larger than its room scrolls."""

from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget


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


def level_tops(form: QWidget) -> None:
    """Let columns side by side begin at one height, also while a sentence below an entry makes one of them longer."""
    from PySide6.QtCore import Qt  # late: the log-in has no such columns, and Qt's enums cost its start 10 ms

    for row in [*form.findChildren(QHBoxLayout), *form.findChildren(QGridLayout)]:
        for place in range(row.count()):
            item = row.itemAt(place)
            column = item.layout() if item is not None else None
            if isinstance(column, QVBoxLayout) and not column.expandingDirections() & Qt.Orientation.Vertical:
                row.setAlignment(column, Qt.AlignmentFlag.AlignTop)


def scroll_above(last: QWidget, page: QBoxLayout, room: QScrollArea) -> None:
    """Move what stands above the last widget of a page into room that scrolls, so that the last one stays in sight."""
    form = QWidget()
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(page.spacing())
    while (item := page.takeAt(0)) is not None and item.widget() is not last:
        if (widget := item.widget()) is not None:
            column.addWidget(widget)
        elif (layout := item.layout()) is not None:
            column.addLayout(layout)
        else:
            column.addItem(item)
    room.setWidget(form)
    form.setAutoFillBackground(False)  # a scroll area fills its widget with the colour of the window
    page.addWidget(room, 1)
    page.addWidget(last)
