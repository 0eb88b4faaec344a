"""What stands in a narrow place in two languages: names of lanes beside a chart, and the foot of a page."""

import msgspec

from tests.reports import factory
from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.reports.casebook import lay_out
from ucmsc_desktop.reports.page import Page
from ucmsc_desktop.reports.paint import Layout
from ucmsc_desktop.reports.sheet import Sheet

BOTH = "en+zh_CN"
LANE, STATUS = "Million cells", "DRAFT – not signed: {forms}"


def laid_out(book: Casebook) -> Layout:
    """The casebook in both languages at the largest size."""
    with text.speaking(BOTH):
        printed = msgspec.structs.replace(factory.PRINTED, language=BOTH, sheet=Sheet(points=12))
        return lay_out(book, factory.protocol(), printed, practice=False)


def foot(page: Page) -> str:
    """The lines on the left of the foot, as one."""
    return "".join(words.text for words in page.words if words.y < 54 and words.x < page.sheet.width / 2)


def in_chinese(words: str, **values: str) -> str:
    """A text in Chinese alone."""
    with text.speaking("zh_CN"):
        return text._(words).format(**values)


def test_no_words_reach_into_the_binder_margin() -> None:
    pages = laid_out(factory.casebook()).pages
    assert any(LANE in words.text for page in pages for words in page.words)
    assert min(words.x for page in pages for words in page.words) >= pages[0].sheet.left
    course = next(page for page in pages if any(LANE in words.text for words in page.words))
    assert any(words.text == in_chinese(LANE) for words in course.words)


def test_the_foot_says_the_status_in_both_languages() -> None:
    unsigned = [msgspec.structs.replace(kept, signatures=()) for kept in factory.casebook().records]
    layout = laid_out(msgspec.structs.replace(factory.casebook(), records=tuple(unsigned)))
    drafts = [page for page in layout.pages if not page.signed]
    assert drafts
    for page in drafts:
        forms = [form.form for form in page.forms if not form.signed]
        told = "".join(foot(page).split())
        assert "".join(STATUS.format(forms=", ".join(dict.fromkeys(forms))).split()) in told
        assert "".join(in_chinese(STATUS, forms=forms[0]).split()) in told
