"""Questions and code words stand in every language that the program speaks, English first."""

from pathlib import Path

import pytest
from lxml import etree

from ucmsc_desktop import text
from ucmsc_desktop.exchange.odm.words import Words
from ui.compile_forms import catalogue_of

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Sex"\nmsgstr "性别"\n'


def test_words_of_each_catalogue_stand_beside_the_english_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "zh_CN.po"
    source.write_text(CATALOGUE, encoding="utf-8")
    compiled = tmp_path / "locale/zh_CN/LC_MESSAGES/ucmsc.mo"
    compiled.parent.mkdir(parents=True)
    catalogue_of(source)(compiled)
    monkeypatch.setattr(text, "asset", lambda _name: tmp_path / "locale")
    words, parent = Words(), etree.Element("ItemDef")
    for message in ("Sex", "not in the catalogue"):
        words.say(parent, "Question", message)
    words.translate()
    told = [[(said.values()[0], said.text) for said in question] for question in parent]
    assert told == [[("en", "Sex"), ("zh-CN", "性别")], [("en", "not in the catalogue")]]
