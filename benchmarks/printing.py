"""What a casebook costs beside ReportLab drawing the same strings at the same places."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Figure, in_turn
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.reports import casebook as forms
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.page import Page
from ucmsc_desktop.reports.typeset import BOLD, REGULAR
from ucmsc_desktop.store.study import Study


def figure(study_folder: Path, runs: int) -> Figure:
    """The casebook of one participant with eight visits, from its records to the bytes."""
    study = Study.open(study_folder, USER, PASSWORD)
    casebook, protocol = study.casebook("P-0001"), study.protocol
    study.close()
    printed = Printed(USER, datetime(2026, 11, 22, 9, 0, tzinfo=UTC))

    def ours() -> None:
        forms.casebook_pdf(casebook, protocol, printed, practice=False)

    drawn = forms.lay_out(casebook, protocol, printed, practice=False).pages
    return in_turn("casebook PDF of one patient, 8 visits", ours, _floor(drawn), 1.5, runs)


def _floor(pages: Sequence[Page]) -> Callable[[], None]:
    from reportlab.pdfgen.canvas import Canvas

    def floor() -> None:
        canvas = Canvas(io.BytesIO(), initialFontName=REGULAR)
        for page in pages:
            for words in page.words:
                canvas.setFont(BOLD if words.bold else REGULAR, words.size)
                canvas.drawString(words.x, words.y, words.text)
            canvas.showPage()
        canvas.save()

    return floor
