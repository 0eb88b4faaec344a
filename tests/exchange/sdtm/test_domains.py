"""Who, when and what: participants, visits, infusions, events, criteria, laboratory, vital signs, medicines."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.exchange.sdtm.package import BY, SUBJECT, header, kept, rows, tabulated
from ucmsc_desktop.domain.adverse import Action, AdverseEvent, AeOutcome
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer, Outcome, Screening
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, Timepoint, VitalSigns
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, Qualifier, Quality
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.medication import Medication, Purpose
from ucmsc_desktop.domain.participant import Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.exchange.dataset_json import write_dataset_json

START = datetime(2026, 3, 28, 10, 0, tzinfo=UTC)
GIVEN = Infusion(
    given_on=START.date(), weight_kg=Decimal("68.5"), weighed_on=START.date(), cells_per_kg=Decimal(2_000_000),
    product="cells", lot="L 1", bag="B-1", label_counts=LabelCounts.VIABLE, cells_per_ml=Decimal(2_000_000),
    started_at=START, stopped_at=START + timedelta(minutes=50), volume_given_ml=Decimal("60.5"), line="left arm",
    notes="slow at first",
)  # fmt: skip


def test_a_participant_has_reference_days_age_and_arm(tmp_path: Path) -> None:
    records = [
        kept(Participant(sex=Sex.FEMALE, birth_date=PartialDate("1980-03-29"))),
        kept(Consent(signed_on=date(2026, 3, 21)), "SCR"),
        kept(GIVEN, "W0"),
    ]
    (row,) = rows(tabulated(tmp_path, records), "DM")
    assert (row["RFSTDTC"], row["RFXENDTC"]) == ("2026-03-28T10:00:00+00:00", "2026-03-28T10:50:00+00:00")
    assert (row["AGE"], row["AGEU"], row["SEX"], row["RFICDTC"]) == (45, "YEARS", "F", "2026-03-21")
    assert (row["ACTARMCD"], row.get("ARMNRS"), row["SUBJID"]) == ("UCMSC", None, SUBJECT)


def test_an_age_that_the_birth_date_leaves_open_is_not_given(tmp_path: Path) -> None:
    records = [kept(Participant(birth_date=PartialDate("1980"))), kept(Consent(signed_on=date(2026, 3, 21)), "SCR")]
    (row,) = rows(tabulated(tmp_path, records), "DM")
    assert row["BRTHDTC"] == "1980"
    assert "AGE" not in row


def test_who_fails_screening_has_no_arm_and_the_criterion_stands(tmp_path: Path) -> None:
    screening = Screening(
        screened_on=date(2026, 3, 21), answers={"I1": Answer.NO, "E9": Answer.YES, "E1": Answer.NO},
        outcome=Outcome.FAILED, failure_reason="PASI 6.9", decided_on=date(2026, 3, 21), protocol_version=1,
    )  # fmt: skip
    folder = tabulated(tmp_path, [kept(screening, "SCR")])
    assert rows(folder, "DM")[0]["ARMNRS"] == "SCREEN FAILURE"
    found = {row["IETESTCD"]: row for row in rows(folder, "IE")}
    assert {code: row["IEORRES"] for code, row in found.items()} == {"I1": "N", "E9": "Y"}
    assert found["I1"]["IETEST"] == "Psoriasis vulgaris with PASI above 7 or body surface area above 10 %"
    assert found["E9"]["IECAT"] == "EXCLUSION"


def test_a_missed_visit_says_why(tmp_path: Path) -> None:
    records = [kept(Visit(status=VisitStatus.MISSED, reason="travelling"), "W4"), kept(GIVEN, "W0")]
    found = {row["VISIT"]: row for row in rows(tabulated(tmp_path, records), "SV")}
    assert (found["Week 4"]["SVOCCUR"], found["Week 4"]["SVREASOC"]) == ("N", "travelling")
    assert (found["Week 0"]["SVSTDTC"], found["Week 0"]["SVSTDY"], found["Week 0"]["VISITDY"]) == ("2026-03-28", 1, 1)


def test_an_infusion_is_planned_and_given(tmp_path: Path) -> None:
    folder = tabulated(tmp_path, [kept(GIVEN, "W0")])
    planned, given = rows(folder, "EC")
    assert (planned["ECMOOD"], planned["ECDOSE"], planned["ECSTDTC"]) == ("SCHEDULED", "137000000", "2026-03-28")
    assert (given["ECMOOD"], given["ECDOSE"], given["ECOCCUR"]) == ("PERFORMED", "121000000", "Y")
    (exposure,) = rows(folder, "EX")
    assert (exposure["EXDOSE"], exposure["EXDOSU"], exposure["EXVAMT"]) == ("121000000", "viable cells", "60.5")
    assert exposure["EXENDTC"] == "2026-03-28T10:50:00+00:00"
    beside = {row["QNAM"]: row["QVAL"] for row in rows(folder, "SUPPEC")}
    assert (beside["LINE"], beside["CELLSML"], beside["PARTPCT"]) == ("left arm", "2000000", "88.3")
    assert {row["IDVARVAL"] for row in rows(folder, "SUPPEC")} == {str(given["ECSEQ"])}
    assert [row["COVAL"] for row in rows(folder, "CO")] == ["slow at first"]


def test_an_infusion_of_nothing_is_no_exposure(tmp_path: Path) -> None:
    record = Infusion(given_on=START.date(), product="cells", volume_given_ml=Decimal(0))
    folder = tabulated(tmp_path, [kept(record, "W0")])
    assert [row["ECOCCUR"] for row in rows(folder, "EC")] == ["N"]
    assert rows(folder, "EX") == []
    (person,) = rows(folder, "DM")
    assert person["RFSTDTC"] == START.date().isoformat()
    assert {"RFXSTDTC", "RFXENDTC", "ACTARM", "ACTARMCD"}.isdisjoint(person)


def test_an_event_keeps_what_the_standard_has_no_place_for(tmp_path: Path) -> None:
    event = AdverseEvent(
        term="Fever", onset=PartialDate("2026-03-28"), onset_at=START + timedelta(minutes=5), grade=1, serious=False,
        ctcae_version="5.0", relation="probable", action=Action.SLOWED, outcome=AeOutcome.RECOVERING,
        narrative="x" * 10_000,
    )  # fmt: skip
    other = AdverseEvent(term="头痛", onset=PartialDate("2026-04"), outcome=AeOutcome.FATAL, end=PartialDate("2026-05"))
    folder = tabulated(tmp_path, [kept(GIVEN, "W0"), kept(event), kept(other, number=2)])
    first, second = rows(folder, "AE")
    assert (first["AESTDTC"], first["AESTDY"], first["AESER"]) == ("2026-03-28T10:05:00+00:00", 1, "N")
    assert (first["AEACN"], first["AEREL"], first["AETOXGR"]) == ("DOSE RATE REDUCED", "PROBABLE", "1")
    assert (first["AEENRTPT"], first["AEENTPT"]) == ("ONGOING", BY.at.date().isoformat())
    assert (second["AETERM"], second["AESTDTC"], second.get("AESTDY")) == ("头痛", "2026-04", None)
    assert {row["QNAM"]: row["QVAL"] for row in rows(folder, "SUPPAE") if row["IDVARVAL"] == "1"} == {
        "CTCAEVER": "5.0",
        "ACNORIG": "slowed",
    }
    assert [len(row["COVAL"]) for row in rows(folder, "CO") if row["RDOMAIN"] == "AE"] == [10_000]
    (person,) = rows(folder, "DM")
    assert (person["DTHFL"], person["DTHDTC"]) == ("Y", "2026-05")


def test_a_result_keeps_its_unit_and_gets_that_of_the_protocol(tmp_path: Path) -> None:
    results = {
        "CA": LabResult(value=Decimal("10.02"), unit="mg/dL", lln=Decimal("8.4"), uln=Decimal("10.2"), confirmed=True),
        "AFP": LabResult(value=Decimal("0.10"), qualifier=Qualifier.BELOW, unit="ng/mL", uln=Decimal(7)),
        "HCG": LabResult(quality=Quality.NEGATIVE),
        "我们的": LabResult(value=Decimal(3), unit="U", label="自己的标志物"),
    }
    panel = LabPanel(sampled_on=date(2026, 3, 21), laboratory="Lab", results=results, notes="haemolytic")
    folder = tabulated(tmp_path, [kept(panel, "SCR"), kept(GIVEN, "W0")])
    found = {row["LBTEST"]: row for row in rows(folder, "LB")}
    calcium = found["Calcium"]
    assert (calcium["LBORRES"], calcium["LBORRESU"], calcium["LBORNRHI"]) == ("10.02", "mg/dL", "10.2")
    assert (calcium["LBSTRESN"], calcium["LBSTRESU"], calcium["LBNRIND"]) == ("2.5", "mmol/L", "NORMAL")
    assert (calcium["LBDY"], calcium["LBLOBXFL"], calcium["LBNAM"]) == (-7, "Y", "Lab")
    marker = found["Alpha Fetoprotein"]
    assert (marker["LBORRES"], marker.get("LBSTRESN"), marker["LBNRIND"]) == ("<0.10", None, "NORMAL")
    assert (found["Choriogonadotropin"]["LBORRES"], found["自己的标志物"]["LBORRES"]) == ("NEGATIVE", "3")
    assert found["自己的标志物"]["LBTESTCD"].isascii()
    assert {row["QVAL"] for row in rows(folder, "SUPPLB")} == {"Y", "N"}
    assert [row["COVAL"] for row in rows(folder, "CO") if row["RDOMAIN"] == "LB"] == ["haemolytic"]


def test_vital_signs_have_units_and_time_points(tmp_path: Path) -> None:
    before = VitalSigns(taken_at=START - timedelta(minutes=5), timepoint=Timepoint.BEFORE, temperature=Decimal("36.6"))
    during = VitalSigns(
        taken_at=START + timedelta(minutes=15), timepoint=Timepoint.DURING, planned_minutes=15, systolic=120,
        missing={"temperature": MissingReason.NOT_DONE},
    )  # fmt: skip
    measured = Measurements(measured_on=date(2026, 3, 21), weight_kg=Decimal(70), height_cm=Decimal(175))
    folder = tabulated(
        tmp_path, [kept(measured, "SCR"), kept(GIVEN, "W0"), kept(before, "W0", 1), kept(during, "W0", 2)]
    )
    found = rows(folder, "VS")
    (pressure,) = (row for row in found if row["VSTESTCD"] == "SYSBP")
    assert (pressure["VSORRES"], pressure["VSORRESU"], pressure["VSELTM"]) == ("120", "mmHg", "PT15M")
    assert (pressure["VSTPTREF"], pressure["VSTPTNUM"], pressure["EPOCH"]) == ("START OF INFUSION", 15, "TREATMENT")
    warm, missing = (row for row in found if row["VSTESTCD"] == "TEMP")
    assert (warm["VSLOBXFL"], warm["EPOCH"], warm["VSDY"]) == ("Y", "SCREENING", 1)
    assert (missing["VSSTAT"], missing["VSREASND"]) == ("NOT DONE", "not done")
    weights = [(row["VSDTC"], row["VSORRES"]) for row in found if row["VSTESTCD"] == "WEIGHT"]
    assert weights == [("2026-03-21", "70"), ("2026-03-28", "68.5")]
    assert [row["VSDRVFL"] for row in found if row["VSTESTCD"] == "BMI"] == ["Y"]


def test_medicines_and_earlier_treatments(tmp_path: Path) -> None:
    given = Medication(drug="Cetirizine", purpose=Purpose.PREMEDICATION, dose="10 mg", route="by mouth", given_at=START)
    treated = Therapies(
        any_therapy=True,
        therapies={"1": Therapy(drug="Calcipotriol", therapy_class=TherapyClass.TOPICAL, ongoing=True)},
    )
    folder = tabulated(tmp_path, [kept(given, "W0"), kept(treated, "SCR")])
    medicine, treatment = rows(folder, "CM")
    assert (medicine["CMCAT"], medicine["CMROUTE"], medicine["CMDOSTXT"]) == ("PREMEDICATION", "ORAL", "10 mg")
    assert medicine["CMSTDTC"] == START.isoformat()
    assert (treatment["CMCAT"], treatment["CMSCAT"], treatment["CMENRTPT"]) == (
        "PSORIASIS TREATMENT",
        "TOPICAL",
        "ONGOING",
    )


def test_history_is_answered_yes_no_or_not_at_all(tmp_path: Path) -> None:
    record = MedicalHistory(heart=True, lung=False, missing={"liver": MissingReason.REFUSED}, details="stent 2019")
    folder = tabulated(tmp_path, [kept(record, "SCR")])
    found = {row["MHSPID"]: (row.get("MHOCCUR"), row.get("MHREASND")) for row in rows(folder, "MH")}
    assert found == {"HEART": ("Y", None), "LUNG": ("N", None), "LIVER": (None, "participant refused")}
    assert [row["COVAL"] for row in rows(folder, "CO")] == ["stent 2019"]


def test_a_draft_is_left_out_and_odd_codes_survive(tmp_path: Path) -> None:
    draft = kept(Participant(sex=Sex.MALE))
    odd = "患者/“1” A"
    list(write_dataset_json(tmp_path, header(), [(odd, [type(draft)(draft.key, draft.record, BY, "")])]))
    (row,) = rows(tmp_path, "DM")
    assert (row["SUBJID"], row["USUBJID"], row.get("SEX")) == (odd, f"UCMSC-PSO-{odd}", None)


def test_a_note_of_a_form_without_a_result_is_a_comment_of_its_own(tmp_path: Path) -> None:
    records = [
        kept(LabPanel(missing={"sampled_on": MissingReason.NOT_DONE}, notes="the tube broke"), "W4"),
        kept(
            LabPanel(sampled_on=START.date(), results={"ALT": LabResult(value=Decimal(20), unit="U/L")}, notes="hot"),
            "W6",
        ),
        kept(MedicalHistory(details="asked by telephone"), "SCR"),
    ]
    found = rows(tabulated(tmp_path, records), "CO")
    assert [(row.get("RDOMAIN"), row.get("COREF"), row["COVAL"]) for row in found] == [
        ("LB", None, "hot"),
        (None, "LAB W4-1", "the tube broke"),
        (None, "MEDICAL SCR-1", "asked by telephone"),
    ]
