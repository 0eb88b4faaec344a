"""The height of words that wrap, as the layouts around them are told it."""

from PySide6.QtWidgets import QLayout, QWidget


def ask_height(widget: QWidget, height: int) -> None:
    """Ask for a least height, so that room that scrolls sees it at once, also through layouts inside layouts."""
    if height == widget.minimumHeight():
        return
    widget.setMinimumHeight(height)
    parent = widget.parentWidget()
    layout = parent.layout() if parent is not None else None
    if layout is not None:
        # Qt forgets the sizes of the outermost layout only. By the old ones of the layout inside, a scroll area would
        # show and hide its bar in turn, each time from within the last, until the stack is full.
        for inside in layout.findChildren(QLayout):
            inside.invalidate()
