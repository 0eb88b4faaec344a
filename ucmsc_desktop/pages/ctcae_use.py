"""The table of graded terms as pages use it: found in the study by its version, and kept there."""

from __future__ import annotations

from typing import cast

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.ctcae import VERSIONS, CtcaeTable
from ucmsc_desktop.store.study import Study


def row_of(version: str) -> int:
    """The place of a version among those that can be loaded. Raises ValueError for another."""
    known: list[str] = [*VERSIONS]
    return known.index(version)


def key_of(version: str) -> Key:
    """Where the table of a version is kept: each version has a place of its own. Raises ValueError for another."""
    return Key("", "", CtcaeTable.form, row_of(version) + 1)


def kept_table(study: Study, version: str) -> Kept[CtcaeTable] | None:
    """The table of a version with who loaded it; None while the site has loaded none."""
    return cast("Kept[CtcaeTable] | None", study.find(key_of(version)))


def table_of(study: Study, version: str = "") -> CtcaeTable:
    """The table of a version, by default the protocol's; one without terms while the site has loaded none."""
    kept = kept_table(study, version or study.protocol.safety.ctcae_version)
    return kept.record if kept is not None else CtcaeTable()


def keep(study: Study, table: CtcaeTable, why: str = "") -> None:
    """Keep a table in the place of its version; taking the place of another needs a reason. Raises StudyError."""
    key = key_of(table.version_name or "")
    before = study.find(key)
    changed = items.changed(before.record, table) if before is not None else []
    study.save(key, table, reasons={field.name: why for field in changed if why})
