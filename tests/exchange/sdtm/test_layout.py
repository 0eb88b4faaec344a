"""The checker of the layout itself, for every type that a column may have."""

from typing import Any

import pytest

from tests.exchange.sdtm.layout import TARGETS, faults

GOOD: dict[str, tuple[Any, ...]] = {
    "string": ("", "患者", "2026-03"),
    "integer": (0, -3),
    "decimal": ("5.1", "-0.10", "137000000"),
    "float": (5.1, 5),
    "double": (1e-9,),
    "boolean": (True, False),
    "datetime": ("2026-03-28T10:42:00+08:00",),
    "date": ("2026-03-28",),
    "time": ("10:42:00",),
    "URI": ("https://example.org/a",),
}
BAD: dict[str, tuple[Any, ...]] = {
    "string": (1, True),
    "integer": ("1", 1.0, True),
    "decimal": (5.1, "1e5", "NaN", "5,1"),
    "float": ("5.1", True),
    "double": ("1",),
    "boolean": (1, "Y"),
    "datetime": ("2026-03-28", 0),
    "date": ("2026-03", "2026-02-30", "28.03.2026"),
    "time": ("10.42", 642),
    "URI": ("nowhere",),
}


def dataset(kind: str, value: Any) -> dict[str, Any]:
    """The smallest dataset, with one value."""
    column = {"itemOID": "IT.XX.A", "name": "A", "label": "A", "dataType": kind}
    if TARGETS[kind] == ("decimal",):
        column["targetDataType"] = "decimal"
    return {
        "datasetJSONCreationDateTime": "2026-03-28T10:42:00",
        "datasetJSONVersion": "1.1.0",
        "itemGroupOID": "IG.XX",
        "records": 2,
        "name": "XX",
        "label": "An example",
        "columns": [column],
        "rows": [[value], [None]],
    }


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values])
def test_a_value_of_its_type_stands(kind: str, value: Any) -> None:
    assert faults(dataset(kind, value)) == []


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values])
def test_a_value_of_another_type_is_noticed(kind: str, value: Any) -> None:
    assert faults(dataset(kind, value)) != []


@pytest.mark.parametrize(
    "change",
    [
        {"records": 3},
        {"datasetJSONVersion": "1.0.0"},
        {"datasetJSONCreationDateTime": "2026-03-28"},
        {"sourceSystem": {"name": "x"}},
        {"columns": [{"itemOID": "I", "name": "A", "label": "A", "dataType": "text"}]},
        {"columns": [{"itemOID": "I", "name": "A", "label": "A", "dataType": "string", "length": 0}]},
        {"rows": [["a", "b"], [None]]},
        {"extra": 1},
    ],
)
def test_a_wrong_attribute_is_noticed(change: dict[str, Any]) -> None:
    assert faults(dataset("string", "a") | change) != []
