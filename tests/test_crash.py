"""A mistake of ours reaches stderr, the log and the person, in this order."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ucmsc_desktop import crash


def report(reporter: crash.CrashReporter, message: str) -> None:
    """Hand an exception to the reporter."""
    error = RuntimeError(message)
    reporter.report(type(error), error, error.__traceback__)


def test_a_process_that_fails_leaves_a_log(tmp_path: Path) -> None:
    code = f"from pathlib import Path\nfrom ucmsc_desktop import crash\ncrash.install(Path({str(tmp_path)!r}))\n1 / 0"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "ZeroDivisionError" in (tmp_path / crash.LOG_NAME).read_text(encoding="utf-8")


def test_a_fault_below_python_leaves_its_stack(tmp_path: Path) -> None:
    code = (
        f"import faulthandler\nfrom pathlib import Path\nfrom ucmsc_desktop import crash\n"
        f"crash.install(Path({str(tmp_path)!r}))\nfaulthandler._sigabrt()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert done.returncode != 0
    assert "Aborted" in (tmp_path / crash.FAULT_NAME).read_text(encoding="utf-8")


def test_a_log_that_cannot_be_kept_does_not_hide_the_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    reporter = crash.CrashReporter(tmp_path / "file" / "logs", dialog=False)
    report(reporter, "first")
    told = capsys.readouterr().err
    assert "RuntimeError: first" in told
    assert "could not be written" in told
    assert reporter.crashes == 1


def test_the_log_turns_over(tmp_path: Path) -> None:
    reporter = crash.CrashReporter(tmp_path, dialog=False)
    reporter.log.write_text("x" * (crash.LARGEST_LOG + 1), encoding="utf-8")
    report(reporter, "second")
    assert reporter.log.stat().st_size < 2000
    assert (tmp_path / f"{crash.LOG_NAME}.1").stat().st_size > crash.LARGEST_LOG


def test_the_person_is_told_in_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    seen: list[str] = []

    def read_and_close() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        report(reporter, "while the dialog is open")
        seen.append(f"{box.text()} {box.informativeText()}")
        box.accept()

    reporter = crash.CrashReporter(tmp_path)
    QTimer.singleShot(0, read_and_close)
    report(reporter, "on the page")
    assert len(seen) == 1
    assert "What the screen called saved is safe." in seen[0]
    assert str(reporter.log) in seen[0]
    assert reporter.crashes == 2


def test_a_thread_is_watched_and_the_hooks_can_be_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr("faulthandler.enable", lambda *_: None)
    reporter = crash.install(tmp_path)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    assert reporter.crashes == 1
    assert "ZeroDivisionError" in reporter.log.read_text(encoding="utf-8")
