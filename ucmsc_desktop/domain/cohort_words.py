"""The tables of the cohort in words: primary outcome, response by visit, and relapse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.cohort_notes import counted_words, outside_window_words, rate_words, so_far_words
from ucmsc_desktop.domain.cohort_visits import END
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.primary_words import primary_table
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.relapse_table import denominator_words, relapse_table
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.domain.response_by_visit import ResponseAt, response_by_visit, response_in_turn
from ucmsc_desktop.domain.word_table import NOTHING, WordTable
from ucmsc_desktop.text import _


def single_arm_words() -> str:
    """What stands over every picture and table of the cohort."""
    return _("Single arm, no control group: what is shown here is not a treatment effect.")


def cohort_tables(protocol: Protocol, members: Sequence[Member]) -> tuple[WordTable, ...]:
    """Primary outcome, response and relapse of all who were treated."""
    return tuple(table for table in tables_in_turn(protocol, members) if table is not None)


def tables_in_turn(protocol: Protocol, members: Sequence[Member]) -> Iterator[WordTable | None]:
    """The same in small steps, None for a step on the way to a table: a thousand participants take a moment."""
    yield primary_table(protocol, members)
    found = []
    for one in response_in_turn(protocol, members):
        found.append(one)
        yield None
    yield response_table_of(protocol, members, found)
    yield relapse_rates_table(protocol, members)


def response_rates_table(protocol: Protocol, members: Sequence[Member]) -> WordTable:
    """PASI 50, 75, 90 and 100 at every visit, a row for all treated and a row for those observed."""
    return response_table_of(protocol, members, response_by_visit(protocol, members))


def response_table_of(protocol: Protocol, members: Sequence[Member], found: Sequence[ResponseAt]) -> WordTable:
    """The response that was found at every visit, as a table."""
    foreign = any(one.not_planned for one in found)
    treated = [all_treated_words(), _("“Not yet” are still to come to the visit.")]
    if foreign:
        treated.append(_("“No visit” have none such in their plan or earlier record."))
    observed = [_("Observed: only those whose response at the visit is known."), rate_words(protocol)]
    notes = (counted_words(members), " ".join(treated), " ".join(observed))
    heads = [(_("Visit"), 0.13), (_("Patients"), 0.11), *((f"PASI\u00a0{limit}", 0.155) for limit in RESPONSES)]
    heads += [(_("Not yet"), 0.07), *([(_("No visit"), 0.07)] if foreign else [])]
    rows = tuple(row for one in found for row in _response_rows(one, foreign=foreign))
    return WordTable(_("Response"), tuple(heads), rows, notes, cautions=tuple(_cautions(protocol, members, found)))


def _cautions(protocol: Protocol, members: Sequence[Member], found: Sequence[ResponseAt]) -> Iterator[str]:
    primary = f"week:{protocol.visit(protocol.endpoints.primary_visit).week}"
    for one in found:
        if one.at == primary and one.not_reached:
            yield _("Still to come to {visit}: {n}.").format(visit=one.label, n=one.not_reached)
        if one.at == primary and one.not_planned:
            yield _("No {visit} in their plan or earlier record: {n}.").format(visit=one.label, n=one.not_planned)
        if one.at == END and one.not_reached:
            yield so_far_words()
    if outside := outside_window_words(protocol, members):
        yield outside


def all_treated_words() -> str:
    """Whom the rates of all treated count, and how a missing PASI counts."""
    return _("All treated: everybody treated is counted at every visit, and without a PASI there does not respond.")


def relapse_rates_table(protocol: Protocol, members: Sequence[Member]) -> WordTable:
    """Relapse in the treatment period, in follow-up, and altogether."""
    heads = ((_("Period"), 0.35), (_("Relapsed"), 0.35), (_("Not assessed later"), 0.3))
    rows = tuple((one.label, one.rate.words, str(one.unseen)) for one in relapse_table(protocol, members))
    told = [
        _("Relapse: the improvement fell below 50\u00a0% after PASI\u00a050 had been reached."),
        denominator_words(protocol),
        _("Who relapsed in the treatment period is not at risk in follow-up."),
    ]
    notes = (counted_words(members), " ".join(told), rate_words(protocol))
    return WordTable(_("Relapse"), heads, rows, notes)


def _response_rows(one: ResponseAt, *, foreign: bool) -> list[tuple[str, ...]]:
    beside = [str(one.not_reached), *([str(one.not_planned)] if foreign else [])]
    return [
        (one.label, _("all treated"), *(one.all_treated[limit].words for limit in RESPONSES), *beside),
        (
            one.label,
            _("observed"),
            *(one.observed[limit].words for limit in RESPONSES),
            *(NOTHING for _place in beside),
        ),
    ]
