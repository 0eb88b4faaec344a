"""The PASI form as a matrix: four regions across, area and signs down, region scores and the total below."""

from __future__ import annotations

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import entry, fields_table, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.text import _

MATRIX = 240


def pasi_form(flow: Flow, record: PasiAssessment, protocol: Protocol) -> None:
    """One assessment: the matrix, the total when it is complete, body surface area, queries and notes."""
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
    fields_table(flow, record, {"notes"})
    hidden = _("hidden") if protocol.assessment.earlier_scores_hidden else _("shown")
    rule_text(
        flow,
        _("earlier scores are {hidden} while scoring (version {version}).").format(
            hidden=hidden, version=protocol.version
        ),
    )


def _rows(record: PasiAssessment, protocol: Protocol) -> list[list[Cell]]:
    return [
        [_side(_("Area involved")), *(_entry(record, f"{region}_area_pct") for region in Region)],
        [_side(_("Area found by")), *(_entry(record, f"{region}_area_method") for region in Region)],
        [_side(_("Area score, 0–6")), *(_area(record, region) for region in Region)],
        *(_sign_row(record, protocol, sign) for sign in Sign),
        [_side(_("Region score (computed)")), *(_share(record, region) for region in Region)],
    ]


def _side(words: str) -> Cell:
    return Cell(words, ink=paper.GREY)


def _entry(record: PasiAssessment, name: str) -> Cell:
    return entry(record, fields(PasiAssessment)[name])


def _area(record: PasiAssessment, region: Region) -> Cell:
    area = record.area(region)
    return Cell(str(area), bold=True) if area is not None else _entry(record, f"{region}_area")


def _sign_row(record: PasiAssessment, protocol: Protocol, sign: Sign) -> list[Cell]:
    words = protocol.assessment.descriptors.get(str(sign), ())
    return [
        _side(_("{sign}, 0–4").format(sign=_(sign.label))),
        *(_graded(record, region, sign, words) for region in Region),
    ]


def _graded(record: PasiAssessment, region: Region, sign: Sign, words: tuple[str, ...]) -> Cell:
    grade = record.sign(region, sign)
    if grade is None:
        return _entry(record, f"{region}_{sign}")
    return Cell(f"{grade}  {words[grade]}" if words else str(grade), grade=grade)


def _share(record: PasiAssessment, region: Region) -> Cell:
    share = record.region_tenths(region)
    if share is None:
        return Cell(_("none: incomplete"), ink=paper.GREY)
    return Cell(text.tenths_text(share), bold=True)


def _total(flow: Flow, record: PasiAssessment) -> None:
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


def _open_entries(record: PasiAssessment) -> list[str]:
    """The labels of the entries that keep the total open: area scores and signs, region by region."""
    known = fields(PasiAssessment)
    found = []
    for region in Region:
        if record.area(region) is None:
            found.append(known[f"{region}_area"].label)
        found += [known[f"{region}_{sign}"].label for sign in Sign if record.sign(region, sign) is None]
    return found
