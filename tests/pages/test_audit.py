"""The trail in sentences."""

from collections.abc import Callable

import msgspec
from pytestqt.qtbot import QtBot

from tests.store.helpers import assessment, regraded
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.audit import AuditPage
from ucmsc_desktop.store.audit_words import AuditWords
from ucmsc_desktop.store.ledger import Kind
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study


def sentences(page: AuditPage, count: int) -> list[str]:
    """The newest sentences."""
    return [page.model.index(row, 2).data() for row in range(count)]


def test_a_change_says_from_what_to_what_and_why(qtbot: QtBot, study: Study) -> None:
    key = Key("P-012", "W12", "PASI")
    kept = study.find(key)
    assert kept is not None
    changed = msgspec.structs.replace(kept.record, notes="looked again")
    again = msgspec.structs.replace(changed, notes="looked twice")
    study.save(key, changed)
    study.save(key, again, reasons={"notes": "Typing mistake"}, sign=Signing(Meaning.AUTHOR, PRACTICE_PASSWORD))
    study.log("print", subject="P-012", body={"what": "W12", "to": "form.pdf"})
    page = AuditPage(study)
    qtbot.addWidget(page)
    assert sentences(page, 4) == [
        "printed Week 12 of P-012 to form.pdf",
        "signed PASI, Week 12, of P-012: “I recorded these values and they are what I observed.”",
        "changed PASI, Week 12, of P-012: Notes from looked again to looked twice (Typing mistake)",
        "changed PASI, Week 12, of P-012: Notes from blank to looked again",
    ]


def test_scores_of_a_participant_that_is_being_scored_are_not_told(
    qtbot: QtBot, study_as: Callable[[str], Study]
) -> None:
    signed, begun = Key("P-010", "W2", "PASI"), Key("P-010", "W24", "PASI")
    study = study_as("assessor")
    kept = study.find(signed)
    assert kept is not None
    study.save(signed, msgspec.structs.replace(kept.record, notes="worse than before"))
    study.save(begun, assessment())
    study.save(begun, regraded(assessment(), 4), reasons={"trunk_erythema": "mis-tap"})
    page = AuditPage(study)
    qtbot.addWidget(page)
    assert sentences(page, 3) == [
        "changed PASI, Week 24, of P-010: Trunk, redness from 2 to 4 (mis-tap)",
        "saved PASI, Week 24, of P-010",
        "changed PASI, Week 2, of P-010. Earlier scores stay hidden until you sign the PASI of Week 24.",
    ]
    study.open_earlier_scores(begun, "Asked by the sponsor")
    assert AuditWords(study).sentence(study.entries(4)[3]) == (
        "changed PASI, Week 2, of P-010: Notes from blank to worse than before;"
        " Changed after earlier scores were shown from blank to yes"
    )
    assert AuditWords(study).sentence(study.entries(1)[0]) == (
        "opened earlier scores before signing PASI, Week 24, of P-010: Asked by the sponsor"
    )


def test_those_of_others_and_for_others_are_told(study_as: Callable[[str], Study]) -> None:
    key, other = Key("P-003", "W2", "PASI"), Key("P-002", "W2", "PASI")
    study = study_as("assessor")
    for place in (key, other):
        kept = study.find(place)
        assert kept is not None
        study.save(place, msgspec.structs.replace(kept.record, notes="seen"))
    study.keep_draft(Key("P-003", "W24", "PASI"), assessment())
    told = [AuditWords(study).sentence(entry) for entry in study.entries(2)]
    assert told[0].startswith("changed PASI, Week 2, of P-002: Notes from blank to seen")
    assert "stay hidden" in told[1]
    for user in ("monitor", "investigator"):
        study = study_as(user)
        assert "stay hidden" not in "".join(AuditWords(study).sentence(entry) for entry in study.entries(8))


def test_a_discarded_draft_a_pin_and_a_photograph_are_told(study: Study) -> None:
    words = AuditWords(study)
    study.keep_draft(Key("P-009", "W0", "PASI"), assessment())
    study.discard_draft(Key("P-009", "W0", "PASI"))
    assert words.sentence(study.entries(1)[0]) == "discarded the draft of PASI, Week 0, of P-009: 17 entries"
    study.set_pin(PRACTICE_PASSWORD, "380517")
    assert words.sentence(study.entries(1)[0]) == "changed their signing PIN"
    study.clear_pin(PRACTICE_PASSWORD)
    assert words.sentence(study.entries(1)[0]) == "changed their signing PIN"
    sha256 = study.add_photo("Li Wei.jpg", b"picture")
    assert words.sentence(study.entries(1)[0]) == f"kept a photograph: 7\u00a0bytes, SHA-256 {sha256[:12]}"


def test_every_entry_has_a_sentence(qtbot: QtBot, study: Study) -> None:
    page = AuditPage(study)
    qtbot.addWidget(page)
    root = page.model.index(-1, -1)
    while page.model.canFetchMore(root):
        page.model.fetchMore(root)
    count = page.model.rowCount()
    assert page.model.entries[-1].seq == 1
    assert page.ui.count.text() == f"{count} entries"
    assert all(sentences(page, count))
    assert any(
        told.startswith("opened the account of Practice nurse (nurse): Nurse") for told in sentences(page, count)
    )


def test_the_chain_is_checked(qtbot: QtBot, study: Study) -> None:
    page = AuditPage(study)
    qtbot.addWidget(page)
    page.ui.verify_button.click()
    assert page.ui.verified.text().endswith("entries checked: unbroken")
    page._tell(0, ["Entry 3 was changed after it was written."])
    assert page.ui.verified.status == "error"
    assert "Entry 3" in page.ui.faults.text()


def test_every_kind_of_entry_has_its_sentence(study: Study) -> None:
    words, entry = AuditWords(study), study.entries(1)[0]
    statement = msgspec.json.encode({"statement": "so be it"}).decode()
    for kind in Kind:
        told = msgspec.structs.replace(entry, kind=kind.value, subject="P-001", form="PASI", body=statement)
        assert words.sentence(told)


def test_what_is_printed_beside_the_forms_is_named(qtbot: QtBot, study: Study) -> None:
    study.log("print", subject="P-012", body={"what": "safety", "to": "safety.pdf"})
    study.log("print", body={"what": "accountability", "to": "log.pdf"})
    study.log("print", subject="P-012", body={"visit": "W4", "file": "a.pdf"})
    study.log("print", subject="P-012", body={"visit": "", "file": "b.pdf"})
    page = AuditPage(study)
    qtbot.addWidget(page)
    assert sentences(page, 4) == [
        "printed the casebook of P-012 to b.pdf",
        "printed Week 4 of P-012 to a.pdf",
        "printed the accountability log to log.pdf",
        "printed the safety summary of P-012 to safety.pdf",
    ]


def test_one_of_many_records_is_told_from_the_others(study: Study) -> None:
    words = AuditWords(study)
    records = [entry for entry in study.entries(3000) if entry.kind == Kind.RECORD and entry.subject in ("", "P-003")]
    said = {entry.form: words.sentence(entry) for entry in records}
    assert "Number of the bag: UC-" in said["BAG"]
    assert "What happened: " in said["BAGMOVE"]
    assert "What happened: " in said["INFEVENT"]
    assert said["AE"] == "saved Adverse events 1, Week 8, of P-003 (Adverse event: Shivering)"
