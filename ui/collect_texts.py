"""Collect every text that a person reads into `resources/locale/*.po`; run by `python dev.py texts [LANGUAGE …]`."""

import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PROTOCOL_TEXTS = ("label", "text")
PROTOCOL_WORDS = ("descriptors", "global_descriptors", "causality_levels")

Text = str | tuple[str, ...]


def python_texts(file: Path) -> Iterator[Text]:
    """Yield the arguments of `_`, `N_` and `ngettext`."""
    with file.open("rb") as stream:
        for _line, message, _comments, _context in extract("python", stream, keywords=KEYWORDS):
            yield message


def form_texts(file: Path) -> Iterator[Text]:
    """Yield what a Designer form shows, without the texts that Designer marks as not translatable."""
    for string in ElementTree.parse(file).iter("string"):
        if string.text and string.text.strip() and string.get("notr") != "true":
            yield string.text


def protocol_texts(file: Path) -> Iterator[Text]:
    """Yield the labels and criteria of a protocol, and the words that it has for grades."""

    def words(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from words(part)

    def found(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (text for key, text in value.items() if key in PROTOCOL_TEXTS and isinstance(text, str))
            yield from (text for key in PROTOCOL_WORDS for text in words(value.get(key)))
            value = list(value.values())
        if isinstance(value, list):
            for part in value:
                yield from found(part)

    yield from found(tomllib.loads(file.read_text(encoding="utf-8")))


def collect(root: Path = ROOT) -> Catalog:
    """Read all sources into one catalogue without translations."""
    catalogue = Catalog()
    sources = (
        (python_texts, sorted((root / "ucmsc_desktop").rglob("*.py"))),
        (form_texts, sorted((root / "ui").glob("*.ui"))),
        (protocol_texts, sorted((root / "resources" / "study").glob("*.toml"))),
    )
    for texts, files in sources:
        for file in files:
            name = file.relative_to(root).as_posix()
            if not name.startswith("ucmsc_desktop/forms/"):  # compiled from ui/
                for text in texts(file):
                    catalogue.add(text, locations=[(name, 0)])
    return catalogue


def update(language: str, template: Catalog, locale: Path = LOCALE) -> int:
    """Merge the texts into a language's file, which is made if need be, and answer how many lack a translation."""
    file = locale / f"{language}.po"
    if file.exists():
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
    else:
        catalogue = new_language(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    locale.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalogue, width=120, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    return sum(1 for message in catalogue if message.id and not is_translated(message))


def new_language(language: str) -> Catalog:
    """Begin a language without any translation."""
    header = f"# {language} texts of UCMSC Desktop, under the licence of the program."
    return Catalog(
        locale=language,
        project="UCMSC Desktop",
        header_comment=header,
        msgid_bugs_address="none",
        last_translator="none",
        language_team=language,
        fuzzy=False,
    )


def is_translated(message: Message) -> bool:
    """Whether every form of a text has a translation that a translator has confirmed."""
    forms = (message.string,) if isinstance(message.string, str) else (message.string or ("",))
    return all(forms) and not message.fuzzy


def is_language(code: str) -> bool:
    """Whether Babel knows the code of a language."""
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def main(languages: list[str]) -> None:
    """Update the languages named, or all that there are."""
    unknown = [language for language in languages if not is_language(language)]
    if unknown:
        sys.exit(f"{unknown[0]} is no code of a language; write, for example, zh_CN or de.")
    template = collect()
    for language in languages or sorted(file.stem for file in LOCALE.glob("*.po")):
        missing = update(language, template)
        print(f"{language}: {len(template)} texts, {missing} without a translation")
    if not languages and not any(LOCALE.glob("*.po")):
        print(f"{len(template)} texts; no language yet: python dev.py texts zh_CN makes one")


if __name__ == "__main__":
    main(sys.argv[1:])
