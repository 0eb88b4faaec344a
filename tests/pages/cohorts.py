"""What the tests of the cohort page share: real patients, and the page with everybody read."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ucmsc_desktop.exchange.pasi_csv import read_pasi
from ucmsc_desktop.pages.cohort import CohortPage
from ucmsc_desktop.store.study import Study

REAL = Path(__file__).parent.parent / "data" / "pasi_patients_uvb.csv"


def take_over(study: Study, count: int) -> None:
    """Import the first real patients."""
    reading = read_pasi(REAL.read_bytes(), REAL.name)
    study.import_participants(reading.participants[:count], REAL.name)


def settle(page: CohortPage, qtbot: QtBot) -> None:
    """Wait until nothing is left to be done."""
    qtbot.waitUntil(lambda: not page.turns.is_under_way)


def shown(qtbot: QtBot, study: Study) -> CohortPage:
    """The page on the screen, everybody read."""
    page = CohortPage(study)
    qtbot.addWidget(page)
    page.resize(1202, 658)
    with qtbot.waitExposed(page):
        page.show()
    settle(page, qtbot)
    return page
