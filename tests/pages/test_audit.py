"""The trail in sentences."""

import msgspec
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.audit import AuditPage
from ucmsc_desktop.pages.audit_words import AuditWords
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
