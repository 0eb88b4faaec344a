"""The Chinese catalogue: every text of the program, with the same places to be filled in."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ui.collect_texts import LOCALE, collect

FILES = sorted(LOCALE.glob("*.po"))
PLACES = re.compile(r"\{(\w+)[^}]*\}")


def catalogue(language: str) -> Catalog:
    """The catalogue of a language."""
    with (LOCALE / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


def texts(message: Message) -> Iterator[tuple[str, str]]:
    """Each text of a message with what it is in the other language; of a plural the last form serves all numbers."""
    original = message.id if isinstance(message.id, str) else message.id[-1]
    for other in (message.string,) if isinstance(message.string, str) else message.string or ():
        yield original, other


@pytest.fixture(scope="module", params=[file.stem for file in FILES])
def spoken(request: pytest.FixtureRequest) -> Catalog:
    """A language that the program speaks beside English."""
    return catalogue(request.param)


def test_chinese_is_one_of_them() -> None:
    assert "zh_CN" in {file.stem for file in FILES}


def test_every_text_is_translated(spoken: Catalog) -> None:
    open_ones = [
        message.id
        for message in collect()
        if message.id and not ((found := spoken.get(message.id)) and all(other for _text, other in texts(found)))
    ]
    assert open_ones == []


def test_the_places_to_be_filled_in_are_the_same(spoken: Catalog) -> None:
    different = [
        (original, other)
        for message in spoken
        if message.id
        for original, other in texts(message)
        if set(PLACES.findall(original)) != set(PLACES.findall(other))
    ]
    assert different == []


def test_no_text_of_the_catalogue_is_left_over(spoken: Catalog) -> None:
    known = collect()
    assert [message.id for message in spoken if message.id and known.get(message.id) is None] == []
