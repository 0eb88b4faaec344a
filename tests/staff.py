"""People at a study in the enforced order, and a candidate at the edge of a limit, for the tests of store and pages."""

from tests.conftest import ADMIN_PASSWORD
from tests.domain.candidates import DAY
from tests.domain.ordered import CONSENT, PERSON, SUBJECT, at, facts, verdict
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.zung import Sds
from ucmsc_desktop.store.study import Signing, Study

NURSE, NURSE_PASSWORD = "nurse", "nurse-password-1"
PI, PI_PASSWORD = "pi", "investigator-1"
APPROVAL = Signing(Meaning.APPROVAL, ADMIN_PASSWORD)


def staffed(study: Study) -> Study:
    """A study with one participant of whom nothing but the code is known, and three accounts."""
    study.add_account(NURSE, "Nora Nurse", NURSE_PASSWORD, [Role.NURSE, Role.ASSESSOR])
    study.add_account(PI, "Paul Investigator", PI_PASSWORD, [Role.INVESTIGATOR])
    study.add_participant(SUBJECT, PERSON)
    return study


def at_the_edge(study: Study) -> Study:
    """A study with one candidate whose approved verdict hangs on an SDS of 43 raw."""
    study.add_participant(SUBJECT, PERSON)
    study.save(at("CONSENT"), CONSENT)
    for record in facts():
        study.save(at(record.form), record)
    study.save(at("SDS"), Sds(answered_on=DAY, entered_raw=43), reasons={"entered_raw": "added up again"})
    found = verdict(study.protocol, study.records(SUBJECT))
    study.save(at("SCREENING"), found, sign=APPROVAL)
    return study
