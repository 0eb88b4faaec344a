"""Words, dates and numbers as people read them: one gettext catalogue for pages, printed forms and command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from ucmsc_desktop.assets import asset

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

ENGLISH = "en"
BESIDE = "+"
"""Between the codes of two languages that are spoken side by side, such as `en+zh_CN` on paper."""
MINUS = "\u2212"
NO_BREAK_SPACE = "\u00a0"


class _Translations(Protocol):
    def gettext(self, message: str) -> str: ...
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str: ...


class Both(str):
    """English words and those of another language beside them; what is put into either comes in its language."""

    __slots__ = ("english", "other")
    english: str
    other: str

    def __new__(cls, english: str, other: str) -> Self:
        """Put the two side by side, once where they say the same but for their points and commas."""
        made = super().__new__(cls, english if _letters(english) == _letters(other) else f"{english} {other}")
        made.english, made.other = english, other
        return made

    def format(self, *args: object, **values: object) -> Both:
        """Fill the places of each language in that language."""
        return Both(
            self.english.format(*map(_english, args), **{name: _english(value) for name, value in values.items()}),
            self.other.format(*map(_other, args), **{name: _other(value) for name, value in values.items()}),
        )

    def join(self, parts: Iterable[str], /) -> Both:
        """Join the parts of each language apart."""
        held = list(parts)
        return Both(self.english.join(map(str, map(_english, held))), self.other.join(map(str, map(_other, held))))


def apart(words: str) -> list[str]:
    """The same in each language by itself; of one language, or where both say the same, the words as they are."""
    return [words.english, words.other] if isinstance(words, Both) and words != words.english else [words]


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def _english(value: object) -> Any:
    return value.english if isinstance(value, Both) else value


def _other(value: object) -> Any:
    return value.other if isinstance(value, Both) else value


class _Catalogue:
    """The language that is spoken now; English needs no catalogue and costs nothing."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self._translations: _Translations | None = None

    def use(self, language: str, folder: Path | None = None) -> None:
        """Speak another language from here on; what is already on the screen keeps its words."""
        spoken = language.removeprefix(ENGLISH + BESIDE)
        if spoken == ENGLISH:
            self.language, self._translations = ENGLISH, None
            return
        from gettext import translation  # late, for start-up

        found = translation("ucmsc", folder or asset("locale"), [spoken])
        self.language, self._translations = language, found

    @property
    def is_beside(self) -> bool:
        """Whether two languages are spoken at once."""
        return BESIDE in self.language

    def text(self, message: str) -> str:
        """Translate one text; gettext would answer its own header for an empty one."""
        if self._translations is None or not message:
            return message
        found = self._translations.gettext(message)
        return Both(message, found) if self.is_beside else found

    def count(self, one: str, many: str, number: int) -> str:
        """Translate a text that depends on a number."""
        english = one if number == 1 else many
        if self._translations is None:
            return english
        found = self._translations.ngettext(one, many, number)
        return Both(english, found) if self.is_beside else found

    @contextmanager
    def for_a_while(self, language: str, folder: Path | None = None) -> Iterator[None]:
        """Speak another language, and then the one before."""
        before = self.language, self._translations
        self.use(language, folder)
        try:
            yield
        finally:
            self.language, self._translations = before


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


def paper_languages(folder: Path | None = None) -> list[str]:
    """Name the languages that a print can speak: each, and English with another one beside it."""
    known = languages(folder)
    return [*known, *(f"{ENGLISH}{BESIDE}{other}" for other in known[1:])]


@contextmanager
def speaking(language: str, folder: Path | None = None) -> Iterator[None]:
    """Speak a language, or two side by side, for as long as something is written; English without a catalogue."""
    with _active.for_a_while(language if language in paper_languages(folder) else ENGLISH, folder):
        yield


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
    written = _("{day:02}-{month}-{year:04}").format(day=day.day, month=month, year=day.year)
    # Side by side the same day twice would help nobody.
    return written.other if isinstance(written, Both) else written


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
