"""What happens after a mistake of ours: first stderr, then a log file, then a dialog where there is a window."""

import faulthandler
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from ucmsc_desktop.text import _

LOG_NAME = "crash.log"
FAULT_NAME = "fault.log"
LARGEST_LOG = 1_000_000


class CrashReporter:
    """Receives every exception that nobody caught; its log holds positions and messages, no values of variables."""

    def __init__(self, log_folder: Path, *, dialog: bool = True) -> None:
        self.log = log_folder / LOG_NAME
        self.crashes = 0
        """How many there were; a run without a window asks at its end, since Qt goes on after one in a slot."""
        self._dialog = dialog
        self._showing = False
        self._faults: IO[str] | None = None

    def install(self) -> None:
        """Become the process's exception hook, and let faults below Python write their stack into a file."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            self._faults = self.log.with_name(FAULT_NAME).open("a", encoding="utf-8")
        except OSError as error:
            _stderr(f"Crash logs cannot be kept in {self.log.parent}: {error}\n")
            if sys.stderr is not None:
                faulthandler.enable()
            return
        faulthandler.enable(self._faults)

    def report(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Tell about one exception everywhere; a failure to tell never hides the exception itself."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        self.crashes += 1
        details = "".join(traceback.format_exception(kind, error, trace))
        _stderr(details)
        self._write(details)
        if self._dialog and not self._showing and threading.current_thread() is threading.main_thread():
            self._show(details)

    def _write(self, details: str) -> None:
        from datetime import datetime  # late: most runs write no crash

        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
                self.log.replace(self.log.with_name(f"{LOG_NAME}.1"))
            with self.log.open("a", encoding="utf-8") as stream:
                stream.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{details}\n")
        except OSError as error:
            _stderr(f"The crash could not be written to {self.log}: {error}\n")

    def _show(self, details: str) -> None:
        if "PySide6.QtWidgets" not in sys.modules:
            return
        from PySide6.QtWidgets import QApplication, QMessageBox  # already loaded if there is a window

        if not isinstance(QApplication.instance(), QApplication):
            return
        self._showing = True
        try:
            box = QMessageBox(QMessageBox.Icon.Critical, _("UCMSC Desktop"), _("Something in the program went wrong."))
            box.setObjectName("crash")
            safe = _("What the screen called saved is safe. What you were typing is kept as a draft.")
            ask = _("Please send the file {file} to those who look after the program.").format(file=self.log)
            box.setInformativeText(f"{safe}\n\n{ask}")
            box.setDetailedText(details)
            box.exec()
        finally:
            self._showing = False


def install(log_folder: Path, *, dialog: bool = True) -> CrashReporter:
    """Watch this process from here on; without `dialog` nothing waits for a person, as a run without a window needs."""
    reporter = CrashReporter(log_folder, dialog=dialog)
    reporter.install()
    return reporter


def _stderr(text: str) -> None:
    # A window program on Windows has no stderr.
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()
