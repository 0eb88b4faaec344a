"""The blank form of PASI: the matrix with a box for each grade, the words of the grades, and the chart to draw on."""

from __future__ import annotations

from ucmsc_desktop import text
from ucmsc_desktop.domain.pasi import HIGHEST_SIGN, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.blank_form import BlankForm
from ucmsc_desktop.reports.lesion_map import draw_map
from ucmsc_desktop.reports.write_grid import Grid, Slot
from ucmsc_desktop.reports.write_in import Comb, Lines
from ucmsc_desktop.text import _

ROOM = 400.0
"""Height of the chart to draw on, where the page is wide enough for it."""
BELOW = 190.0
"""What else stands on the page with the chart: the form's name, and who signs."""
SHARES = (0.14, 0.215, 0.215, 0.215, 0.215)
FOUND_LATER = ("area_check", "map_pct")
"""What the program asks or computes for a region while it is open."""


def pasi(blank: BlankForm) -> None:
    """The day, the matrix, the sum, notes, and the body to draw on."""
    blank.rows([blank.field("assessed_on")])
    heads = [
        Slot(_(region.label), _("weight {weight}").format(weight=text.tenths_text(region.weight)), bold=True)
        for region in Region
    ]
    Grid(blank.flow, SHARES, blank.notes).draw(_matrix(blank), [Slot(), *heads])
    _total(blank)
    _grades(blank)
    blank.rows([blank.field("notes")])
    later = [f"{region}_{part}" for part in FOUND_LATER for region in Region]
    blank.by_program(map(blank.field, (*later, "mode", "opened_because", "after_reveal")))
    if blank.of.drawing is not None:
        high = min(ROOM, blank.flow.sheet.height - BELOW)
        blank.flow.heading(_("Lesion map"), room=high + 40)
        blank.flow.say(_("Draw what is involved. R and L are the participant's right and left."), ink=paper.GREY)
        draw_map(blank.flow, blank.of.drawing, high)


def _matrix(blank: BlankForm) -> list[list[Slot]]:
    rows = [
        _row(blank, _("Area involved"), "area_pct"),
        _row(blank, _("Area found by"), "area_method"),
        _row(blank, _("Area score, 0–6"), "area"),
    ]
    rows += [_row(blank, _("{sign}, 0–4").format(sign=_(sign.label)), str(sign)) for sign in Sign]
    return [*rows, _shares(blank)]


def _row(blank: BlankForm, label: str, part: str) -> list[Slot]:
    asked = [blank.field(f"{region}_{part}") for region in Region]
    return [Slot(label), *(Slot(space=blank.space(field), notes=blank.named(field)) for field in asked)]


def _shares(blank: BlankForm) -> list[Slot]:
    """The sums of each region: weight × signs × area, to be checked against the program."""
    total = blank.field("total_tenths")
    codes = [[f"PASI03{16 + 3 * place + step}" for step in (1, 2, 3)] for place in range(len(Region))]
    noted = [tuple(note for code in own for note in blank.beside(total, code)) for own in codes]
    label = _("Region score: weight × sum of signs × area score")
    return [Slot(label), *(Slot(space=Lines(), notes=notes) for notes in noted)]


def _total(blank: BlankForm) -> None:
    total = Slot(_("PASI, the sum of the region scores"), bold=True)
    bsa = Slot(_("Body surface area involved"), _("one palm counts as 1 %"))
    rows = [
        [total, Slot(space=Comb((2, ".", 1), _("of 72.0")), notes=blank.named(blank.field("total_tenths")))],
        [bsa, Slot(space=Comb((3, ".", 1), "%"), notes=blank.beside(blank.field("total_tenths"), "ABSABSA"))],
    ]
    Grid(blank.flow, (0.4, 0.6), blank.notes).draw(rows)


def _grades(blank: BlankForm) -> None:
    """What the grades mean, in the words of the protocol."""
    words = blank.of.protocol.assessment.descriptors
    rows = [[Slot(_(sign.label)), *(Slot(_(word)) for word in words[str(sign)])] for sign in Sign]
    heads = [Slot(str(grade), bold=True) for grade in range(HIGHEST_SIGN + 1)]
    Grid(blank.flow, (0.15, *[0.17] * 5), blank.notes).draw(rows, [Slot(_("Grade"), bold=True), *heads])
