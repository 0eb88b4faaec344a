"""What filtering the screening list costs beside the same question to plain rows in a table of codes alone."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.measure import in_turn, timed
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.pages.candidates import AT_ONCE, CandidatesPage
from ucmsc_desktop.store.study import Study

REACH = 30
MOST_MS = 100
"""A list that answers within this feels immediate."""


def lines(study_folder: Path, runs: int) -> list[str]:
    """Judge 1,000 candidates once, then filter them by one criterion, back and forth."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    study = Study.open(study_folder, USER, PASSWORD)
    page = CandidatesPage(study)
    page.resize(1202, 658)
    page.show()
    judged = timed(lambda: _judge_all(page))

    def ours() -> None:
        page.keys.buttons["E4"].click()
        app.processEvents()

    figure = in_turn("filter 1,000 candidates by criterion", ours, _floor(page), REACH, runs)
    page.close()
    study.close()
    verdict = "reached" if figure.ours * 1000 <= MOST_MS else "NOT reached"
    within = f"{figure.name}, alone {figure.ours * 1000:9.1f} ms  (at most {MOST_MS} ms: {verdict})"
    return [figure.line(), within, f"judge {page.model.total} candidates once, in slices {judged * 1000:9.1f} ms"]


def _judge_all(page: CandidatesPage) -> None:
    while page.model.judge_some(AT_ONCE):
        pass


def _floor(page: CandidatesPage) -> Callable[[], object]:
    rows = {found.subject: dict(found.candidate.standing.findings) for found in page.model.shown()}
    table, codes = QTableView(), QStringListModel()
    table.setModel(codes)
    table.resize(1202, 658)
    table.show()

    def floor() -> None:
        codes.setStringList([code for code, row in rows.items() if row["E4"] is not Finding.MET])
        QApplication.processEvents()

    return floor
