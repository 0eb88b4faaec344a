"""Words, dates and numbers as they are shown."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop import text
from ui.compile_forms import catalogue_of

CHINESE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Saved {time}"
msgstr "已保存 {time}"

msgid "{n} visit"
msgid_plural "{n} visits"
msgstr[0] "{n} 次访视"

msgid "{day:02}-{month}-{year:04}"
msgstr "{year:04}-{month}-{day:02}"

msgid "Mar"
msgstr "03"
"""


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """A folder of catalogues with Chinese in it."""
    source = tmp_path / "zh_CN.po"
    source.write_text(CHINESE, encoding="utf-8")
    compiled = tmp_path / "locale" / "zh_CN" / "LC_MESSAGES" / "ucmsc.mo"
    compiled.parent.mkdir(parents=True)
    catalogue_of(source)(compiled)
    return tmp_path / "locale"


def visits(number: int) -> str:
    """The same count in the language that is spoken."""
    return text.ngettext("{n} visit", "{n} visits", number).format(n=number)


def test_english_needs_no_catalogue() -> None:
    assert text._("Saved {time}").format(time="10:42") == "Saved 10:42"
    assert (visits(1), visits(2)) == ("1 visit", "2 visits")
    assert text.N_("Weight") == "Weight"
    assert text.active_language() == "en"


def test_another_language_is_spoken_from_then_on(locale: Path) -> None:
    text.use_language("zh_CN", locale)
    assert text.active_language() == "zh_CN"
    assert text._("Saved {time}").format(time="10:42") == "已保存 10:42"
    assert visits(2) == "2 次访视"
    assert text.date_text(date(2026, 3, 8)) == "2026-03-08"
    assert text._("not in the catalogue") == "not in the catalogue"
    text.use_language("en")
    assert text._("Saved {time}") == "Saved {time}"


def test_an_empty_text_is_not_the_header_of_the_catalogue(locale: Path) -> None:
    text.use_language("zh_CN", locale)
    assert text._("") == ""


def test_a_language_without_a_catalogue_reads_as_english(locale: Path) -> None:
    text.use_language("fr", locale)
    assert text.active_language() == "en"
    assert text.languages(locale) == ["en", "zh_CN"]
    assert text.languages()[0] == "en"


def test_it_brings_neither_qt_nor_gettext_at_the_start() -> None:
    code = "import sys, ucmsc_desktop.text; print({'PySide6', 'gettext'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_dates_and_times() -> None:
    moment = datetime(2026, 3, 28, 10, 42, 7, tzinfo=UTC)
    assert text.date_text(moment.date()) == "28-Mar-2026"
    assert text.date_text(date(987, 12, 1)) == "01-Dec-0987"
    assert text.time_text(moment) == "10:42:07"
    assert text.datetime_text(moment) == "28-Mar-2026 10:42:07"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("68.50"), "68.50"),
        (Decimal("-3"), "\u22123"),
        (Decimal("2E+6"), "2000000"),
        (Decimal("1E-7"), "0.0000001"),
        (0, "0"),
        (-12, "\u221212"),
    ],
)
def test_numbers_are_plain(value: Decimal | int, shown: str) -> None:
    assert text.number_text(value) == shown


@given(st.integers(-720, 720))
def test_tenths_are_exact(tenths: int) -> None:
    assert Decimal(text.tenths_text(tenths).replace(text.MINUS, "-")) * 10 == tenths


def test_tenths_show_one_decimal() -> None:
    assert [text.tenths_text(n) for n in (186, 7, 0, -4)] == ["18.6", "0.7", "0.0", "\u22120.4"]


def test_a_number_never_parts_from_its_unit() -> None:
    assert text.quantity(Decimal("68.5"), "kg") == "68.5\u00a0kg"
    assert text.quantity(3, "") == "3"


def test_two_languages_stand_side_by_side_and_each_is_filled_in_its_own(locale: Path) -> None:
    with text.speaking("en+zh_CN", locale):
        saved = text._("Saved {time}").format(time=text._("Mar"))
        assert saved == "Saved Mar 已保存 03"
        assert text._("Saved {time}").join([text._("Mar"), "x"]) == "MarSaved {time}x 03已保存 {time}x"
        assert visits(1) == "1 visit 1 次访视"
        assert text._("not translated") == "not translated"
        assert text.Both("Li Wei (nurse), 3", "Li Wei（nurse）、3") == "Li Wei (nurse), 3"
        assert text.date_text(date(2026, 3, 28)) == "2026-03-28"
    assert text.active_language() == "en"
    assert text._("Mar") == "Mar"


def test_a_language_without_a_catalogue_is_english(tmp_path: Path) -> None:
    with text.speaking("en+zh_CN", tmp_path):
        assert (text.active_language(), text._("Mar")) == ("en", "Mar")


def test_paper_may_speak_two_languages(locale: Path) -> None:
    assert text.paper_languages(locale) == ["en", "zh_CN", "en+zh_CN"]
