"""A value as other programs read it, and back: ISO dates, a point in numbers, true and false, codes by their value."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ucmsc_desktop.domain.dates import is_partial_date
from ucmsc_desktop.domain.items import BadValue, Code, Field
from ucmsc_desktop.domain.shape import Kind, kind_of
from ucmsc_desktop.text import _


def written(value: Any) -> str:
    """A value as text, the same for the same value; None is an empty text. A decimal keeps the zeros it was given."""
    if value is None:
        return ""
    if type(value) in (str, int):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Code):
        return str(value.value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value)


def read(field: Field, text: str) -> Any:
    """The value of a field that a text from `written` stands for. Raises BadValue with a sentence."""
    try:
        value = _read(field, text)
    except (ArithmeticError, ValueError, binascii.Error):
        value = None
    if value is None or written(value) != text:
        sentence = _("{label}: “{text}” is not a value of this field.")
        raise BadValue(sentence.format(label=field.label, text=text[:60]))
    return value


def _read(field: Field, text: str) -> Any:
    match kind_of(field):
        case Kind.INTEGER:
            return int(text)
        case Kind.DECIMAL:
            return Decimal(text)
        case Kind.BOOLEAN:
            return {"true": True, "false": False}.get(text)
        case Kind.CODE:
            return field.kind(text)
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.DATETIME:
            return datetime.fromisoformat(text)
        case Kind.BYTES:
            return base64.b64decode(text, validate=True)
        case Kind.PARTIAL_DATE:
            return text if is_partial_date(text) else None
        case Kind.TEXT:
            return text
