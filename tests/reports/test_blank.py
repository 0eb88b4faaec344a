"""Blank forms: everything that a person has to write has its place, within the paper, in every size."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path as FilePath

import msgspec
import pytest

from tests.reports import factory
from tests.reports.reading import bookmarks, fonts, pages, reader
from ucmsc_desktop import text
from ucmsc_desktop.body.drawing import bare
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.paper_plan import printable_forms
from ucmsc_desktop.domain.shape import Kind, kind_of, shape
from ucmsc_desktop.domain.wording import ANSWERS, ITEMS, Wording
from ucmsc_desktop.reports.blank import blank_pdf
from ucmsc_desktop.reports.blank_bodies import NOT_ON_PAPER
from ucmsc_desktop.reports.blank_form import Unfilled
from ucmsc_desktop.reports.blank_sheet import sheet_of
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.page import Page, Path
from ucmsc_desktop.reports.sheet import Sheet
from ucmsc_desktop.reports.typeset import Typesetter
from ui.compile_forms import catalogue_of

PLAN = factory.protocol()
PRINTABLE = printable_forms(PLAN)
BY_PROGRAM = {"mode", "opened_because", "read_by", "timepoint", "planned_minutes", "protocol_version", "itch_mm"}
SHEETS = [Sheet(paper, points) for paper in ("A4", "Letter") for points in (9, 12)]


def blank(
    forms: Collection[str] | None = None, visits: Collection[str] | None = None, sheet: Sheet = SHEETS[0]
) -> Printout:
    """Blank forms of the shipped protocol."""
    printed = msgspec.structs.replace(factory.PRINTED, sheet=sheet)
    return blank_pdf(PLAN, printed, practice=False, drawing=bare(), forms=forms, visits=visits)


def words(printout: Printout) -> str:
    """All that is written, in one line."""
    return " ".join(" ".join(pages(printout)).split())


def laid_out(form: str, sheet: Sheet, *, annotated: bool = False) -> Flow:
    """One form before it is painted."""
    flow = Flow(sheet)
    sheet_of(flow, Unfilled(PLAN, bare(), annotated=annotated), form, "Week 0", form)
    return flow


@pytest.fixture(scope="module")
def pack() -> Printout:
    """All blank forms."""
    return blank()


@pytest.mark.parametrize("form", PRINTABLE)
def test_every_field_that_a_person_fills_in_stands_on_its_form(form: str) -> None:
    said = words(blank([form]))
    left_out = NOT_ON_PAPER.get(form, frozenset()) | BY_PROGRAM
    asked = [field for field in fields(FORMS[form]).values() if not field.item.derived and field.name not in left_out]
    for field in asked:
        of_pasi = form in ("PASI", "PASI-2") and field.name.startswith(
            ("head_", "upper_", "trunk_", "lower_", "lesion_")
        )
        within = field.name in {rows.field.name for rows in shape(FORMS[form]).rows}
        if not of_pasi and not within and field.name != "checker":
            assert field.label in said
    assert _title(form) in said
    for line in ("Participant, by code", "Completed by", "Signature", "Transcribed into the program by"):
        assert line in said


def _title(form: str) -> str:
    return FORMS[form].title


@pytest.mark.parametrize("form", PRINTABLE)
def test_every_coded_answer_can_be_chosen(form: str) -> None:
    said = words(blank([form]))
    for field in shape(FORMS[form]).fields:
        skipped = field.item.derived or field.name in BY_PROGRAM or field.name.endswith("_area_check")
        if kind_of(field) is Kind.CODE and not skipped:
            assert all(code.label in said for code in field.codes), field.name


@pytest.mark.parametrize(("sheet", "annotated"), list(itertools.product(SHEETS, (False, True))))
def test_nothing_leaves_the_paper_and_no_words_lie_on_others(sheet: Sheet, *, annotated: bool) -> None:
    for form in PRINTABLE:
        flow = laid_out(form, sheet, annotated=annotated)
        for page in flow.pages:
            _inside(page, flow.type)
            _apart(page, flow.type)


def _inside(page: Page, type_: Typesetter) -> None:
    sheet = page.sheet
    for mark in page.words:
        assert mark.x >= sheet.left - 0.01
        assert mark.x + type_.width(mark.text, mark.size, bold=mark.bold) <= sheet.right + 0.5, mark.text
        assert sheet.bottom - 0.01 <= mark.y <= sheet.top
    for drawn in page.shapes:
        if isinstance(drawn, Path):
            assert all(sheet.left - 0.5 <= x <= sheet.right + 0.5 for x, _y in drawn.points)
            assert all(sheet.bottom - 0.5 <= y <= sheet.top + 0.5 for _x, y in drawn.points)


def _apart(page: Page, type_: Typesetter) -> None:
    """Words are compared with those of nearly the same height only."""
    spans = sorted((mark.y, mark.x, mark.x + type_.width(mark.text, mark.size, bold=mark.bold)) for mark in page.words)
    for place, (y, left, right) in enumerate(spans):
        for other, other_left, other_right in spans[place + 1 :]:
            if other - y >= 6:
                break
            assert right <= other_left + 0.5 or other_right <= left + 0.5


def test_a_blank_form_says_what_it_is_and_is_no_draft() -> None:
    pack = blank(visits=["W0"])
    for page in pages(pack)[1:]:
        assert "BLANK – for use when the computer is down" in page
        assert "Participant: ____" in page
        assert "DRAFT" not in page
        assert "not signed" not in page
    assert all(embedded for _name, embedded in fonts(pack))


def test_the_pack_has_every_visit_and_every_form_in_bookmarks_and_contents(pack: Printout) -> None:
    found = list(bookmarks(reader(pack).outline))
    names = [name for _level, name in found]
    listed = "".join(page.extract_text() for page in reader(pack).pages[:2])
    for visit in PLAN.visits:
        assert visit.label in names
        assert visit.label in listed
    assert {_title(form) for form in PRINTABLE} <= set(names)
    assert names.index("By visit") < names.index("By form")


def test_one_visit_and_one_form_are_printed_alone() -> None:
    assert "Week 4" in words(blank(visits=["W4"]))
    assert "Week 2" not in words(blank(visits=["W4"]))
    one = words(blank(["PASI"], ["W4"]))
    assert "Psoriasis area and severity index" in one
    assert "Infusion log" not in one
    assert "Adverse event" in words(blank(["AE"], ["W4"])), "a form that is not planned there can be needed there"
    assert "unplanned-1" in words(blank(visits=["unplanned-1"]))


def test_the_matrix_has_a_box_for_each_grade_of_each_region() -> None:
    flow = laid_out("PASI", SHEETS[0])
    grades = [mark.text for page in flow.pages for mark in page.words if mark.text in "0123456" and not mark.bold]
    assert [grades.count(str(grade)) for grade in range(7)] == [16, 16, 16, 16, 16, 4, 4]


def test_the_body_is_there_to_draw_on() -> None:
    flow = laid_out("PASI", SHEETS[0])
    outlines = [
        s for page in flow.pages for s in page.shapes if isinstance(s, Path) and s.closed and len(s.points) > 50
    ]
    assert len(outlines) == 2
    assert max(y for s in outlines for _x, y in s.points) - min(y for s in outlines for _x, y in s.points) > 300


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_line_for_itch_is_100_mm_long_on_paper(sheet: Sheet) -> None:
    flow = laid_out("GLOBAL", sheet)
    lines = [s for page in flow.pages for s in page.shapes if isinstance(s, Path) and s.width == 0.8]
    lengths = [abs(s.points[1][0] - s.points[0][0]) * sheet.scale / 72 * 25.4 for s in lines]
    assert max(lengths) == pytest.approx(100)


def test_questionnaires_have_no_words_without_a_licence() -> None:
    said = words(blank(["DLQI", "SAS"]))
    assert "only the answers stand here" in said
    wording = Wording(
        questionnaire="DLQI", licence="No. 7", introduction="Over the last week …",
        items={item: f"words of item {item} 第{item}题" for item in ITEMS["DLQI"]},
        answers={answer: f"answer {answer}" for answer in ANSWERS["DLQI"]},
    )  # fmt: skip
    licensed = blank_pdf(
        PLAN, factory.PRINTED, practice=False, drawing=None, forms=["DLQI"], wordings={"DLQI": wording}
    )
    said = words(licensed)
    assert "Over the last week" in said
    assert all(f"words of item {item} 第{item}题" in said for item in ITEMS["DLQI"])
    assert "answer not_relevant" in said
    assert said.index("words of item 7a") < said.index("words of item 8")


def test_the_laboratory_form_has_the_analytes_that_the_protocol_names() -> None:
    named = msgspec.structs.replace(PLAN.eligibility, tumour_panel=("CEA", "SCC antigen"))
    protocol = msgspec.structs.replace(PLAN, eligibility=named)
    printout = blank_pdf(protocol, factory.PRINTED, practice=True, drawing=None, forms=["LAB"])
    said = words(printout)
    assert "SCC antigen" in said
    assert "CEA" in said
    assert "AFP" not in said
    assert "Creatinine" in said


def test_limits_and_levels_are_those_of_the_protocol() -> None:
    limits = msgspec.structs.replace(PLAN.eligibility, pasi_above=Decimal(12))
    safety = msgspec.structs.replace(PLAN.safety, causality_levels=("not related", "related"))
    protocol = msgspec.structs.replace(PLAN, eligibility=limits, safety=safety)
    said = words(blank_pdf(protocol, factory.PRINTED, practice=False, drawing=None, forms=["SCREENING", "AE"]))
    assert "PASI above 12" in said
    assert "not related" in said
    assert "probable" not in said


def test_the_same_print_is_the_same_bytes_and_speaks_the_language_of_the_paper() -> None:
    assert blank(["PASI"]).pdf == blank(["PASI"]).pdf
    with text.speaking("en+zh_CN"):
        printout = blank(["PASI"])
    assert printout.pages >= 2
    assert not printout.unprintable


def test_the_date_of_printing_is_the_only_date_on_it() -> None:
    said = words(blank(["SV"]))
    assert text.date_text(date(2026, 9, 1)) in said
    assert said.count("2026") == 1


def test_two_languages_stand_side_by_side_once(tmp_path: FilePath) -> None:
    words_of = {
        "started": "开始",
        "What happened": "发生的事",
        "Participant, by code": "受试者代码",
        "{number} {answer}": "{number} {answer}",
    }
    compiled = tmp_path / "zh_CN" / "LC_MESSAGES" / "ucmsc.mo"
    compiled.parent.mkdir(parents=True)
    lines = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    lines += [f'msgid "{english}"\nmsgstr "{chinese}"\n' for english, chinese in words_of.items()]
    source = tmp_path / "zh_CN.po"
    source.write_text("\n".join(lines), encoding="utf-8")
    catalogue_of(source)(compiled)
    with text.speaking("en+zh_CN", tmp_path):
        said = words(blank(["INFEVENT"]))
    assert "Participant, by code 受试者代码" in said
    assert "1 started, 2 rate changed" in said
    assert "1 开始, 2 rate changed" in said
    assert said.count("9 left after the observation") == 2


def test_a_character_that_cannot_be_printed_is_told() -> None:
    visits = tuple(msgspec.structs.replace(visit, label=f"{visit.label} 😀") for visit in PLAN.visits)
    protocol = msgspec.structs.replace(PLAN, visits=visits)
    printout = blank_pdf(protocol, factory.PRINTED, practice=False, drawing=None, visits=["W24"])
    assert "[U+1F600]" in words(printout)
    assert printout.unprintable
