"""The process that a start-up figure measures: it does one thing and says `ready` when a person could go on."""

import sys
from pathlib import Path


def ready() -> None:
    """Paint what is on the screen, then say so."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    QApplication.processEvents()
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def empty() -> None:
    """The floor of every start: an empty main window, shown."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 720)
    window.show()
    ready()
    del window, app


def empty_with_key() -> None:
    """The same after the cost of deriving one key."""
    from argon2.low_level import Type, hash_secret_raw

    hash_secret_raw(b"x" * 12, b"s" * 16, time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, type=Type.ID)
    empty()


def login(study: str) -> None:
    """The program as a person starts it, up to the log-in screen."""
    from ucmsc_desktop.__main__ import start  # the same steps as the program's own start

    app, window = start(Path(study))
    window.show()
    ready()
    window.close()
    del app


def workspace(study: str, after: str) -> None:
    """The program after the log-in: the filtered list, or a patient's PASI page."""
    from benchmarks.studies import PASSWORD, USER
    from ucmsc_desktop.__main__ import start
    from ucmsc_desktop.store.study import Study

    app, window = start(Path(study))
    window.show()
    window.begin(Study.open(Path(study), USER, PASSWORD))
    place = window.workspace
    if place is None:
        raise RuntimeError("no workspace after the log-in")
    if after == "pasi":
        place.open_subject("P-0100")
        place.open_form("W4", "PASI")
    else:
        place.patients.ui.filter.setText("P-09")
    ready()
    window.close()
    del app


def raw_list(study: str) -> None:
    """The floor of the list: the same rows raw through SQLCipher, and an empty table shown."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    from benchmarks import rows

    rows.read(rows.connected(Path(study)))
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1280, 720)
    window.show()
    ready()
    del window, app


PROBES = {
    "empty": empty,
    "empty-with-key": empty_with_key,
    "login": login,
    "workspace": workspace,
    "raw-list": raw_list,
}

if __name__ == "__main__":
    PROBES[sys.argv[1]](*sys.argv[2:])  # type: ignore[operator]
