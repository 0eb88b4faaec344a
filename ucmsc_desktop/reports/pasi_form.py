"""The PASI form as a matrix: four regions across, area and signs down, region scores and the total below."""

from __future__ import annotations

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiEntries, Sign
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import entry, fields_table, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.lesion_map import lesion_map
from ucmsc_desktop.text import _

MATRIX = 270.0
WHOLE = MATRIX + 70
"""Room in points that a form needs from its name to the end of the matrix."""


def pasi_form(flow: Flow, casebook: Casebook, kept: Kept[PasiEntries], protocol: Protocol) -> None:
    """One assessment: matrix, total when it is complete, body surface area, queries, notes, blinding, lesion map."""
    record = kept.record
    if isinstance(record, IndependentPasi):
        flow.say(_("A second, independent rating of this visit. The PASI of the visit is the first rater's."))
    fields_table(flow, record, {"assessed_on"})
    flow.need(MATRIX)
    heads = [
        Column(
            0.195,
            _("{region}\nweight {weight}").format(region=_(region.label), weight=text.tenths_text(region.weight)),
        )
        for region in Region
    ]
    flow.table([Column(0.22), *heads], _rows(record, protocol), grid=True)
    _total(flow, record)
    queries(flow, record)
    _remarks(flow, record, protocol)
    _amended(flow, casebook, kept)
    if record.lesion_map is not None:
        lesion_map(flow, record.lesion_map, casebook.drawings.get(kept.key.record_id))


def _remarks(flow: Flow, record: PasiEntries, protocol: Protocol) -> None:
    """Notes, and whether earlier scores could be seen; a form from before this was noted tells the protocol's rule."""
    told = [name for name in ("mode", "opened_because") if _is_told(record, name)]
    fields_table(flow, record, {"notes", *told})
    if record.mode is not None:
        return
    hidden = _("hidden") if protocol.assessment.earlier_scores_hidden else _("shown")
    rule_text(
        flow,
        _("earlier scores are {hidden} while scoring (version {version}).").format(
            hidden=hidden, version=protocol.version
        ),
    )


def _amended(flow: Flow, casebook: Casebook, kept: Kept[PasiEntries]) -> None:
    if not kept.record.after_reveal:
        return
    flow.say(_("Changed after earlier scores were shown."), bold=True)
    sealed = casebook.sealed.get(kept.key.record_id)
    total = sealed.tenths() if isinstance(sealed, PasiEntries) else None
    if total is not None:
        flow.say(_("PASI as it was first signed: {total}").format(total=text.tenths_text(total)), bold=True)


def _rows(record: PasiEntries, protocol: Protocol) -> list[list[Cell]]:
    return [
        [_side(_("Area involved")), *(_entry(record, f"{region}_area_pct") for region in Region)],
        [_side(_("Area found by")), *(_entry(record, f"{region}_area_method") for region in Region)],
        *_given(record, _("Area on the map"), "map_pct"),
        *_given(record, _("Asked about, answer"), "area_check"),
        [_side(_("Area score, 0–6")), *(_area(record, region) for region in Region)],
        *(_sign_row(record, protocol, sign) for sign in Sign),
        [_side(_("Region score (computed)")), *(_share(record, region) for region in Region)],
    ]


def _given(record: PasiEntries, label: str, part: str) -> list[list[Cell]]:
    """A row that stands on the form only when one of its four entries was given."""
    names = [f"{region}_{part}" for region in Region]
    if not any(_is_told(record, name) for name in names):
        return []
    return [[_side(label), *(_optional(record, name) for name in names)]]


def _optional(record: PasiEntries, name: str) -> Cell:
    return _entry(record, name) if _is_told(record, name) else Cell("–", ink=paper.GREY)


def _is_told(record: PasiEntries, name: str) -> bool:
    """Whether an optional entry was given, or why it is missing."""
    return getattr(record, name) is not None or name in record.missing


def _side(words: str) -> Cell:
    return Cell(words, ink=paper.GREY)


def _entry(record: PasiEntries, name: str) -> Cell:
    return entry(record, fields(type(record))[name])


def _area(record: PasiEntries, region: Region) -> Cell:
    area = record.area(region)
    return Cell(str(area), bold=True) if area is not None else _entry(record, f"{region}_area")


def _sign_row(record: PasiEntries, protocol: Protocol, sign: Sign) -> list[Cell]:
    words = protocol.assessment.descriptors.get(str(sign), ())
    return [
        _side(_("{sign}, 0–4").format(sign=_(sign.label))),
        *(_graded(record, region, sign, words) for region in Region),
    ]


def _graded(record: PasiEntries, region: Region, sign: Sign, words: tuple[str, ...]) -> Cell:
    grade = record.sign(region, sign)
    if grade is None:
        return _entry(record, f"{region}_{sign}")
    return Cell(f"{grade}  {_(words[grade])}" if words else str(grade), grade=grade)


def _share(record: PasiEntries, region: Region) -> Cell:
    share = record.region_tenths(region)
    if share is None:
        return Cell(_("none: incomplete"), ink=paper.GREY)
    return Cell(text.tenths_text(share), bold=True)


def _total(flow: Flow, record: PasiEntries) -> None:
    total, bsa = record.tenths(), record.bsa_pct()
    if total is None:
        lacking = _(", ").join(_open_entries(record))
        flow.say(_("PASI: no total, entries are missing: {fields}.").format(fields=lacking), size=11, bold=True)
    else:
        flow.say(_("PASI {total} of 72.0").format(total=text.tenths_text(total)), size=14, bold=True)
        rule = _(
            "The sum over the regions of weight × (redness + thickness + scaling) × area score "
            "(Fredriksson and Pettersson 1978)."
        )
        flow.say(rule, ink=paper.GREY)
    words = _("not known, an area in % is missing") if bsa is None else text.quantity(bsa.normalize(), "%")
    flow.say(_("Body surface area involved: {bsa} (one palm counts as 1 %)").format(bsa=words))


def _open_entries(record: PasiEntries) -> list[str]:
    """The labels of the entries that keep the total open: area scores and signs, region by region."""
    known = fields(type(record))
    found = []
    for region in Region:
        if record.area(region) is None:
            found.append(known[f"{region}_area"].label)
        found += [known[f"{region}_{sign}"].label for sign in Sign if record.sign(region, sign) is None]
    return found
