"""What an assessor sees once a PASI is sealed: the baseline, the previous visit, the change, and what to look at again.

Nothing here judges the skin. A hint asks about an entry that moved far since the previous visit; how far is our choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.course import Course, Point, course, first_infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment, PasiEntries, Sign
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.response import RESPONSES, improvement_pct, responds
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.trajectory import why_no_lines
from ucmsc_desktop.text import _

AREA_STEP = 2
"""An area score that moved so far since the previous visit, or farther, is asked about."""
SIGN_STEP = 2
"""A sign that moved so far since the previous visit, or farther, is asked about."""


class Reveal(msgspec.Struct, frozen=True):
    """What stands beside a sealed PASI. Totals are tenths.

    `without` says why change and response are not told, empty when they are; `sealed` is the total under the first
    signature of an assessment that was `changed` after earlier scores were shown.
    """

    tenths: int | None
    baseline: Point | None = None
    previous: Point | None = None
    without: str = ""
    changed: bool = False
    sealed: int | None = None
    hints: tuple[str, ...] = ()

    @property
    def compared_with(self) -> int | None:
        """The baseline against which change is told, None when it is not."""
        return self.baseline.tenths if self.baseline is not None and not self.without else None

    @property
    def improvement_pct(self) -> Fraction | None:
        """The improvement against the baseline in %, exact; negative is worse."""
        return improvement_pct(self.compared_with, self.tenths)

    @property
    def responses(self) -> dict[int, bool | None]:
        """Whether PASI 50, 75, 90 and 100 are reached; None when undefined."""
        return {limit: responds(self.compared_with, self.tenths, limit) for limit in RESPONSES}

    @property
    def since_baseline(self) -> int | None:
        """The change against the baseline in tenths; negative is better."""
        return _difference(self.compared_with, self.tenths)

    @property
    def since_previous(self) -> int | None:
        """The change against the previous visit in tenths; negative is better."""
        return _difference(self.previous.tenths if self.previous else None, self.tenths)


def _difference(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else now - before


def reveal(
    protocol: Protocol,
    records: Sequence[Kept[Record]],
    kept: Kept[PasiEntries],
    sealed: PasiEntries | None = None,
    people: Mapping[str, str] | None = None,
) -> Reveal:
    """What is shown of a participant's records beside one sealed assessment of theirs.

    `sealed` is the assessment as it was first signed, `people` the printed names of users.
    """
    shown = course(protocol, kept.key.subject, records)
    record, before = kept.record, previous(records, kept.key)
    own = _point(shown, kept.key.visit)
    changed = bool(record.after_reveal)
    found = Reveal(
        tenths=record.tenths(),
        baseline=_baseline(shown, records),
        previous=_point(shown, before.key.visit) if before is not None else _taken_over(shown, own),
        without=_without(shown, records, kept, own),
        changed=changed,
        sealed=sealed.tenths() if changed and sealed is not None else None,
    )
    if isinstance(record, IndependentPasi):
        return found
    hints = [*_worse(found)] if own is not None and own.day > 0 else []
    if before is not None:
        hints += [*_moved(protocol, before, record), *_other(protocol, before, kept, people or {})]
    return msgspec.structs.replace(found, hints=tuple(hints))


def _point(shown: Course, visit: str) -> Point | None:
    return next((point for point in shown.points if point.visit == visit and not point.imported), None)


def _baseline(shown: Course, records: Sequence[Kept[Record]]) -> Point | None:
    """The baseline is not settled before the first infusion: until then a later PASI may take its place."""
    point = shown.baseline
    return point if point is not None and (point.imported or first_infusion(records) is not None) else None


def _taken_over(shown: Course, own: Point | None) -> Point | None:
    found = [point for point in shown.points if point.imported and point.tenths is not None]
    return next((point for point in reversed(found) if own is None or point.day < own.day), None)


def _without(shown: Course, records: Sequence[Kept[Record]], kept: Kept[PasiEntries], own: Point | None) -> str:
    if isinstance(kept.record, IndependentPasi):
        return _("A second rating: response is judged on the first rater's PASI.")
    if kept.record.tenths() is None:
        return _("No total, because an entry was not observed: change cannot be told.")
    if own is None:
        return _("The assessment has no date: change cannot be told.")
    baseline = _baseline(shown, records)
    if baseline is None:
        if first_infusion(records) is None:
            return _("No baseline yet: it is the last PASI before the first infusion.")
        return why_no_lines(shown)
    if own is baseline:
        return _("This PASI is the baseline.")
    return _("Taken before the baseline: there is no change to tell.") if own.day <= 0 else why_no_lines(shown)


def previous(records: Sequence[Kept[Record]], key: Key) -> Kept[PasiAssessment] | None:
    """The last complete PASI before a visit, None when there is none; the latest while the visit itself has none."""
    assessed = of_type(records, PasiAssessment)
    own = next((kept for kept in records if kept.key == key), None)
    day = getattr(own.record, "assessed_on", None) if own is not None else None
    place = next((place for place, kept in enumerate(assessed) if kept.key.visit == key.visit), len(assessed))
    earlier = [
        (on, order, kept)
        for order, kept in enumerate(assessed)
        if kept.key.visit != key.visit
        and kept.record.tenths() is not None
        and (on := kept.record.assessed_on) is not None
        and _is_before((on, order), (day, place))
    ]
    return max(earlier, key=lambda found: found[:2])[2] if earlier else None


def _is_before(one: tuple[date, int], other: tuple[date | None, int]) -> bool:
    return other[0] is None or one < (other[0], other[1])


def assessor(kept: Kept[Record]) -> str:
    """The user who assessed: the first who signed as the author, else who saved; a later correction is not theirs."""
    signed = (signature.by.user for signature in kept.signatures if signature.meaning is Meaning.AUTHOR)
    return next(signed, kept.by.user)


def assessor_changed(records: Sequence[Kept[Record]], key: Key, user: str) -> str:
    """The user who assessed the previous visit when it is another than `user`, else empty. It reveals no score."""
    before = previous(records, key)
    other = assessor(before) if before is not None else user
    return other if other != user else ""


def _worse(found: Reveal) -> Iterator[str]:
    before, now = found.baseline.tenths if found.baseline is not None else None, found.tenths
    if before is not None and now is not None and now > before:
        yield _("Worse than at baseline: {before}, now {now}.").format(
            before=text.tenths_text(before), now=text.tenths_text(now)
        )


def _moved(protocol: Protocol, before: Kept[PasiAssessment], record: PasiEntries) -> Iterator[str]:
    for region in Region:
        if steps := ", ".join(_steps(region, before.record, record)):
            yield _("{region} since {visit}: {steps}.").format(
                region=_(region.label), visit=protocol.visit_name(before.key.visit), steps=steps
            )


def _steps(region: Region, before: PasiEntries, now: PasiEntries) -> Iterator[str]:
    """The entries of a region that moved far, each with both values."""
    compared = [(_("area score"), before.area(region), now.area(region), AREA_STEP)]
    compared += [(_(sign.label).lower(), before.sign(region, sign), now.sign(region, sign), SIGN_STEP) for sign in Sign]
    for label, old, new, step in compared:
        if old is not None and new is not None and abs(new - old) >= step:
            yield _("{label} {old} → {new}").format(label=label, old=old, new=new)


def _other(
    protocol: Protocol, before: Kept[PasiAssessment], kept: Kept[PasiEntries], people: Mapping[str, str]
) -> Iterator[str]:
    user = assessor(before)
    if user != assessor(kept):
        yield _("{visit} was scored by another assessor ({person}).").format(
            visit=protocol.visit_name(before.key.visit), person=people.get(user, user)
        )
