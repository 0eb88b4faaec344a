"""Data that leaves the study: which format, of whom, and every file of it whole or none."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.roles import may_see_identities
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.outbound.archive import archived
from ucmsc_desktop.outbound.closed import closed
from ucmsc_desktop.outbound.identities import write_identities
from ucmsc_desktop.outbound.names import HASHES, IDENTITIES, file_name
from ucmsc_desktop.outbound.progress import Progress, Work, counted, in_language, in_turn
from ucmsc_desktop.outbound.ready import made_ready
from ucmsc_desktop.outbound.staging import settling, staged
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.audit_words import ALL
from ucmsc_desktop.store.errors import NotPermitted
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _


class Format(Code):
    """What data leaves as."""

    CSV = ("csv", N_("Tables (CSV) with dictionary and scripts"))
    ODM = ("odm", N_("CDISC ODM 1.3.2 with audit and signatures"))
    ODM2 = ("odm2", N_("CDISC ODM 2.0"))
    DATASET_JSON = ("dataset-json", N_("SDTM as Dataset-JSON 1.1"))
    INSPECTION = ("inspection", N_("Inspection copy: everything, with hashes"))


class Order(msgspec.Struct, frozen=True):
    """What is asked for. No subjects means all; names and contacts leave only with a reason.

    `bom`: tables begin with the mark by which spreadsheets know UTF-8. `zipped`: one file instead of a folder.
    """

    format: Format
    subjects: tuple[str, ...] = ()
    bom: bool = False
    zipped: bool = False
    identities_reason: str = ""


def refusal(study: Study, order: Order) -> str:
    """Why this cannot leave, in a sentence; empty when it may."""
    known = study.subjects()
    unknown = [code for code in order.subjects if code not in known]
    if unknown:
        return _("There is no participant {code} in this study.").format(code=unknown[0])
    if order.identities_reason and not may_see_identities(study.account.roles):
        return _("Your role does not see names. Nothing was exported.")
    return closed(study, order.subjects or known)


def name(study: Study, order: Order) -> str:
    """The name of folder or file that is proposed."""
    stem = f"{file_name(study.protocol.study.code)}-{order.format}-{study.clock():%Y%m%d-%H%M}"
    return f"{stem}.zip" if order.zipped else stem


def export(study: Study, order: Order, target: Path) -> Generator[Progress, None, tuple[str, ...]]:
    """Write into the folder, or the zip file, `target`, and note it in the trail; the answer names the files.

    Raises NotPermitted for what `refusal` says, NotWritten for what the disk refuses; then nothing was left there.
    """
    why = refusal(study, order) or _misplaced(study, order, target)
    if why:
        raise NotPermitted(why)
    return _export(study, order, target)


def _misplaced(study: Study, order: Order, target: Path) -> str:
    if target.resolve().is_relative_to(study.folder.resolve()):
        return _("{place} lies in the study's own folder. Choose another place. Nothing was exported.").format(
            place=target
        )
    if order.format is Format.INSPECTION and not order.zipped and (target / HASHES).exists():
        return _(
            "{place} holds an inspection copy already, and two would be mixed. Choose an empty folder. "
            "Nothing was exported."
        ).format(place=target)
    if not order.identities_reason and (target / IDENTITIES).exists():
        return _(
            "{place} holds names of an earlier export ({file}). Choose another folder. Nothing was exported."
        ).format(place=target, file=IDENTITIES)
    return ""


def _export(study: Study, order: Order, target: Path) -> Generator[Progress, None, tuple[str, ...]]:
    if order.format is Format.INSPECTION:
        for _part in made_ready():
            yield Progress(0, 1)
    # In the order of the study, as what was taken over leaves again.
    subjects = tuple(code for code in study.subjects() if not order.subjects or code in order.subjects)
    head = leaving.header(study, subjects)

    def note() -> None:
        _note(study, order, target)

    place = target.parent if order.zipped else target
    with staged(place, note, settled=True) as stage:
        folder = stage / target.stem if order.zipped else stage
        folder.mkdir(exist_ok=True)
        if order.identities_reason:
            write_identities(folder, study.identities(), subjects, bom=order.bom)
        some = 1 + len(subjects) // 10
        ending = archived(folder, stage / target.name, head) if order.zipped else settling(folder)
        work = in_turn(_works(study, order, subjects, head, folder), (some, ending))
        names = yield from in_language(text.ENGLISH, work)
    return names


def _works(
    study: Study, order: Order, subjects: Sequence[str], head: Header, folder: Path
) -> Sequence[tuple[int, Work]]:
    """The works that write the files, and how many steps each of them is."""
    if order.format is Format.INSPECTION:
        from ucmsc_desktop.outbound.inspection import inspection  # late: it brings all writers

        return inspection(study, subjects, head, folder, bom=order.bom)
    write = writer(study, order.format, subjects, head, bom=order.bom)
    return [(len(subjects), counted(write(folder), len(subjects)))]


def writer(
    study: Study, format_: Format, subjects: Sequence[str], head: Header, *, bom: bool
) -> Callable[[Path], Iterator[int]]:
    """What writes a format into a folder, participant by participant. Brings in no other format's modules."""
    match format_:
        case Format.CSV:
            from ucmsc_desktop.exchange.csv_forms import write_csv

            return lambda folder: write_csv(
                folder, head, leaving.participants(study, subjects), leaving.study_records(study), bom=bom
            )
        case Format.ODM:
            from ucmsc_desktop.exchange.odm.writer import write_odm

            return lambda folder: write_odm(folder, head, leaving.stories(study, subjects))
        case Format.ODM2:
            from ucmsc_desktop.exchange.odm2.writer import write_odm2

            return lambda folder: write_odm2(folder, head, leaving.stories(study, subjects))
        case Format.DATASET_JSON:
            from ucmsc_desktop.exchange.dataset_json import write_dataset_json

            return lambda folder: write_dataset_json(folder, head, leaving.participants(study, subjects))
        case Format.INSPECTION:
            raise AssertionError("an inspection copy has many writers")


def _note(study: Study, order: Order, target: Path) -> None:
    participants = ", ".join(order.subjects) or ALL
    body = {"what": str(order.format), "file": target.name, "participants": participants}
    if order.identities_reason:
        body |= {"identities": "yes", "reason": order.identities_reason}
    study.log("export", body=body)
