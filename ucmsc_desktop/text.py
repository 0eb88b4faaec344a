"""Words, dates and numbers as people read them: one gettext catalogue for pages, printed forms and command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ucmsc_desktop.assets import asset

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

ENGLISH = "en"
MINUS = "\u2212"
NO_BREAK_SPACE = "\u00a0"


class _Translations(Protocol):
    def gettext(self, message: str) -> str: ...
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str: ...


class _Catalogue:
    """The language that is spoken now; English needs no catalogue and costs nothing."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self._translations: _Translations | None = None

    def use(self, language: str, folder: Path | None = None) -> None:
        """Speak another language from here on; what is already on the screen keeps its words."""
        if language == ENGLISH:
            self.language, self._translations = ENGLISH, None
            return
        from gettext import translation  # late, for start-up

        found = translation("ucmsc", folder or asset("locale"), [language])
        self.language, self._translations = language, found

    def text(self, message: str) -> str:
        """Translate one text; gettext would answer its own header for an empty one."""
        return message if self._translations is None or not message else self._translations.gettext(message)

    def count(self, one: str, many: str, number: int) -> str:
        """Translate a text that depends on a number."""
        if self._translations is None:
            return one if number == 1 else many
        return self._translations.ngettext(one, many, number)


_active = _Catalogue()


def _(message: str) -> str:
    """Translate a text at the moment of display; placeholders are filled after: `_("Saved {time}").format(time=…)`."""
    return _active.text(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a label where it is defined; it is translated with `_` where it is shown."""
    return message


def ngettext(one: str, many: str, number: int) -> str:
    """Translate a text that depends on a number: `ngettext("{n} visit", "{n} visits", n).format(n=n)`."""
    return _active.count(one, many, number)


def languages(folder: Path | None = None) -> list[str]:
    """Name the languages that can be chosen, English first."""
    try:
        locale = folder or asset("locale")
    except FileNotFoundError:
        return [ENGLISH]
    return [ENGLISH, *sorted(path.parent.parent.name for path in locale.glob("*/LC_MESSAGES/ucmsc.mo"))]


def use_language(language: str, folder: Path | None = None) -> None:
    """Speak the language from here on, or English where there is no catalogue for it."""
    _active.use(language if language in languages(folder) else ENGLISH, folder)


def active_language() -> str:
    """Answer the code of the language that is spoken now, such as `en`."""
    return _active.language


_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def date_text(day: date) -> str:
    """Write a date so that nobody takes the month for the day: `28-Mar-2026`."""
    month = _(_MONTHS[day.month - 1])
    return _("{day:02}-{month}-{year:04}").format(day=day.day, month=month, year=day.year)


def time_text(moment: datetime) -> str:
    """Write the time of day with seconds: `10:42:07`."""
    return f"{moment:%H:%M:%S}"


def datetime_text(moment: datetime) -> str:
    """Write date and time of day: `28-Mar-2026 10:42:07`, in the zone that the moment carries."""
    return f"{date_text(moment)} {time_text(moment)}"


def number_text(value: Decimal | int) -> str:
    """Write a number plainly, with all its decimals, without exponent or grouping, and with a true minus sign."""
    return format(value, "d" if isinstance(value, int) else "f").replace("-", MINUS)


def tenths_text(tenths: int) -> str:
    """Write a whole number of tenths with one decimal: 186 as `18.6`."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{MINUS if tenths < 0 else ''}{whole}.{rest}"


def quantity(value: Decimal | int, unit: str) -> str:
    """Write a number and its unit, joined so that a line never breaks between them; a power of ten is multiplied."""
    times = f"{NO_BREAK_SPACE}×" if unit.startswith("10^") else ""
    return f"{number_text(value)}{times}{NO_BREAK_SPACE}{unit}" if unit else number_text(value)
