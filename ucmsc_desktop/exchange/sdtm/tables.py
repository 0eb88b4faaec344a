"""All datasets, and the rows that a participant adds to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ucmsc_desktop.exchange.sdtm import ae, cm, dm, dv, ec, ie, lb, mh, qs, rs, sv, vs
from ucmsc_desktop.exchange.sdtm.beside import CO, qualifier_row, qualifiers, supplement
from ucmsc_desktop.exchange.sdtm.found import QUALIFIERS, Found, comment, reference
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.variables import Dataset, Row

DOMAINS: tuple[tuple[Dataset, Callable[[Person], Iterable[Found]]], ...] = (
    (dm.DM, dm.rows),
    (sv.SV, sv.rows),
    (cm.CM, cm.rows),
    (ec.EC, ec.collected_rows),
    (ec.EX, ec.exposure_rows),
    (ae.AE, ae.rows),
    (dv.DV, dv.rows),
    (mh.MH, mh.rows),
    (ie.IE, ie.rows),
    (lb.LB, lb.rows),
    (qs.QS, qs.rows),
    (rs.RS, rs.rows),
    (vs.VS, vs.rows),
)


def datasets() -> tuple[Dataset, ...]:
    """Every dataset in the order of the package: domains, comments, supplemental qualifiers."""
    domains = [dataset for dataset, _rows in DOMAINS]
    return (*domains, CO, *supplements())


def supplements() -> tuple[Dataset, ...]:
    """The datasets of supplemental qualifiers, of the domains that have any."""
    return tuple(supplement(dataset.name) for dataset, _rows in DOMAINS if qualifiers(dataset.name))


def tabulated(who: Person) -> Iterator[tuple[str, Row]]:
    """The rows of a participant with the name of their dataset."""
    comments: list[str] = []
    for dataset, rows in DOMAINS:
        name, sequence = dataset.name, dataset.sequence
        own: Row = {"STUDYID": who.study, "DOMAIN": name, "USUBJID": who.usubjid}
        for number, found in enumerate(sorted(rows(who), key=_order(dataset)), 1):
            yield name, {**own, **found.values, **({sequence: number} if sequence else {})}
            tied: Row = {"STUDYID": who.study, "USUBJID": who.usubjid, "IDVAR": sequence, "IDVARVAL": str(number)}
            for qualifier, value in found.beside.items():
                yield QUALIFIERS + name, tied | qualifier_row(name, qualifier, value)
            if found.comment:
                comments.append(found.comment)
                said: Row = {"DOMAIN": CO.name, "COSEQ": len(comments), "RDOMAIN": name, "COVAL": found.comment}
                yield CO.name, tied | said
    for number, (place, words) in enumerate(untied(who, comments), len(comments) + 1):
        alone: Row = {"COSEQ": number, "COREF": place, "COVAL": words}
        yield CO.name, {"STUDYID": who.study, "DOMAIN": CO.name, "USUBJID": who.usubjid, **alone}


def untied(who: Person, tied: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The free texts of forms that gave no row to tie them to, each with its form and visit."""
    left = Counter(tied)
    for kept in who.records:
        for domain in dict.fromkeys(dataset.name for dataset, _rows in DOMAINS):
            words = comment(kept.record, domain)
            if words and not left[words]:
                yield " ".join(filter(None, (kept.key.form, reference(kept)))), words
            left[words] -= bool(left[words])


def _order(dataset: Dataset) -> Callable[[Found], tuple[Any, ...]]:
    """Rows by the key variables; what has no value comes first."""

    def key(found: Found) -> tuple[Any, ...]:
        values = (found.values.get(name) for name in dataset.keys)
        return tuple((value is not None, value if value is not None else "") for value in values)

    return key
