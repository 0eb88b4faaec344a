"""Words that wrap in room that scrolls: a scroll bar that costs a line neither comes and goes for ever nor cuts it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.widgets.notice import Notice

WORDS = "The weight is three days old and the protocol allows one day only, so weigh again before the dose is given."
TOO_DEEP = 20


class CountingRoom(QScrollArea):
    """Room that scrolls and counts its changes inside changes; it ends them where Qt would fill the stack."""

    deep = deepest = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if self.deep > TOO_DEEP:
            return True
        self.deep += 1
        self.deepest = max(self.deep, self.deepest)
        found = super().eventFilter(watched, event)
        self.deep -= 1
        return found


def test_a_scroll_bar_that_costs_a_line_does_not_come_and_go_for_ever(qtbot: QtBot, look: QApplication) -> None:
    room, content, checks = CountingRoom(), QWidget(), QVBoxLayout()
    qtbot.addWidget(room)
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setWidgetResizable(True)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(checks)
    column.addStretch()
    room.setWidget(content)
    room.resize(338, 49)
    room.show()
    heights = set()
    for letters in range(70, len(WORDS)):
        for words in ([WORDS, WORDS], [WORDS[:letters]]):
            clear(checks)
            for sentence in words:
                notice = Notice()
                checks.addWidget(notice)
                notice.set_status("warn", sentence)
            look.processEvents()
        heights.add(notice.height())
    assert len(heights) > 1
    assert room.deepest <= TOO_DEEP
