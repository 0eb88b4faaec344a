"""Any sequence of saves, signatures and deviations: nothing stands that its steps, or a deviation, do not carry."""

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.domain.build import STAMP
from tests.domain.candidates import DAY
from tests.domain.ordered import CONSENT, LATER, PERSON, at, baseline, deviation, facts, infusion, kept, verdict
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Kept, Key, Signature, State
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.deviations import Step, approval
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.order import unmet
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.zung import Sas

PROTOCOL = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))
SCREENING, LAB, W0, DOSE = at("SCREENING"), at("LAB"), at("PASI", "W0"), at("INFUSION", "W0")


class OrderMachine(RuleBasedStateMachine):
    """A participant as the ledger keeps them: what is saved again loses its signatures."""

    def __init__(self) -> None:
        super().__init__()
        self.there: dict[Key, Kept[Record]] = {}
        self.opened: set[Step] = set()

    @initialize(entered=st.booleans())
    def begin(self, *, entered: bool) -> None:
        self.there = {at("DM"): kept(PERSON)}
        if entered:
            self.there |= {at(record.form): kept(record) for record in (CONSENT, *facts())}

    def save(self, key: Key, record: Record, *meanings: Meaning) -> bool:
        standing = list(self.there.values())
        if unmet(standing, PROTOCOL, key, record, signing=Meaning.APPROVAL in meanings):
            return False
        self.there[key] = kept(record, key, *meanings)
        return True

    @rule(withdrawn=st.booleans())
    def consent(self, *, withdrawn: bool) -> None:
        self.save(at("CONSENT"), msgspec.structs.replace(CONSENT, withdrawn_on=LATER if withdrawn else None))

    @rule(raw=st.sampled_from([30, 60]))
    def procedures(self, raw: int) -> None:
        for record in facts():
            key = at(record.form)
            stood = key in self.there
            told = Sas(answered_on=DAY, entered_raw=raw).derived() if record.form == "SAS" else record
            if self.save(key, told) and key == LAB and not stood:
                assert at("CONSENT") in self.there or Step.CONSENT in self.opened

    @rule(meaning=st.sampled_from([None, Meaning.AUTHOR, Meaning.APPROVAL]))
    def decide(self, meaning: Meaning | None) -> None:
        found = verdict(PROTOCOL, list(self.there.values()))
        assert self.save(SCREENING, found, *([meaning] if meaning else []))

    @rule()
    def approve(self) -> None:
        if SCREENING in self.there:
            signature = Signature(STAMP, Meaning.APPROVAL, holds=True)
            self.there[SCREENING] = msgspec.structs.replace(self.there[SCREENING], signatures=(signature,))

    @rule(step=st.sampled_from(list(Step)), signed=st.booleans())
    def deviate(self, step: Step, *, signed: bool) -> None:
        number = len(self.there)
        meanings = [Meaning.APPROVAL] if signed else [Meaning.REVIEW]
        self.there[at("DEVIATION", "W0", number)] = deviation(step, *meanings, noted_on=LATER, number=number)
        self.opened |= {step} if signed else set()

    @rule(signed=st.booleans())
    def assess(self, *, signed: bool) -> None:
        stood = W0 in self.there
        if self.save(W0, baseline(), *([Meaning.AUTHOR] if signed else [])) and not stood:
            assert self.is_carried()

    @rule()
    def infuse(self) -> None:
        stood = DOSE in self.there
        if self.save(DOSE, infusion()) and not stood:
            assert self.is_carried()
            assert Step.BASELINE in self.opened or self.last_pasi_is_signed()

    def is_carried(self) -> bool:
        """Whether a consent that holds and an approved verdict, or signed deviations from both, stand."""
        consent, screening = self.there.get(at("CONSENT")), self.there.get(SCREENING)
        consented = consent is not None and isinstance(consent.record, Consent) and consent.record.withdrawn_on is None
        approved = screening is not None and isinstance(screening.record, Screening) and approval(screening) is not None
        eligible = approved and verdict(PROTOCOL, list(self.there.values())).eligible is True
        return (consented or Step.CONSENT in self.opened) and (eligible or Step.ELIGIBILITY in self.opened)

    def last_pasi_is_signed(self) -> bool:
        last = self.there.get(W0) or self.there.get(at("PASI"))
        return last is not None and last.state is State.SIGNED


TestOrderMachine = OrderMachine.TestCase
TestOrderMachine.settings = settings(max_examples=150, stateful_step_count=20, deadline=None)
