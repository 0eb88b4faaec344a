"""Any order of saving, changing, signing, drafting and reopening keeps ledger, heads and history in step."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import ADMIN, ADMIN_PASSWORD, recorded_toml
from tests.store.helpers import assessment, regraded
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.study import Signing, Study

VISITS = st.sampled_from(["W0", "W2"])
GRADES = st.integers(0, 4)
SIGNING = Signing(Meaning.AUTHOR, ADMIN_PASSWORD)


class StudyMachine(RuleBasedStateMachine):
    """A study beside a plain model of what it should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "study"
        self.model: dict[str, list[int]] = {}
        self.signed: dict[str, bool] = {}
        self.drafts: dict[str, int] = {}

    @initialize()
    def make(self) -> None:
        self.study = Study.create(
            self.folder,
            protocol_toml=recorded_toml(),
            user=ADMIN,
            full_name="Ada Min",
            password=ADMIN_PASSWORD,
        )
        self.study.add_participant("P-001", Participant())

    @rule(visit=VISITS, grade=GRADES)
    def save(self, visit: str, grade: int) -> None:
        versions = self.model.setdefault(visit, [])
        self.study.save(Key("P-001", visit, "PASI"), regraded(assessment(), grade), reasons={"trunk_erythema": "why"})
        if not versions or versions[-1] != grade:
            versions.append(grade)
            self.signed[visit] = False
        self.drafts.pop(visit, None)

    @precondition(lambda self: self.model)
    @rule(visit=VISITS)
    def sign(self, visit: str) -> None:
        if visit in self.model:
            self.study.sign(Key("P-001", visit, "PASI"), SIGNING)
            self.signed[visit] = True
            if self.drafts.get(visit) == self.model[visit][-1]:
                self.drafts.pop(visit)

    @rule(visit=VISITS, grade=GRADES)
    def draft(self, visit: str, grade: int) -> None:
        self.study.keep_draft(Key("P-001", visit, "PASI"), regraded(assessment(), grade), "trunk_erythema")
        self.drafts[visit] = grade

    @rule(visit=VISITS)
    def discard(self, visit: str) -> None:
        self.study.discard_draft(Key("P-001", visit, "PASI"))
        self.drafts.pop(visit, None)

    @rule()
    def reopen(self) -> None:
        self.study.close()
        self.study = Study.open(self.folder, ADMIN, ADMIN_PASSWORD)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "study"):
            return
        for visit in ("W0", "W2"):
            key = Key("P-001", visit, "PASI")
            kept = self.study.find(key)
            versions = self.model.get(visit, [])
            assert (kept is None) == (not versions)
            if kept is not None:
                assert isinstance(kept.record, PasiAssessment)
                assert kept.record.trunk_erythema == versions[-1]
                assert kept.changes == len(versions) - 1
                assert (kept.state is State.SIGNED) == self.signed[visit]
                saves = [version for version in self.study.history(key) if version.signature is None]
                assert len(saves) == len(versions)
            draft = self.study.draft(key)
            assert (draft.record.trunk_erythema if draft else None) == self.drafts.get(visit)  # type: ignore[attr-defined]

    def teardown(self) -> None:
        if hasattr(self, "study"):
            assert self.study.verify().faults == ()
            self.study.close()
        shutil.rmtree(self.folder.parent)


TestStudyMachine = StudyMachine.TestCase
TestStudyMachine.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
