"""The line icons, drawn in any colour at the resolution of the screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, QSize
from PySide6.QtGui import QColorConstants, QIcon, QPainter, QPixmap

from ucmsc_desktop.widgets import theme

STATUS_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "error": "octagon-x", "info": "info", "plain": ""}
SIZE = 20
_RATIOS = (1.0, 2.0)


@lru_cache(maxsize=128)
def _drawing(name: str) -> bytes:
    # Late, for start-up: the pictures are compiled into a module of their own.
    import ucmsc_desktop.forms.resources_rc  # noqa: F401

    file = QFile(f":/icons/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise LookupError(f"There is no icon {name}.")
    return bytes(file.readAll().data())


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon in one colour, `size` wide and high in points, at a ratio of device pixels. Raises LookupError."""
    from PySide6.QtSvg import QSvgRenderer  # late, for start-up

    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", colour.encode())))
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(QColorConstants.Transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str = "", size: int = SIZE, on: str = "") -> QIcon:
    """An icon for a button: in a colour (else that of text), muted when disabled, in the colour `on` when checked."""
    look = theme.current()
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour or look.text, size, ratio))
        made.addPixmap(pixmap(name, look.muted, size, ratio), QIcon.Mode.Disabled)
        if on:
            made.addPixmap(pixmap(name, on, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made
