"""The program's entrance as a process: self-test, a machine without a display, and a light start."""

import os
import subprocess
import sys

import pytest


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process; an empty value takes a variable away."""
    spoken = {name: value for name, value in {**os.environ, **environment}.items() if value}
    command = [sys.executable, "-m", "ucmsc_desktop", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=spoken, check=False)


def test_the_self_test_passes() -> None:
    done = process("--self-test", QT_QPA_PLATFORM="")
    assert (done.returncode, done.stdout) == (0, "self-test passed\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux runs without a display")
def test_without_a_display_there_is_a_sentence() -> None:
    done = process(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no display")


def test_the_entrance_itself_loads_nothing() -> None:
    loaded = "import sys; before = set(sys.modules); import ucmsc_desktop.__main__; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, encoding="utf-8", check=True)
    assert not {"click", "msgspec", "PySide6"} & {name.partition(".")[0] for name in done.stdout.split()}
