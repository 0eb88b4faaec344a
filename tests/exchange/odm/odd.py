"""A small study whose code, texts and history are such as have broken other programs."""

from datetime import date
from decimal import Decimal

from tests.conftest import ADMIN_PASSWORD
from tests.store.helpers import assessment, regraded
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.product import Bag, Product
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.study import Signing, Study

CODE = "患 P/1 \"<A>'"
ODD = 'O\'Reilly <b> & "quotes"\r\n\tsecond line \x0b\x00 ␛ 患者 \ufffe ' + "x" * 10_000
AUTHOR = Signing(Meaning.AUTHOR, ADMIN_PASSWORD)
REVIEW = Signing(Meaning.REVIEW, ADMIN_PASSWORD)
PASI = Key(CODE, "W0", "PASI")


def fill(study: Study) -> None:
    """Enter one participant with changes and signatures, and records of the study itself."""
    person = Participant(sex=Sex.FEMALE, birth_date=PartialDate("1980-05"), missing={"source": MissingReason.LOST})
    study.import_participants([(CODE, person, [])], "a list")
    study.save(PASI, assessment(), sign=AUTHOR)
    study.save(PASI, regraded(assessment(), 3), reasons={"trunk_erythema": ODD}, sign=AUTHOR)
    study.sign(PASI, REVIEW)
    drug = Key(CODE, "", "CM", 2)
    study.save(drug, Medication(drug=ODD, dose=" 0.50 mg", ongoing=False))
    study.save(
        drug,
        Medication(drug="x", missing={"dose": MissingReason.NOT_KNOWN}),
        reasons={"drug": "a", "dose": "b", "ongoing": "c"},
    )
    _laboratory(study)
    study.save(Key("", "", "LABORATORY", 1), Laboratory(name="Lab 1"), sign=AUTHOR)
    bag = Key("", "", "BAG", 1)
    study.save(bag, Bag(release={"sterility": "none", "": "empty"}))
    study.save(Key("", "", "PRODUCT", 1), Product())
    study.save(bag, Bag(release={"": "full", "new": "x"}), reasons={"release": ODD})
    study.sign(Key("", "", "LABORATORY", 1), REVIEW)


def _laboratory(study: Study) -> None:
    panel, key = LabPanel(sampled_on=date(2026, 3, 2)), Key(CODE, "unplanned <2>", "LAB")
    panel = panel.resulted("ALB", LabResult(value=Decimal("41.0"), unit="g/L")).resulted(
        ODD, LabResult(unit="U", label="own")
    )
    study.save(key, panel)
    changed = panel.resulted(ODD, None).resulted("ALB", LabResult(value=Decimal("41"), unit="g/L"))
    study.save(
        key, changed.resulted("WBC", LabResult(value=Decimal(6), unit="10^9/L")), reasons={"results": "Read again"}
    )
