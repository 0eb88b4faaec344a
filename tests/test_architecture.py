"""Who may import whom, as CONTRIBUTING.md draws it, and the sizes that keep modules readable."""

import ast
import statistics
import sys
from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.failure import pop_failures

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ucmsc_desktop"
GROUND = ("assets", "text")
EVERYTHING = None
STANDARD_LIBRARY = rf"^({'|'.join(sys.stdlib_module_names)})(\.|$)"

# layer: (what it may import of ours, what it may import of others beside the standard library)
LAYERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]] | None] = {
    "assets": ((), ()),
    "text": (("assets",), ()),
    "settings": (GROUND, ("msgspec",)),
    "crash": (GROUND, ("PySide6",)),
    "domain": (GROUND, ("msgspec",)),
    "body": ((*GROUND, "domain"), ("msgspec", "numpy")),
    "store": (
        (*GROUND, "domain"),
        ("argon2", "cryptography", "filelock", "msgspec", "sqlcipher3", "sqlite_utils"),
    ),
    "reports": ((*GROUND, "domain"), ("msgspec", "reportlab")),
    "exchange": ((*GROUND, "domain"), ("lxml", "msgspec", "openpyxl")),
    "outbound": ((*GROUND, "body", "domain", "exchange", "reports", "store"), ("filelock", "msgspec")),
    # resources_rc holds the icons and imports nothing of ours.
    "widgets": ((*GROUND, "body", "domain", "forms.resources_rc"), ("PySide6", "numpy", "pyqtgraph")),
    "forms": (("widgets",), ("PySide6",)),
    "pages": (
        (*GROUND, "body", "domain", "exchange", "forms", "outbound", "reports", "settings", "store", "widgets"),
        ("PySide6", "msgspec", "pypdfium2"),
    ),
    "demo": EVERYTHING,
    "cli": EVERYTHING,
    "self_test": EVERYTHING,
    "__main__": EVERYTHING,
}
RULED = [layer for layer, allowed in LAYERS.items() if allowed is not EVERYTHING]


def exists(package: Path, layer: str) -> bool:
    """Whether a layer is a package or a module that has been written."""
    return (package / layer).is_dir() or (package / f"{layer}.py").is_file()


def check_layer(package: str, layer: str) -> None:
    """Let pytest-archon note every direct import of a layer that its row of the table does not allow."""
    row = LAYERS[layer]
    assert row is not None
    ours, others = row
    inside = [rf"{package}\.{name}" for name in (*ours, layer)]
    allowed = "|".join([*inside, *others])
    rule = archrule(f"{layer} imports only what lies under it", use_regex=True)
    targets = rule.match(rf"^{package}\.{layer}(\.|$)")
    constraints = targets.should_not_import(rf"^(?!({allowed})(\.|$))").may_import(STANDARD_LIBRARY)
    constraints.check(package, only_direct_imports=True)


@pytest.mark.parametrize("layer", [layer for layer in RULED if exists(PACKAGE, layer)])
def test_layer_imports_only_what_lies_under_it(layer: str) -> None:
    check_layer("ucmsc_desktop", layer)


def test_every_part_of_the_package_has_a_row() -> None:
    parts = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert parts - {"__init__"} <= set(LAYERS)


@pytest.mark.parametrize(
    ("layer", "line"),
    [
        ("domain", "import PySide6"),
        ("domain", "from broken_house.store import study"),
        ("body", "from PySide6.QtGui import QPainterPath"),
        ("domain", "def late() -> None:\n    import sqlcipher3"),
        ("reports", "from PySide6.QtGui import QImage"),
        ("store", "from broken_house import pages"),
        ("widgets", "from broken_house.forms.ui_pasi import Ui_Pasi"),
        ("pages", "import sqlcipher3"),
    ],
)
def test_a_broken_rule_is_noticed(layer: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "broken_house"
    for part in ("body", "domain", "forms", "pages", "reports", "store", "widgets"):
        (package / part).mkdir(parents=True)
        (package / part / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / layer / "culprit.py").write_text(line, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    check_layer("broken_house", layer)
    failures = pop_failures()  # type: ignore[no-untyped-call]
    assert len(failures) == 1
    assert f"broken_house.{layer}.culprit' has FORBIDDEN import" in failures[0].reason


# --- Sizes ------------------------------------------------------------------------------------------------------------

LONGEST_MODULE = 400
MEDIAN_MODULE = 120
LONGEST_FUNCTION = 40
MOST_COMMENTS = 0.05

PROGRAM = [path for path in PACKAGE.rglob("*.py") if not {"forms", "data"} & set(path.relative_to(PACKAGE).parts)]
TOOLS = [ROOT / "dev.py", *(ROOT / "ui").glob("*.py"), *(ROOT / "resources").rglob("*.py")]
MEASURED = sorted([*PROGRAM, *TOOLS, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])


def lines_of(file: Path) -> list[str]:
    """Read a source file."""
    return file.read_text(encoding="utf-8").splitlines()


def test_no_module_is_long() -> None:
    assert [path for path in MEASURED if len(lines_of(path)) > LONGEST_MODULE] == []
    assert statistics.median(len(lines_of(path)) for path in PROGRAM if path.stat().st_size) < MEDIAN_MODULE


def test_no_function_is_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MEASURED
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_public_names_have_a_docstring() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sorted([*PROGRAM, *TOOLS])
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not (node.name.startswith("_") and node.name != "_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_modules_say_what_they_are_for() -> None:
    assert [
        path for path in PROGRAM if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_bytes()))
    ] == []


def test_package_files_are_empty() -> None:
    assert [path for path in PACKAGE.rglob("__init__.py") if path.stat().st_size] == []


def test_comments_are_few() -> None:
    lines = [line.strip() for path in PROGRAM for line in lines_of(path)]
    assert sum(line.startswith("#") for line in lines) <= MOST_COMMENTS * len(lines)
