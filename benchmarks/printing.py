"""What casebooks cost beside ReportLab drawing the same strings and lines at the same places."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Figure, in_turn
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.reports import casebook as forms
from ucmsc_desktop.reports.finish import Printout, furnished
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.page import Disc, Page, Painted, Shape
from ucmsc_desktop.reports.page import Path as Way
from ucmsc_desktop.reports.study_casebook import study_casebook
from ucmsc_desktop.reports.typeset import BOLD, REGULAR
from ucmsc_desktop.store.leaving import header
from ucmsc_desktop.store.study import Study

PRINTED = Printed(USER, datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


def figure(study_folder: Path, runs: int) -> Figure:
    """The casebook of one participant with eight visits, from its records to the bytes."""
    study = Study.open(study_folder, USER, PASSWORD)
    casebook, protocol = study.casebook("P-0001"), study.protocol
    study.close()

    def ours() -> None:
        forms.casebook_pdf(casebook, protocol, PRINTED, practice=False)

    drawn = forms.lay_out(casebook, protocol, PRINTED, practice=False).pages
    return in_turn("casebook PDF of one patient, 8 visits", ours, _floor(drawn), 1.5, runs)


def whole(study_folder: Path, runs: int) -> Figure:
    """The casebooks of all participants of a study in one PDF, with their history, from the records to the bytes."""
    study = Study.open(study_folder, USER, PASSWORD)
    books = [study.casebook(subject) for subject in study.subjects()]
    about = header(study, study.subjects())
    study.close()

    def ours() -> Printout:
        printing = study_casebook(about, books, PRINTED)
        try:
            while True:
                next(printing)
        except StopIteration as done:
            made: Printout = done.value
            return made

    drawn = [page for book in books for page in _laid_out(book, about)]
    name = f"casebook of {len(books)} patients x 6 visits, {ours().pages} pages"
    return in_turn(name, ours, _floor(drawn), 1.5, runs)


def _laid_out(book: Casebook, about: Header) -> Sequence[Page]:
    flow = Flow(PRINTED.sheet)
    title = forms.whole(flow, book, about.protocol, parameters=False)
    return furnished(flow, about.protocol, PRINTED, title=title, practice=False, subject=book.subject).pages


def _floor(pages: Sequence[Page]) -> Callable[[], None]:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name in (REGULAR, BOLD):
        registerFont(TTFont(name, str(asset(f"fonts/{name}.ttf"))))

    def floor() -> None:
        canvas = Canvas(io.BytesIO(), initialFontName=REGULAR)
        for page in pages:
            for shape in page.shapes:
                _draw(canvas, shape)
            for words in page.words:
                canvas.setFont(BOLD if words.bold else REGULAR, words.size)
                canvas.drawString(words.x, words.y, words.text)
            canvas.showPage()
        canvas.save()

    return floor


def _draw(canvas: object, shape: Shape) -> None:
    from reportlab.pdfgen.canvas import Canvas

    assert isinstance(canvas, Canvas)
    match shape:
        case Way(points=points, closed=False, fill=None) if len(points) == 2:
            canvas.setLineWidth(shape.width)
            canvas.line(*points[0], *points[1])
        case Way(points=points):
            path = canvas.beginPath()
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            canvas.drawPath(path, stroke=shape.stroke is not None, fill=shape.fill is not None)
        case Disc():
            canvas.circle(shape.x, shape.y, shape.radius, fill=1)
        case Painted(rings=rings):
            for ring in rings:
                canvas.lines([(*ring[n - 1], *spot) for n, spot in enumerate(ring)])
