"""Connects the widgets of a form with the fields of a record: a widget's objectName is the field's name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar, cast

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import BadValue, Field, Record

R = TypeVar("R", bound=Record)


class Entry(Protocol):
    """What every entry widget of a form can do."""

    edited: SignalInstance

    def set_field(self, field: Field) -> None: ...
    def value(self) -> object | None: ...
    def set_value(self, value: Any) -> None: ...
    def set_read_only(self, read_only: bool) -> None: ...  # noqa: FBT001
    def set_problem(self, sentence: str) -> None: ...


class Binder(QObject):
    """The fields of one record type on one form. A text that is no value stays on the screen with its sentence.

    `bad` holds these sentences by field; `also` names further widgets in which a field is entered.
    """

    edited = Signal(str)

    def __init__(self, form: QWidget, record_type: type[Record], extra: Collection[str] = ()) -> None:
        """Find a widget for every field; derived fields and those in `extra` may have none. Raises LookupError."""
        super().__init__(form)
        self._form = form
        self.fields: Mapping[str, Field] = items.fields(record_type)
        self.widgets: dict[str, Entry] = {}
        self.bad: dict[str, str] = {}
        self.also: dict[str, str] = {}
        self._labels: dict[str, QLabel] = {}
        self._sentences: dict[str, str] = {}
        self._showing = False
        lacking = [name for name, field in self.fields.items() if not self._bind(form, field) and name not in extra]
        if lacking:
            raise LookupError(f"The form of {record_type.form} has no widget for {', '.join(lacking)}.")

    def _bind(self, form: QWidget, field: Field) -> bool:
        child = cast("QWidget | None", form.findChild(QWidget, field.name))
        if isinstance(child, QLabel):
            self._labels[field.name] = child
        elif child is not None:
            self._bind_entry(child, field)
        return child is not None or field.item.derived

    def _bind_entry(self, child: QWidget, field: Field) -> None:
        widget = cast(Entry, child)
        widget.set_field(field)
        if not child.accessibleName():
            child.setAccessibleName(field.label)
        name = field.name
        widget.edited.connect(lambda: self._tell(name))
        self.widgets[name] = widget

    def _tell(self, name: str) -> None:
        if not self._showing:
            self.edited.emit(name)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._showing = self._showing, True
        try:
            yield
        finally:
            self._showing = before

    def show(self, record: Record, names: Collection[str] | None = None) -> None:
        """Put a record's values, or only the named ones, into the widgets; sentences of bad texts go with the texts."""
        with self._quietly():
            for name, widget in self.widgets.items():
                if names is None or name in names:
                    widget.set_value(getattr(record, name))
                    self._show_missing(record, name)
                    self.bad.pop(name, None)
                    self.set_problem(name, "")
        for name, label in self._labels.items():
            label.setText(items.show_entry(record, name) if name in record.missing else self._shown(record, name))

    def _shown(self, record: Record, name: str) -> str:
        return items.show(self.fields[name], getattr(record, name))

    def _show_missing(self, record: Record, name: str) -> None:
        say = getattr(self.widgets[name], "set_blank_words", None)
        if say is not None:
            say(items.show_entry(record, name) if name in record.missing else "")

    def read(self, base: R) -> R:
        """The record that stands on the screen. A bad text counts as blank; `bad` says what is wrong with it."""
        values: dict[str, Any] = {}
        for name, widget in self.widgets.items():
            try:
                values[name] = widget.value()
            except BadValue as error:
                values[name] = None
                self.bad[name] = str(error)
                self.set_problem(name, str(error))
            else:
                if self.bad.pop(name, None) is not None:
                    self.set_problem(name, "")
        missing = {name: why for name, why in base.missing.items() if values.get(name) is None}
        return msgspec.structs.replace(base, missing=missing, **values)

    def set_problem(self, name: str, sentence: str) -> None:
        """Show a sentence at a field, or take it away with an empty one."""
        if name in self.widgets and self._sentences.get(name, "") != sentence:
            self._sentences[name] = sentence
            self.widgets[name].set_problem(sentence)

    def set_problems(self, problems: Collection[items.Problem]) -> None:
        """Show these sentences at their fields and clear all others, except those of bad texts."""
        by_field = {problem.field: problem.sentence for problem in reversed(list(problems))}
        for name in self.widgets:
            self.set_problem(name, self.bad.get(name, "") or by_field.get(name, ""))

    def settle(self) -> None:
        """Show at once the sentences that wait for the person to finish typing."""
        for name in list(self.bad):
            end_typing = getattr(self.widgets[name], "settle", None)
            if end_typing is not None:
                end_typing()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Close or open all entries."""
        for widget in self.widgets.values():
            widget.set_read_only(read_only)

    def widget(self, name: str) -> QWidget:
        """The widget of a field, the first one for an unknown name."""
        return cast(QWidget, self.widgets.get(name) or next(iter(self.widgets.values())))

    def focus(self, name: str) -> None:
        """Put the keyboard into a field."""
        if name in self.widgets:
            self.widget(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def name_of(self, widget: QWidget | None) -> str:
        """The field in which a widget lies, such as the one that has the focus; empty for none."""
        while widget is not None and self._form.isAncestorOf(widget):
            name = self.also.get(widget.objectName(), widget.objectName())
            if name in self.widgets:
                return name
            widget = widget.parentWidget()
        return ""
