"""The window with the practice study, shared by the tests of what surrounds the pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.settings import Settings, config_folder
from ucmsc_desktop.store.study import Study


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., MainWindow]:
    """Make a window and show it; it lives until the test ends."""
    kept: list[MainWindow] = []

    def made(folder: Path | None = None, settings: Settings | None = None) -> MainWindow:
        window = MainWindow(settings or Settings(), config_folder(), folder)
        kept.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        with qtbot.waitActive(window):
            window.show()
        return window

    return made


@pytest.fixture
def window(make: Callable[..., MainWindow], study: Study) -> MainWindow:
    """A window with the practice study open."""
    made = make(study.folder)
    made.begin(study)
    return made


@pytest.fixture
def workspace(window: MainWindow) -> Workspace:
    """Its workspace."""
    assert window.workspace is not None
    return window.workspace
