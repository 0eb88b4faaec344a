"""PASI on paper: what was seen while scoring, what was changed later, the map, a second rater, the global form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pypdfium2
import pytest

from tests.reports import factory
from tests.reports.reading import pages, printed
from ucmsc_desktop import text
from ucmsc_desktop.body.brush import dab, fill
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.count import percentages
from ucmsc_desktop.body.drawing import drawn
from ucmsc_desktop.body.pack import pack
from ucmsc_desktop.domain.assessments import GlobalAssessment, PhotoRef
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.pasi import AreaMethod, IndependentPasi, PasiAssessment, ScoringMode
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.reports.finish import Printout

ON = date(2026, 3, 2)


def painted() -> PasiAssessment:
    """A complete assessment with a map on chest and knees, and one number that differs from it."""
    chart = load_chart()
    mask = chart.blank()
    fill(chart, mask, chart.sub_region("front.trunk.chest.right"))
    for x, y in ((215, 705), (315, 705), (800, 300), (760, 420), (1000, 480)):
        dab(chart, mask, x, y, 4)
    dab(chart, mask, 215, 290, 1, erase=True)
    dab(chart, mask, 265, 110, 1)
    record = factory.assessment(ON, 3).mapped(pack(chart, mask), percentages(chart, mask))
    record = record.covered(Region.TRUNK, record.map_pct(Region.TRUNK), AreaMethod.MAP)
    return record.confirmed(Region.HEAD).confirmed(Region.LOWER_LIMBS)


def book_of(*records: Record) -> Casebook:
    """A casebook of one visit, all signed."""
    return Casebook(factory.SUBJECT, tuple(factory.kept(record, "W4", ON) for record in records))


def words(printout: Printout) -> str:
    """All that is written, in one line."""
    return " ".join(" ".join(pages(printout)).split())


def form(record: Record) -> str:
    """One form, printed and read back."""
    return words(printed(book_of(record), visit="W4"))


def darkness(printout: Printout) -> float:
    """How much ink lies on a page, on all of them together."""
    images = [page.render(scale=1, grayscale=True).to_numpy() for page in pypdfium2.PdfDocument(printout.pdf)]
    return float(sum((255 - image).sum() / image.size for image in images))


@pytest.mark.parametrize(
    ("mode", "because", "said"),
    [
        (ScoringMode.HIDDEN, None, "Earlier scores while scoring hidden until signed"),
        (ScoringMode.SHOWN, None, "Earlier scores while scoring shown, as the protocol says"),
        (ScoringMode.OPENED, "Transfer letter", "Earlier scores opened because Transfer letter"),
    ],
)
def test_the_form_says_whether_earlier_scores_were_seen(mode: ScoringMode, because: str | None, said: str) -> None:
    found = form(msgspec.structs.replace(factory.assessment(ON, 3), mode=mode, opened_because=because))
    assert said in found
    assert "Protocol: earlier scores" not in found
    assert ("opened because" in found) == (because is not None)


def test_a_form_from_before_tells_the_rule_of_the_protocol() -> None:
    found = form(factory.assessment(ON, 3))
    assert "Protocol: earlier scores are hidden while scoring (version 1)." in found
    assert "Earlier scores while scoring" not in found
    assert "Area on the map" not in found


def test_a_change_after_the_reveal_is_marked_and_the_sealed_total_stays() -> None:
    first = msgspec.structs.replace(factory.assessment(ON, 3), mode=ScoringMode.HIDDEN)
    later = msgspec.structs.replace(first, trunk_erythema=1).succeeding(first, signed=True)
    book = book_of(later)
    assert "Changed after earlier scores were shown." in words(printed(book, visit="W4"))
    assert "first signed" not in words(printed(book, visit="W4"))
    sealed = msgspec.structs.replace(book, sealed={book.records[0].key.record_id: first})
    found = words(printed(sealed, visit="W4"))
    assert "PASI as it was first signed: 13.3" in found
    assert "PASI 11.5 of 72.0" in found
    assert "Changed after" not in form(first)


def test_map_percentages_stand_beside_the_numbers_with_the_answers() -> None:
    record = painted()
    found = form(record)
    assert f"Area involved 12 % 20 % {record.trunk_area_pct} % 8 %" in found
    assert "Area found by palms palms painted map palms" in found
    assert f"Area on the map {record.head_map_pct} % – {record.trunk_map_pct} %" in found
    assert "differs from the map by a grade, confirmed" in found


def test_the_map_is_drawn_with_sides_and_views() -> None:
    book = drawn(book_of(painted()))
    found = words(printed(book, visit="W4"))
    for said in ("Lesion map", "FRONT", "BACK", "Hatched: painted as involved."):
        assert said in found
    assert "FRONT R L BACK L R" in found
    bare = {name: msgspec.structs.replace(made, lesions=()) for name, made in book.drawings.items()}
    unpainted = printed(msgspec.structs.replace(book, drawings=bare), visit="W4")
    assert darkness(printed(book, visit="W4")) > darkness(unpainted) * 1.01


def test_the_mark_of_a_print_follows_the_paint() -> None:
    chart = load_chart()
    one, other = chart.blank(), chart.blank()
    dab(chart, one, 265, 60, 1)
    dab(chart, other, 265, 90, 1)
    records = [
        msgspec.structs.replace(factory.assessment(ON, 3), lesion_map=pack(chart, mask)) for mask in (one, other)
    ]
    first, second = (printed(drawn(book_of(record)), visit="W4") for record in records)
    assert first.digest != second.digest
    assert first.pdf == printed(drawn(book_of(records[0])), visit="W4").pdf


@pytest.mark.parametrize("kept", [LesionMap("a later chart", b"\x00"), LesionMap(load_chart().version, b"\xff\x00")])
def test_a_map_that_cannot_be_drawn_is_said(kept: LesionMap) -> None:
    record = msgspec.structs.replace(factory.assessment(ON, 3), lesion_map=kept)
    found = words(printed(drawn(book_of(record)), visit="W4"))
    assert "The map was painted and is not drawn on this print." in found
    assert "FRONT" not in found


def test_a_second_rater_has_a_form_of_their_own() -> None:
    values = msgspec.structs.asdict(factory.assessment(ON, 2))
    second = IndependentPasi(**values)
    found = words(printed(book_of(factory.assessment(ON, 3), second), visit="W4"))
    assert "Psoriasis area and severity index, second rater form PASI-2" in found
    assert "A second, independent rating of this visit." in found
    assert found.count("of 72.0") == 2


def test_an_incomplete_second_rating_has_no_total() -> None:
    values = msgspec.structs.asdict(factory.assessment(ON, 2)) | {"head_area_pct": None, "head_area": None}
    found = form(IndependentPasi(**values))
    assert "of 72.0" not in found
    assert "PASI: no total, entries are missing: Head and neck, area score." in found


def test_the_global_form_has_words_a_scale_and_never_the_picture() -> None:
    photo = PhotoRef("ab12" * 16, 48213, 1600, 1200)
    record = GlobalAssessment(
        assessed_on=ON, global_grade=3, itch_cm=Decimal("6.5"), photo=photo, photo_of="左肘 left elbow", notes="calm"
    )
    printout = printed(book_of(record), visit="W4")
    found = words(printout)
    for said in ("3 moderate", "6.5 cm", "ab12" * 16, "48213 bytes", "1600 pixels", "1200 pixels", "左肘 left elbow"):
        assert said in found
    assert "itch scale 0-10 cm" in found
    assert "mm" not in found
    assert b"/Image" not in printout.pdf.replace(b"/ImageB", b"").replace(b"/ImageC", b"").replace(b"/ImageI", b"")


def test_itch_on_the_other_scale_is_printed_as_it_was_marked() -> None:
    assert "65 mm" in form(GlobalAssessment(assessed_on=ON, itch_mm=65))
    assert "Physician's global assessment (PGA, IGA) –" in form(GlobalAssessment(assessed_on=ON))


def test_the_words_of_the_grades_are_those_of_the_paper() -> None:
    assessment = factory.protocol().assessment
    told = [word for signs in assessment.descriptors.values() for word in signs] + [*assessment.global_descriptors]
    record = factory.assessment(ON, 3)
    with text.speaking("zh_CN"):
        chinese = form(record) + form(GlobalAssessment(assessed_on=ON, global_grade=3))
        assert all(text._(word) != word for word in told)
        assert text._(assessment.descriptors["erythema"][3]) in chinese
        assert text._(assessment.global_descriptors[3]) in chinese
    assert not [word for word in assessment.descriptors["erythema"] if word in chinese]
