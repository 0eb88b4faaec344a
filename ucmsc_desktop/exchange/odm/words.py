"""Texts of the metadata in every language that the program speaks: English first, then each catalogue's own words."""

from __future__ import annotations

from lxml import etree

from ucmsc_desktop import text
from ucmsc_desktop.exchange.odm.armour import armoured

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Words:
    """What was said in English so far and waits for its translations: a language is spoken once for all of them."""

    def __init__(self) -> None:
        self._said: list[tuple[etree._Element, str]] = []

    def say(self, parent: etree._Element, name: str, message: str) -> None:
        """Put a text into an element of its own."""
        holder = etree.SubElement(parent, name)
        etree.SubElement(holder, "TranslatedText", {_LANGUAGE: text.ENGLISH}).text = armoured(message)
        self._said.append((holder, message))

    def translate(self) -> None:
        """Add the words of the other languages beside the English ones."""
        for language in text.languages():
            if language == text.ENGLISH:
                continue
            with text.speaking(language):
                for holder, message in self._said:
                    other = text._(message)
                    if other != message:
                        added = etree.SubElement(holder, "TranslatedText", {_LANGUAGE: language.replace("_", "-")})
                        added.text = armoured(other)
