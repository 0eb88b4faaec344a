"""The file of a licensed wording: what is read, and why another file is refused. All words here are invented."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.wording import ANSWERS, ITEMS
from ucmsc_desktop.exchange.wording_file import LARGEST, WordingRefused, wording_of, wording_of_file


def toml(questionnaire: str = "SAS", **changed: str) -> str:
    """A file of nonsense; keywords replace its first lines."""
    lines = {"questionnaire": f'"{questionnaire}"', "language": '"zz"', "licence": '"None needed"'} | changed
    head = [f"{name} = {value}" for name, value in lines.items() if value]
    items = [f'"{item}" = "Bluba 第{item} garo?"' for item in ITEMS[questionnaire]]
    answers = [f'"{answer}" = "Gomo {answer}"' for answer in ANSWERS[questionnaire]]
    return "\n".join([*head, "[items]", *items, "[answers]", *answers])


@pytest.mark.parametrize("questionnaire", ["SAS", "SDS", "DLQI"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_read_with_or_without_a_byte_order_mark(questionnaire: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_bytes(mark + toml(questionnaire, introduction='"""\nTado\nbelu"""').encode())
    found = wording_of_file(path)
    assert (found.questionnaire, found.language, found.introduction) == (questionnaire, "zz", "Tado\nbelu")
    assert found.items["1"] == "Bluba 第1 garo?"
    assert tuple(found.items) == ITEMS[questionnaire]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (toml().encode("utf-16"), "it is not UTF-8"),
        (toml().encode("gb18030"), "it is not UTF-8"),
        (b"questionnaire: SAS", "it is not TOML"),
        (b"", "not a questionnaire of this trial"),
        (b"\n" * (LARGEST + 1), "it is larger than 256 KiB"),
        (b"a = " + b"[" * 10_000, "it is nested too deeply"),
        (toml().replace('"SAS"', '"PHQ"'), "“PHQ” is not a questionnaire"),
        (toml().replace('"SAS"', "7"), "“questionnaire” is not a text"),
        (toml(licence=""), "does not name a licence"),
        (toml(licence='"  "'), "does not name a licence"),
        (toml(author='"A. Nobody"'), "“author” is not known"),
        (toml().replace('"20" =', '"21" ='), "there are no words for 20; 20 are needed"),
        (toml().replace('"20" = "Bluba 第20 garo?"', '"20" = ""'), "there are no words for 20"),
        (toml() + '\n"5" = "Gomo"', "“5” does not belong"),
        (toml("DLQI").replace('"7a" =', '"7b" ='), "there are no words for 7a; 11 are needed"),
        (toml().replace('"Gomo 1"', "1"), "“answers.1” is not a text"),
        (toml().replace('"Gomo 1"', '"' + "a" * 2001 + '"'), "“answers.1” is longer than 2000 characters"),
        (toml().replace('"Gomo 1"', r'"Go\u0007mo"'), "“answers.1” holds control characters"),
        (toml().split("[items]")[0] + "items = 3\nanswers = 4", "[items] is not a table"),
        ("a=" + "[" * 3000, "it is n"),
    ],
)
def test_another_file_is_refused_in_a_sentence(content: str | bytes, words: str) -> None:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(WordingRefused) as refused:
        wording_of(raw, "words.toml")
    assert str(refused.value).startswith("words.toml is not the wording of a questionnaire: ")
    assert words in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.toml", tmp_path):
        with pytest.raises(WordingRefused, match="could not be read"):
            wording_of_file(path)


@given(st.binary(max_size=200))
def test_no_content_ends_otherwise_than_in_a_sentence(content: bytes) -> None:
    with pytest.raises(WordingRefused):
        wording_of(content, "words.toml")
