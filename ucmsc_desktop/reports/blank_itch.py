"""The blank form beside PASI: the global grade, the line on which itch is marked, and the photograph."""

from __future__ import annotations

from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.blank_form import BlankForm
from ucmsc_desktop.reports.write_in import Ticks
from ucmsc_desktop.text import _

MILLIMETRE = 72 / 25.4
LENGTH_MM = 100
END = 6.0
SCALES = ("itch_cm", "itch_mm")


def itch(blank: BlankForm) -> None:
    """Grade, itch on the protocol's scale and as a mark on a line, photograph and notes."""
    planned = SCALES[0] if blank.of.protocol.assessment.itch_scale.endswith("cm") else SCALES[1]
    scales = SCALES if blank.of.annotated else (planned,)
    blank.rows(map(blank.field, ("assessed_on", "global_grade")))
    _line(blank)
    blank.rows(map(blank.field, scales))
    photo = blank.field("photo")
    blank.ask(photo.label, Ticks((_("yes"), _("no"))), blank.named(photo))
    blank.rows(map(blank.field, ("photo_of", "notes")))


def _line(blank: BlankForm) -> None:
    """A line of 100 mm on paper, whatever the size of the text."""
    flow = blank.flow
    length = LENGTH_MM * MILLIMETRE / flow.sheet.scale
    flow.need(60)
    flow.skip(6)
    flow.say(_("Itch: one mark across the line. Printed at full size it is 100 mm long."), ink=paper.GREY)
    flow.skip(16)
    left, y = flow.sheet.left + 4, flow.y
    flow.page.rule(left, y, left + length, y, 0.8, paper.BLACK)
    for x in (left, left + length):
        flow.page.rule(x, y - END, x, y + END, 0.8, paper.BLACK)
    flow.skip(END + 10)
    high = _("worst itch")
    flow.page.say(left, flow.y, _("no itch"), 9)
    flow.page.say(left + length - flow.type.width(high, 9), flow.y, high, 9)
    flow.skip(8)
