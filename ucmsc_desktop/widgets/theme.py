"""Colours, type and the style sheet, light and dark; every widget that paints itself asks here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.assets import asset
from ucmsc_desktop.widgets.style_sheet import style_sheet

FONTS = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")
FAMILIES = ("Noto Sans SC", "Noto Sans", "Segoe UI", "Noto Sans CJK SC", "Microsoft YaHei UI")
BODY_PIXELS = 14
TARGET = 44
RADIUS = 8


@dataclass(frozen=True)
class Theme:
    """The colours of one look. A `_soft` colour is the ground on which its namesake is written."""

    name: str
    text: str
    secondary: str
    muted: str
    ground: str
    surface: str
    border: str
    line: str
    pressed: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    error: str
    error_soft: str
    danger: str
    on_danger: str
    rail: str
    rail_active: str
    rail_text: str
    lesion: str
    lesion_new: str
    skin: str
    skin_active: str
    skin_seam: str
    skin_cue: str
    skin_line: str
    severity: tuple[str, ...]
    severity_text: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark look."""
        return self.name == "dark"

    def status(self, name: str) -> tuple[str, str]:
        """The colour of a status (ok, warn, error, info or plain) and the ground it is written on."""
        pairs = {
            "ok": (self.ok, self.ok_soft),
            "warn": (self.warn, self.warn_soft),
            "error": (self.error, self.error_soft),
            "info": (self.accent, self.accent_soft),
        }
        return pairs.get(name, (self.secondary, self.ground))


LIGHT = Theme(
    name="light",
    text="#15202B",
    secondary="#4F5B67",
    muted="#5F6B77",
    ground="#F4F6F8",
    surface="#FFFFFF",
    border="#7C8791",
    line="#DDE3E9",
    pressed="#D3DBE3",
    accent="#1B5FAA",
    accent_strong="#154C89",
    on_accent="#FFFFFF",
    accent_soft="#E6F0FA",
    ok="#0B6B4B",
    ok_soft="#E1F2EA",
    warn="#8A5300",
    warn_soft="#FDF0DA",
    error="#B01E1E",
    error_soft="#FBE6E6",
    danger="#B01E1E",
    on_danger="#FFFFFF",
    rail="#10263D",
    rail_active="#24517F",
    rail_text="#DCE6F0",
    lesion="#8C2F5B",
    lesion_new="#2E0B1C",
    skin="#F1EDE7",
    skin_active="#E4EEF9",
    skin_seam="#C3CEDA",
    skin_cue="#B4B1AB",
    skin_line="#5B5047",
    severity=("#FFFFFF", "#E7DDF1", "#C3A6DC", "#8E5FB8", "#4E2180"),
    severity_text=("#15202B", "#15202B", "#15202B", "#FFFFFF", "#FFFFFF"),
)

DARK = Theme(
    name="dark",
    text="#E8EDF2",
    secondary="#AEB9C4",
    muted="#93A0AC",
    ground="#12171C",
    surface="#1A2128",
    border="#6B7885",
    line="#2C353E",
    pressed="#36414C",
    accent="#7DB4F0",
    accent_strong="#A3CBF6",
    on_accent="#0E1A26",
    accent_soft="#1C344E",
    ok="#7AD3A9",
    ok_soft="#14322A",
    warn="#F0B65A",
    warn_soft="#3A2A10",
    error="#F5A3A3",
    error_soft="#451E20",
    danger="#F08A8A",
    on_danger="#2A0A0A",
    rail="#0B1016",
    rail_active="#24517F",
    rail_text="#DCE6F0",
    lesion="#D97FAC",
    lesion_new="#FCE4F0",
    skin="#2A3138",
    skin_active="#1D3247",
    skin_seam="#42505E",
    skin_cue="#5F6B76",
    skin_line="#A9A198",
    severity=("#1A2128", "#45365E", "#7653A3", "#B18FDA", "#E6D8F6"),
    severity_text=("#E8EDF2", "#E8EDF2", "#FFFFFF", "#15202B", "#15202B"),
)


def named(name: str) -> Theme:
    """The look of a name; `system` is what the desktop prefers."""
    if name == "system":
        return _preferred()
    return DARK if name == "dark" else LIGHT


def _preferred() -> Theme:
    app = QApplication.instance()
    if not isinstance(app, QApplication) or not app.styleSheet():
        return current()  # nothing is dressed yet: the palette is the desktop's own
    from PySide6.QtCore import Qt  # late, here and in `apply`: building its hundred enums costs a start 10 ms

    return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def current() -> Theme:
    """The look that the program wears now, read from its palette."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette(theme: Theme) -> QPalette:
    """Qt's own colours for a look."""
    role = QPalette.ColorRole
    made = QPalette()
    colours = {
        role.Window: theme.ground,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.ground,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Light: theme.surface,
        role.Midlight: theme.line,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.border,
    }
    for place, colour in colours.items():
        made.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, QColor(theme.muted))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.pressed))
    return made


def scaled(pixels: float) -> int:
    """A length at the text size that the person chose."""
    size = QApplication.font().pixelSize()
    return round(pixels * size / BODY_PIXELS) if size > 0 else round(pixels)


def font(pixels: int = BODY_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's font at a design size, scaled as the person chose."""
    made = QFont(QApplication.font())
    made.setPixelSize(scaled(pixels))
    made.setWeight(weight)
    return made


def bold(pixels: int = BODY_PIXELS) -> QFont:
    """The program's bold font at a design size."""
    return font(pixels, QFont.Weight.Bold)


def frame(widget: QWidget, ground: str, line: str, width: float, radius: float = RADIUS) -> None:
    """Fill a widget with a rounded ground and draw its line inside the edge."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ground))
    painter.setPen(QPen(QColor(line), width))
    inset = width / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.end()


def stylesheet(theme: Theme, scale: int = 100) -> str:
    """The style sheet of a look; `scale` is the size of text in per cent."""
    return style_sheet(theme, scale / 100)


def apply(app: QApplication, theme: Theme, scale: int = 100) -> None:
    """Dress the program: style, font, palette and style sheet. May be called again for another look."""
    if FAMILIES[0] not in QFontDatabase.families():
        for file in FONTS:
            QFontDatabase.addApplicationFont(str(asset(file)))
    body = QFont(list(FAMILIES))
    body.setPixelSize(round(BODY_PIXELS * scale / 100))
    if text.active_language() == text.ENGLISH:
        # The font is a Chinese one: without these, dots and quotation marks are as wide as a character.
        for feature in ("palt", "pwid"):
            body.setFeature(QFont.Tag(feature), 1)
    app.setStyle("Fusion")
    if current() is not theme:
        from PySide6.QtCore import Qt

        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if theme.is_dark else Qt.ColorScheme.Light)
    app.setPalette(palette(theme))
    app.setFont(body)
    app.setStyleSheet(stylesheet(theme, scale))
