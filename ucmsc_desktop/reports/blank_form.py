"""One blank form while it is laid out: its protocol, its notes, and rows of fields with places to write in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from ucmsc_desktop.domain.cdisc import annotation
from ucmsc_desktop.domain.items import Field, Record, fields
from ucmsc_desktop.domain.lesions import MapDrawing
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.shape import Shape, shape
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.reports.annotation import NOT_SUBMITTED, Note, Notes, notes_of
from ucmsc_desktop.reports.blank_spaces import range_words, space_of
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.write_grid import Grid, Slot
from ucmsc_desktop.reports.write_in import Space
from ucmsc_desktop.text import _

PLAIN = (0.36, 0.64)
NOTED = (0.27, 0.4, 0.33)


class Unfilled(msgspec.Struct, frozen=True):
    """What all blank forms of a document share; `annotated` adds the names of the tabulated data."""

    protocol: Protocol
    drawing: MapDrawing | None = None
    wordings: Mapping[str, Wording] = {}
    annotated: bool = False


class BlankForm:
    """A form without entries on the pages of a flow."""

    def __init__(self, flow: Flow, of: Unfilled, record_type: type[Record]) -> None:
        self.flow, self.of, self.record_type = flow, of, record_type
        targets = [target for field in self._whole() for target in annotation(self.form, field)]
        self.domains = tuple(target.domain.removeprefix("SUPP") for target in targets if target.is_submitted)
        self.notes = Notes(self.domains)

    def _whole(self) -> Iterable[Field]:
        return (*self.shape.fields, *(rows.field for rows in self.shape.rows))

    @property
    def form(self) -> str:
        """The code of the form."""
        return self.record_type.form

    @property
    def shape(self) -> Shape:
        """The shape of the form."""
        return shape(self.record_type)

    def field(self, name: str) -> Field:
        """A field of the form by its name."""
        return fields(self.record_type)[name]

    def heads(self) -> tuple[Note, ...]:
        """What an annotated form says at its head: its domains, or that nothing of it is submitted."""
        return (self.notes.heads() or (Note(NOT_SUBMITTED),)) if self.of.annotated else ()

    def named(self, field: Field, *, row: Field | None = None, key: str = "") -> tuple[Note, ...]:
        """The notes on a field; a form of which nothing is submitted has said so at its head."""
        if not self.of.annotated or not self.domains:
            return ()
        return notes_of(annotation(self.form, field, row=row, key=key))

    def beside(self, field: Field, testcd: str) -> tuple[Note, ...]:
        """The notes on a result that no field holds: those of a field, with a test code of their own."""
        own = annotation(self.form, field)[0].testcd
        return tuple(note._replace(words=note.words.replace(own, testcd)) for note in self.named(field))

    def space(self, field: Field) -> Space:
        """The place to write a field in."""
        return space_of(self.form, field, self.of.protocol)

    def rows(self, asked: Iterable[Field]) -> None:
        """Fields one below the other: the label, where to write, and the notes beside."""
        shares = NOTED if self.of.annotated and self.domains else PLAIN
        grid = Grid(self.flow, shares, self.notes, upright=False)
        grid.draw([self._row(field, len(shares)) for field in asked])

    def by_program(self, told: Iterable[Field], *, row: Field | None = None) -> None:
        """Fields that nobody writes; only the annotated form shows where they go."""
        self._explained(told, _("by the program"), row, "")

    def _explained(self, told: Iterable[Field], said: str, row: Field | None, key: str) -> None:
        """Where fields go that have no line of their own to write on."""
        if not self.of.annotated or not self.domains:
            return
        grid = Grid(self.flow, NOTED, self.notes, upright=False)
        grid.draw(
            [Slot(field.label), Slot(small=said), Slot(notes=self.named(field, row=row, key=key))] for field in told
        )

    def ask(self, label: str, space: Space, notes: tuple[Note, ...]) -> None:
        """One line that stands for more than a field."""
        row = [Slot(label), Slot(space=space)]
        shares = NOTED if self.of.annotated and self.domains else PLAIN
        Grid(self.flow, shares, self.notes, upright=False).draw([row if shares == PLAIN else [*row, Slot(notes=notes)]])

    def _row(self, field: Field, columns: int) -> list[Slot]:
        row = [Slot(field.label, range_words(field)), Slot(space=self.space(field))]
        return [*row, Slot(notes=self.named(field))] if columns == len(NOTED) else row

    def table(
        self,
        columns: Iterable[tuple[Field, float]],
        rows: Iterable[Sequence[Slot]],
        *,
        first: str,
        row: Field | None = None,
        key: str = "",
    ) -> None:
        """A table with a column for each field, and what is asked in each row in front."""
        asked = list(columns)
        heads = [Slot(_labelled(field), range_words(field), bold=True) for field, _share in asked]
        front = 1 - sum(share for _field, share in asked)
        grid = Grid(self.flow, [front, *(share for _field, share in asked)], self.notes)
        grid.draw(rows, [Slot(first, bold=True), *heads])
        self._explained([field for field, _share in asked], _("in each line"), row, key)


def _labelled(field: Field) -> str:
    """The label with its unit."""
    return f"{field.label} ({_(field.item.unit)})" if field.item.unit else field.label
