"""What tables of the cohort say below their titles: the interval, who is counted, and why there is no per cent."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop import text
from ucmsc_desktop.domain.cohort import chooser
from ucmsc_desktop.domain.cohort_visits import treated
from ucmsc_desktop.domain.course import treatment_end_day
from ucmsc_desktop.domain.figures.shared import has_two_on_a_day, named
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import FEWEST
from ucmsc_desktop.domain.trajectory_words import outside_words
from ucmsc_desktop.text import _, ngettext


def confidence_words(protocol: Protocol) -> str:
    """The confidence of intervals, such as `95 %`."""
    return text.quantity(protocol.analysis.confidence_pct, "%")


def rate_words(protocol: Protocol) -> str:
    """How the brackets beside a rate are to be read."""
    return _("In brackets: exact {pct} interval in\u00a0% (Clopper-Pearson).").format(pct=confidence_words(protocol))


def so_far_words() -> str:
    """What the end of treatment is for those who have not come to it."""
    return _("For those still in treatment, the end of treatment is their last PASI so far.")


def outside_window_words(protocol: Protocol, members: Sequence[Member]) -> str:
    """Whose primary PASI counts although its day lies outside the window of the visit; empty for nobody."""
    choose, at = chooser(protocol, "primary"), protocol.endpoints.primary_visit
    found, end, is_beyond = [], treatment_end_day(protocol), False
    for member in members:
        point = choose(member.course)
        if point is not None and (words := outside_words(protocol, point)):
            found.append(_("{code} ({words})").format(code=member.subject, words=words))
            is_beyond = is_beyond or point.day > end
    if not found:
        return ""
    sentence = _("Counted at {visit} although outside its window: {who}.")
    told = sentence.format(visit=protocol.visit_name(at), who=named(found))
    beyond = _("The end of treatment has no PASI after day {day}.").format(day=text.number_text(end))
    return f"{told} {beyond}" if is_beyond else told


def counted_words(members: Sequence[Member]) -> str:
    """Who is counted, and that few are counted without a per cent."""
    n, taken_over = len(treated(members)), sum(member.taken_over for member in members)
    sentences = [ngettext("{n} treated participant.", "{n} treated participants.", n).format(n=n)]
    if taken_over:
        sentences.append(_("From an earlier record: {n}.").format(n=taken_over))
    if untreated := len(members) - n:
        sentences.append(_("Observed without cells being given, no part of all treated: {n}.").format(n=untreated))
    if twice := [member.subject for member in members if has_two_on_a_day(member.course)]:
        sentences.append(
            _("Where one of two PASI on one day is wanted, that of the later visit counts: {who}.").format(
                who=named(twice)
            )
        )
    if len(members) < FEWEST:
        sentences.append(
            _("Of fewer than {fewest} only counts are shown: no per cent, no mean, no median.").format(fewest=FEWEST)
        )
    return " ".join(sentences)
