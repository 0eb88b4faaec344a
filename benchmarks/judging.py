"""What a verdict costs from the records of a typical candidate, beside writing and reading the same records."""

import statistics
from datetime import UTC, datetime

import msgspec

from benchmarks.measure import timed
from benchmarks.studies import assessment
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Kept, Key, Stamp
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store.practice_facts import practice_facts

NAME = "verdict from the facts / records written and read"
MOST = 0.002
"""Seconds that a verdict may take: it is shown anew at every key press."""
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def lines(rounds: int) -> list[str]:
    """Judge a candidate from kept records so many times."""
    protocol = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))
    kept = _records()
    (screening,) = [each.record for each in kept if isinstance(each.record, Screening)]
    codecs = [(msgspec.json.Decoder(type(each.record)), each.record) for each in kept]
    encoder = msgspec.json.Encoder()

    def ours() -> None:
        judge(facts_of(kept), protocol, screening)

    def floor() -> None:
        for decoder, record in codecs:
            decoder.decode(encoder.encode(record))

    if judge(facts_of(kept), protocol, screening).eligible is not True:
        raise RuntimeError("The candidate is not eligible.")
    times = [(timed(ours), timed(floor)) for _round in range(rounds)]
    mine, least = (statistics.median(each) for each in zip(*times, strict=True))
    verdict = "reached" if mine <= MOST else "NOT reached"
    milliseconds = f"{mine * 1000:9.2f} ms {least * 1000:9.2f} ms"
    return [f"{NAME:<58} {milliseconds} {mine / least:6.2f} x  (at most {MOST * 1000:.0f} ms: {verdict})"]


def _records() -> list[Kept[Record]]:
    answers = dict.fromkeys(("E1", "E2", "E5", "E6", "E10"), Answer.NO)
    screening = Screening(screened_on=START.date(), answers=answers)
    records: list[Record] = [Participant(sex=Sex.FEMALE, birth_date=PartialDate("1985")), screening, assessment(56)]
    records += [record for _days, _visit, record in practice_facts(Sex.FEMALE, "62", 1, START)]
    stamp = Stamp("bench", Role.ASSESSOR, START)
    return [Kept(Key("P-0001", _visit(each), each.form), each, stamp, "") for each in records]


def _visit(record: Record) -> str:
    return "" if isinstance(record, Participant) else "SCR"
