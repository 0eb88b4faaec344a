"""The layout of Dataset-JSON 1.1 as its specification words it: attributes, columns, and the values of each type."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from urllib.parse import urlparse

ATTRIBUTES = (
    "datasetJSONCreationDateTime", "datasetJSONVersion", "fileOID", "dbLastModifiedDateTime", "originator",
    "sourceSystem", "studyOID", "metaDataVersionOID", "metaDataRef", "itemGroupOID", "records", "name", "label",
    "columns", "rows",
)  # fmt: skip
REQUIRED = ("datasetJSONCreationDateTime", "datasetJSONVersion", "itemGroupOID", "records", "name", "label", "columns")
COLUMN = ("itemOID", "name", "label", "dataType", "targetDataType", "length", "displayFormat", "keySequence")
TARGETS: dict[str, tuple[str | None, ...]] = {
    "string": (None,), "integer": (None,), "decimal": ("decimal",), "float": (None,), "double": (None,),
    "boolean": (None,), "datetime": (None, "integer"), "date": (None, "integer"), "time": (None, "integer"),
    "URI": (None,),
}  # fmt: skip
"""What each type of a column may be turned into by who receives it."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}:\d{2}|Z)?")


def faults(dataset: Mapping[str, Any]) -> list[str]:
    """What is wrong with a dataset; empty when it has the layout."""
    names = list(dataset)
    found = [f"{name} is no attribute" for name in names if name not in ATTRIBUTES]
    found += [f"{name} is missing" for name in REQUIRED if name not in names]
    if found:
        return found
    if names != sorted(names, key=ATTRIBUTES.index):
        found.append("order of the attributes")
    if not _MOMENT.fullmatch(dataset["datasetJSONCreationDateTime"]):
        found.append("moment of creation")
    if not re.fullmatch(r"1\.1(\.(0|[1-9]\d*))?", dataset["datasetJSONVersion"]):
        found.append("version")
    if "sourceSystem" in dataset and set(dataset["sourceSystem"]) != {"name", "version"}:
        found.append("source system")
    rows, columns = dataset.get("rows", []), dataset["columns"]
    if type(dataset["records"]) is not int or dataset["records"] != len(rows):
        found.append("number of records")
    found += [fault for column in columns for fault in _column_faults(column)]
    found += [f"row of {len(row)}" for row in rows if len(row) != len(columns)]
    return found + [
        f"{column['name']}: {value!r} is no {column['dataType']}"
        for row in rows
        for column, value in zip(columns, row, strict=False)
        if not fits(column["dataType"], value)
    ]


def _column_faults(column: Mapping[str, Any]) -> list[str]:
    name = column.get("name", "")
    found = [f"{name}: {key} is no attribute" for key in column if key not in COLUMN]
    found += [f"{name}: {key} is missing" for key in COLUMN[:4] if not column.get(key)]
    if list(column) != sorted(column, key=COLUMN.index):
        found.append(f"{name}: order of the attributes")
    if column.get("targetDataType") not in TARGETS.get(column["dataType"], ()):
        found.append(f"{name}: {column['dataType']} is not turned into {column.get('targetDataType')}")
    whole = (column.get("length", 1), column.get("keySequence", 1))
    return found + [f"{name}: {number} is not above 0" for number in whole if type(number) is not int or number < 1]


def fits(kind: str, value: Any) -> bool:
    """Whether a value of JSON may stand in a column of a type; null may stand in all."""
    if value is None:
        return True
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        return type(value) is int
    if kind in ("float", "double"):
        return type(value) in (int, float)
    return isinstance(value, str) and _reads(kind, value)


def _reads(kind: str, value: str) -> bool:
    try:
        match kind:
            case "decimal":
                return Decimal(value).is_finite() and "e" not in value.casefold()
            case "date":
                return len(value) == 10 and date.fromisoformat(value) is not None
            case "datetime":
                return "T" in value and datetime.fromisoformat(value) is not None
            case "time":
                return ":" in value and time.fromisoformat(value) is not None
            case "URI":
                return bool(urlparse(value).scheme)
    except (ArithmeticError, ValueError):
        return False
    return kind == "string"
