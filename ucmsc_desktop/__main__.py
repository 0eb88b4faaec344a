"""The program's entrance: without arguments the window, with arguments the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ucmsc_desktop.pages.window import MainWindow

FRAME = (16, 48)
"""What the desktop's own frame and title take from the room on a small screen, at most."""


def main() -> int:
    """Run the program and answer its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--self-test"]:
        return self_test()
    return run_command(arguments) if arguments else open_window(None)


def open_window(folder: Path | None) -> int:
    """Open the window on a study, or on the last one; without a display say so."""
    if not has_display():
        from ucmsc_desktop.text import _

        sys.stderr.write(
            _("There is no display for the window. “ucmsc-desktop --help” lists what works without.") + "\n"
        )
        return 1
    app, window = start(folder)
    window.show()
    return app.exec()


def start(folder: Path | None) -> tuple[QApplication, MainWindow]:
    """Build the program up to its window: the study's log-in, or the choice of a study, in the person's settings."""
    from PySide6.QtWidgets import QApplication  # late, here and below: a command needs no Qt

    from ucmsc_desktop import crash, settings
    from ucmsc_desktop.pages.window import USUAL, MainWindow, dress

    app = QApplication(sys.argv[:1])
    app.setApplicationName("UCMSC Desktop")
    config = settings.config_folder()
    chosen = settings.read_settings(config)
    dress(app, chosen)
    crash.install(settings.state_folder())
    window = MainWindow(chosen, config, folder)
    room = window.screen().availableSize()
    window.resize(min(USUAL[0], room.width() - FRAME[0]), min(USUAL[1], room.height() - FRAME[1]))
    return app, window


def has_display() -> bool:
    """Whether Qt can show a window; a platform named by the person counts as one."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def run_command(arguments: list[str]) -> int:
    """Do one piece of work without a window, in the language of the person's settings."""
    from ucmsc_desktop import crash, settings, text  # late: the window reads its settings itself

    crash.install(settings.state_folder(), dialog=False)
    text.use_language(settings.read_settings(settings.config_folder()).language)
    from ucmsc_desktop.cli.program import main as command_line  # after the language, in which its help is written

    return command_line(arguments, open_window)


def self_test() -> int:
    """Use every part that a build could have left out, once, and say that all of them work."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ucmsc_desktop.self_test import run  # late: it loads everything

    sys.stdout.write(f"{run()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
