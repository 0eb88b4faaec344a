"""The rows of a panel: which analytes are asked, in which order, and what stands beside each result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.effects import effect_words
from ucmsc_desktop.domain.lab.flags import slipped
from ucmsc_desktop.domain.lab.history import Earlier
from ucmsc_desktop.domain.lab.limits import LimitSource, other_unit_words
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, LabResult
from ucmsc_desktop.domain.lab.units import in_first_unit
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.pages.lab_row import Beside
from ucmsc_desktop.text import _, quantity


def asked(panel: LabPanel, source: LimitSource, protocol: Protocol, added: Iterable[str]) -> list[str]:
    """The analytes of the table: those of the criteria, the markers that this study and laboratory use, and added ones.

    The pregnancy test is asked of women, and while the sex is not recorded.
    """
    rows = [code for code, analyte in ANALYTES.items() if not analyte.marker and code != PREGNANCY_TEST]
    if source.participant.sex is not Sex.MALE:
        rows.append(PREGNANCY_TEST)
    markers = [code for code in protocol.eligibility.tumour_panel if code not in rows]
    markers += [code for code, analyte in ANALYTES.items() if analyte.marker and _is_measured(code, panel, source)]
    return list(dict.fromkeys([*rows, *markers, *panel.results, *added]))


def _is_measured(code: str, panel: LabPanel, source: LimitSource) -> bool:
    limits = source.limits(code, panel)
    return limits is not None and limits.confirmed


def usual_unit(code: str, panel: LabPanel, source: LimitSource, earlier: Mapping[str, Earlier]) -> str:
    """The unit in which a value is most likely typed: the laboratory's, else that of the sample before."""
    limits = source.limits(code, panel)
    if limits is not None:
        return limits.unit
    if code in earlier and earlier[code].result.unit:
        return earlier[code].result.unit
    analyte = ANALYTES.get(code)
    return analyte.units[0].name if analyte is not None and analyte.units else ""


def beside(
    code: str,
    panel: LabPanel,
    source: LimitSource,
    protocol: Protocol,
    earlier: Mapping[str, Earlier],
    problems: Iterable[Problem],
) -> Beside:
    """What a row says beside its result."""
    result, before = panel.results.get(code), earlier.get(code)
    problem = next((problem.sentence for problem in problems if problem.field == f"results.{code}"), "")
    given = result or LabResult(unit=usual_unit(code, panel, source, earlier))
    parts = [
        in_first_unit(code, given),
        effect_words(code, given, protocol.eligibility, source.participant.sex),
        _limit_words(code, panel, source),
        _("before: {earlier}").format(earlier=before) if before is not None else "",
    ]
    return Beside(problem=problem, doubt=_doubt(code, result, before), note=" · ".join(filter(None, parts)))


def _limit_words(code: str, panel: LabPanel, source: LimitSource) -> str:
    result = panel.results.get(code)
    if result is None or result.value is None:
        return ""
    if not (result.lln is result.uln is None or result.confirmed):
        return _("limits not confirmed")
    return other_unit_words(result, source.limits(code, panel))


def _doubt(code: str, result: LabResult | None, before: Earlier | None) -> str:
    moved = slipped(code, result, before.result) if result is not None and before is not None else None
    if result is None or moved is None or result.checked:
        return ""
    return _("Is the point in its place? Before: {earlier}. Meant {moved}?").format(
        earlier=before, moved=quantity(moved, result.unit)
    )
