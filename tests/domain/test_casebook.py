"""Records as they are kept."""

import itertools
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.casebook import Casebook, Key, Signature, State, natural, of_type, state_of
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.roles import Meaning

from .build import STAMP, assessment, kept

PARTS = st.text("PW0/-%a ", max_size=4)
KEYS = st.builds(Key, PARTS, PARTS, PARTS, st.integers(0, 11))


def test_the_name_of_a_record() -> None:
    assert Key("P-003", "W4", "PASI").record_id == "P-003/W4/PASI"
    assert Key("P-003", "W4", "VITALS", 2).record_id == "P-003/W4/VITALS/2"
    assert Key("P-003", "", "DM").record_id == "P-003//DM"
    assert Key("P/3", "W4", "PASI").record_id == "P%2F3/W4/PASI"


@given(KEYS, KEYS)
def test_two_records_never_share_a_name(one: Key, other: Key) -> None:
    assert (one.record_id == other.record_id) is (one == other)


def test_a_record_is_signed_while_a_signature_holds() -> None:
    record = kept(assessment(), "W0")
    assert record.state is State.SAVED
    broken = Signature(STAMP, Meaning.AUTHOR, holds=False)
    assert msgspec.structs.replace(record, signatures=(broken,)).state is State.SAVED
    held = Signature(STAMP, Meaning.REVIEW, holds=True)
    assert msgspec.structs.replace(record, signatures=(held, broken)).state is State.SIGNED


def test_the_least_final_state_counts() -> None:
    saved, signed = kept(assessment(), "W0"), kept(assessment(), "W0", signed=True)
    assert state_of([]) is None
    assert state_of([], drafts=1) is State.DRAFT
    assert state_of([signed], drafts=1) is State.DRAFT
    assert state_of([signed, saved]) is State.SAVED
    assert state_of([signed, signed]) is State.SIGNED


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_records_of_one_form(order: tuple[int, ...]) -> None:
    first, infusion, second = records = (
        kept(assessment(on=date(2026, 3, 2)), "W0"),
        kept(Infusion(), "W0"),
        kept(assessment(on=date(2026, 3, 16)), "W2"),
    )
    book = Casebook("P-001", tuple(records[place] for place in order))
    assert sorted(one.key.visit for one in book.of(PasiAssessment)) == ["W0", "W2"]
    assert book.of(PasiAssessment, "W2") == [second]
    assert book.of(Infusion) == [infusion]
    assert book.of(Infusion, "W2") == []
    assert book.of(VitalSigns) == []
    assert of_type(book.records, PasiAssessment, "W0") == [first]


def test_codes_stand_as_people_count() -> None:
    codes = ["P-10", "P-2", "p-1", "12", "1", "病人3", ""]
    assert sorted(codes, key=natural) == ["", "1", "12", "p-1", "P-2", "P-10", "病人3"]
