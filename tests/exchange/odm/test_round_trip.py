"""A record of any form, saved twice with texts that no person would type, comes out of the file as it went in."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.any_record import any_record, texts
from ucmsc_desktop.domain.casebook import Key, Stamp
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import Record, changed, fields
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.shape import rebuild
from ucmsc_desktop.domain.story import Step
from ucmsc_desktop.exchange.odm.armour import armoured, name_of, named, plain
from ucmsc_desktop.exchange.odm.contents import Contents, row_key
from ucmsc_desktop.exchange.odm.nodes import Event, Node, nodes
from ucmsc_desktop.exchange.odm.oids import NAMESPACE, group_place, names
from ucmsc_desktop.exchange.odm.steps import form_data, group_data, moments

BY = Stamp("nurse", Role.NURSE, datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
PIECES = {"ODM": "", "ClinicalData": "ODM"}


@given(texts)
def test_any_text_can_be_held_by_xml(text: str) -> None:
    etree.Element("held", value=armoured(text), key=named(text))
    assert plain(armoured(text)) == text
    assert name_of(named(text)) == text


def written(steps: tuple[Step, ...]) -> list[Node]:
    """What stands in a file of these steps."""
    root = etree.Element("ODM", xmlns=NAMESPACE)
    data = etree.SubElement(root, "ClinicalData")
    for moment in moments(steps):
        data.extend(group_data(moment) if moment[0].key.form in STUDY_FORMS else [form_data(moment)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.xml")
        path.write_bytes(etree.tostring(root, encoding="UTF-8", pretty_print=True))
        return [node for event, node in nodes(path, PIECES, sha256()) if event is Event.WHOLE]


def saves(pieces: list[Node], form: str) -> Iterator[tuple[Record, dict[str, str]]]:
    """Each save with its reasons, from the pieces of a file."""
    called = {rows.group: rows for rows in names(form).rows}
    contents: Contents | None = None
    for groups in grouped(pieces, form):
        contents = Contents(form, contents)
        reasons: dict[str, str] = {}
        for group in groups:
            rows = called.get(group.about["ItemGroupOID"])
            if rows is None:
                for name, item in contents.take(group):
                    reasons[name] = reason_of(item)
                continue
            key = group_place(group.about["ItemGroupRepeatKey"])[1] if form in STUDY_FORMS else row_key(group)
            contents.take_row(group, rows, str(key))
            if any(child.tag == "AuditRecord" for child in group.children):
                reasons[rows.field] = reason_of(group)
        yield rebuild(FORMS[form], contents.values, contents.rows, contents.missing), reasons


def grouped(pieces: list[Node], form: str) -> list[list[Node]]:
    """The groups of each save."""
    if form not in STUDY_FORMS:
        return [[child for child in piece.children if child.tag == "ItemGroupData"] for piece in pieces]
    found: list[list[Node]] = []
    for piece in pieces:
        if piece.about["ItemGroupOID"] == names(form).group:
            found.append([])
        found[-1].append(piece)
    return found


def reason_of(node: Node) -> str:
    """The reason that stands with an item or a row."""
    (audit,) = [child for child in node.children if child.tag == "AuditRecord"]
    (reason,) = [child.text for child in audit.children if child.tag == "ReasonForChange"]
    return plain(reason)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_two_saves_come_back(form: str, data: st.DataObject) -> None:
    before, after = data.draw(any_record(FORMS[form])), data.draw(any_record(FORMS[form]))
    why = {field.name: data.draw(texts) for field in changed(before, after)}
    why |= {
        name: data.draw(texts) for name in data.draw(st.sets(st.sampled_from(sorted(fields(FORMS[form]))), max_size=1))
    }
    key = Key("" if form in STUDY_FORMS else "P-001", "", form, 1)
    steps = (
        Step(key, BY, before),
        Step(key, BY, meaning=Meaning.AUTHOR),
        Step(key, BY, after, before, why),
    )
    first, second = saves(written(steps), form)
    assert first == (before, {})
    assert second == (after, why)
    for name, value in ((name, getattr(after, name)) for name in fields(FORMS[form])):
        if isinstance(value, dict):
            assert list(getattr(second[0], name)) == list(value)
