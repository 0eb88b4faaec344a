"""Turn `ui/` and `resources/` into what the program imports and reads: script, build hook and the tests' first step."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # tests in an environment that never builds

    class BuildHookInterface:  # type: ignore[no-redef]
        """Stands in where nothing is built."""


ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = ("icons", "locale", "pictures")  # icons and catalogues are compiled, pictures are for readers

IMPORTED = re.compile(r"from (?P<module>PySide6\.\w+) import \((?P<names>[^)]*)\)\n")


@dataclass(frozen=True)
class Step:
    """One file to make from others."""

    result: Path
    sources: tuple[Path, ...]
    make: Callable[[Path], None]

    def is_done(self) -> bool:
        """Whether the result is there and no source is newer."""
        if not self.result.exists():
            return False
        made = self.result.stat().st_mtime
        return all(source.stat().st_mtime <= made for source in self.sources)

    def perform(self) -> None:
        """Make the result in one move, since test processes may do the same at the same time."""
        self.result.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.result.parent, prefix=".making-") as folder:
            made = Path(folder) / self.result.name
            self.make(made)
            made.touch()
            made.replace(self.result)


def tool(name: str, source: Path, *options: str) -> Callable[[Path], None]:
    """Make a step's action from one of Qt's compilers, called through Python so that no path is searched."""
    call = f"from PySide6.scripts.pyside_tool import {name}; {name}()"

    def make(result: Path) -> None:
        command = [sys.executable, "-c", call, *options, str(source), "-o", str(result)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode or not result.exists():
            raise SystemExit(f"{name} could not compile {source}:\n{done.stdout}{done.stderr}")
        if done.stderr.strip():
            print(done.stderr.strip(), file=sys.stderr)

    return make


def form_of(source: Path) -> Callable[[Path], None]:
    """Make a step's action that compiles a form and leaves out the imports that it does not use.

    Every Qt class that is imported by name is built at that moment, used or not: together these imports cost the log-in
    screen more time than its own form.
    """
    compile_form = tool("uic", source, "--from-imports", "--no-autoconnection")

    def make(result: Path) -> None:
        compile_form(result)
        result.write_text(IMPORTED.sub(used_names(result), result.read_text("utf-8")), "utf-8")

    return make


def used_names(form: Path) -> Callable[[re.Match[str]], str]:
    """Make what replaces an import statement of a compiled form: the same one, with the names that occur below it."""
    lines = [line for line in form.read_text("utf-8").splitlines() if not line.startswith("#")]
    words = Counter(re.findall(r"\w+", "\n".join(lines)))

    def replacement(statement: re.Match[str]) -> str:
        names = [name for name in re.findall(r"\w+", statement["names"]) if words[name] > 1]
        return f"from {statement['module']} import {', '.join(names)}\n" if names else ""

    return replacement


def copy_of(source: Path) -> Callable[[Path], None]:
    """Make a step's action that copies a file as it is."""

    def make(result: Path) -> None:
        shutil.copyfile(source, result)

    return make


def catalogue_of(source: Path) -> Callable[[Path], None]:
    """Make a step's action that compiles a gettext catalogue."""

    def make(result: Path) -> None:
        from babel.messages import mofile, pofile  # needed only where there is a catalogue

        with source.open("rb") as text, result.open("wb") as compiled:
            # Without the locale Babel leaves out how the language counts.
            mofile.write_mo(compiled, pofile.read_po(text, locale=source.stem))

    return make


def empty(result: Path) -> None:
    """Make an empty file."""
    result.touch()


def form_steps(root: Path, forms: Path) -> list[Step]:
    """Plan the Python modules: one for each form, one for the icons, and the package's empty file."""
    steps = [Step(forms / "__init__.py", (), empty)]
    for form in sorted((root / "ui").glob("*.ui")):
        steps.append(Step(forms / f"ui_{form.stem}.py", (form, Path(__file__)), form_of(form)))
    collection = root / "resources" / "resources.qrc"
    if collection.exists():
        listed = (collection.parent / (file.text or "") for file in ElementTree.parse(collection).iter("file"))
        steps.append(Step(forms / "resources_rc.py", (collection, *listed), tool("rcc", collection)))
    return steps


def data_steps(root: Path, data: Path) -> list[Step]:
    """Plan the files that reports and the store read by name: fonts, the study, the catalogues."""
    resources = root / "resources"
    steps = []
    for folder in sorted(path for path in resources.glob("*/") if path.name not in NOT_COPIED):
        for file in sorted(path for path in folder.rglob("*") if path.is_file() and is_data(path)):
            steps.append(Step(data / file.relative_to(resources), (file,), copy_of(file)))
    for catalogue in sorted((resources / "locale").glob("*.po")):
        compiled = data / "locale" / catalogue.stem / "LC_MESSAGES" / "ucmsc.mo"
        steps.append(Step(compiled, (catalogue,), catalogue_of(catalogue)))
    return steps


def is_data(file: Path) -> bool:
    """Whether a file below `resources/` travels with the program: scripts that make others do not."""
    return file.suffix != ".py" and "__pycache__" not in file.parts


def remove_stale(folder: Path, wanted: set[Path]) -> None:
    """Remove results whose source is gone; leave what Python and a neighbour process put there."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and path not in wanted and not any(p == "__pycache__" or p.startswith(".") for p in inside):
            path.unlink(missing_ok=True)


def compile_all(root: Path = ROOT) -> list[Path]:
    """Bring `ucmsc_desktop/forms` and `ucmsc_desktop/data` up to date and answer what was made."""
    forms, data = root / "ucmsc_desktop" / "forms", root / "ucmsc_desktop" / "data"
    steps = [*form_steps(root, forms), *data_steps(root, data)]
    due = [step for step in steps if not step.is_done()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(Step.perform, due))
    wanted = {step.result for step in steps}
    for folder in (forms, data):
        remove_stale(folder, wanted)
    return [step.result for step in due]


class CompileFormsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Run before every wheel, source archive and editable installation."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; `artifacts` in pyproject.toml names the results for the archive."""
        compile_all(Path(self.root))


if __name__ == "__main__":
    for made in compile_all():
        print(f"made {made.relative_to(ROOT)}")
