"""The sentence above a page that stays until it is closed, with at most two buttons that do something about it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.forms.ui_workspace import Ui_Workspace
from ucmsc_desktop.widgets import icons, theme


class NoticeBar(QObject):
    """Shows one notice at a time. `answered` comes before the action of a button is done."""

    answered = Signal()

    def __init__(self, ui: Ui_Workspace, parent: QWidget) -> None:
        """Take the frame of the workspace; nothing is shown yet."""
        super().__init__(parent)
        self._ui, self._parent = ui, parent
        self._act: Callable[[], None] | None = None
        self._act_other: Callable[[], None] | None = None
        ui.notice.hide()
        ui.notice_button.clicked.connect(self.hide)
        ui.notice_action.clicked.connect(lambda: self._take_up(self._act))
        ui.notice_other.clicked.connect(lambda: self._take_up(self._act_other))

    def show(
        self,
        words: str,
        status: str,
        action: str = "",
        act: Callable[[], None] | None = None,
        other: str = "",
        act_other: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence, with buttons for what is named."""
        ui, colour = self._ui, theme.current().status(status)[0]
        sign = icons.pixmap(icons.STATUS_ICONS[status], colour, 20, self._parent.devicePixelRatioF())
        ui.notice_icon.setPixmap(sign)
        ui.notice_words.setText(words)
        for button, name in ((ui.notice_action, action), (ui.notice_other, other)):
            button.setText(name)
            button.setVisible(bool(name))
        self._act, self._act_other = act, act_other
        ui.notice.show()

    def hide(self) -> None:
        """Take the notice away."""
        self._ui.notice.hide()

    def _take_up(self, act: Callable[[], None] | None) -> None:
        self.answered.emit()
        if act is not None:
            act()
