"""The start of a built program that proves it whole: study, forms, fonts, charts, PDF and window."""

from __future__ import annotations

import importlib
import pkgutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from ucmsc_desktop import forms
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.store.study import Study

USER, PASSWORD = "self-test", "only-for-this-run"


class SelfTestFailed(Exception):
    """A part of the program is missing or broken; the message names it."""


def run() -> str:
    """Use each part once and answer `self-test passed`. Raises what the first broken part raises, or SelfTestFailed."""
    for module in pkgutil.iter_modules(forms.__path__):
        importlib.import_module(f"{forms.__name__}.{module.name}")
    with tempfile.TemporaryDirectory() as folder:
        study = Study.create(
            Path(folder) / "study",
            protocol_toml=asset("study/ucmsc.toml").read_text(encoding="utf-8"),
            user=USER,
            full_name=USER,
            password=PASSWORD,
        )
        try:
            _check_file(study)
            _check_pdf(study)
            _check_chart()
            _check_exports(study, Path(folder))
        finally:
            study.close()
        _check_window(Path(folder), study.folder)
    return "self-test passed"


def _require(what: str, *, works: bool) -> None:
    if not works:
        raise SelfTestFailed(what)


def _check_file(study: Study) -> None:
    _require("ledger", works=not study.verify().faults)
    written = [path.read_bytes() for path in study.folder.glob("*.db*")]
    _require("SQLCipher", works=bool(written) and not any(b"SQLite format 3" in content for content in written))


def _check_chart() -> None:
    from ucmsc_desktop.body.chart import load_chart
    from ucmsc_desktop.body.count import percentages
    from ucmsc_desktop.body.outline import load_outline

    chart = load_chart()
    _require("body chart", works=set(percentages(chart, chart.labels > 0).values()) == {100})
    _require("drawing of the body chart", works=len(load_outline().sub_regions) == len(chart.sub_regions))


def _check_exports(study: Study, folder: Path) -> None:
    """Every format of data, and what an empty study prints of itself: forms, listings, scripts and their fonts."""
    from ucmsc_desktop.domain.steps import result_of
    from ucmsc_desktop.outbound.exports import Format, Order, export

    names = result_of(export(study, Order(Format.INSPECTION), folder / "inspection"))
    _require("exports", works={"SHA256SUMS.txt", "csv/read_ucmsc.py", "forms/blank.pdf"} <= set(names))


def _check_pdf(study: Study) -> None:
    import pypdfium2

    from ucmsc_desktop.reports.casebook import casebook_pdf
    from ucmsc_desktop.reports.furnish import Printed

    printed = Printed("自检 self-test", datetime.now(UTC))
    printout = casebook_pdf(Casebook("P-001", ()), study.protocol, printed, practice=False)
    document = pypdfium2.PdfDocument(printout.pdf)
    try:
        words = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    _require("PDF", works="P-001" in words and "自检" in words and not printout.unprintable)


def _check_window(config: Path, folder: Path) -> None:
    from PySide6.QtGui import QFontDatabase, QIcon
    from PySide6.QtWidgets import QApplication

    from ucmsc_desktop.pages.window import MainWindow, dress
    from ucmsc_desktop.settings import Settings
    from ucmsc_desktop.widgets.theme import FAMILIES

    importlib.import_module("ucmsc_desktop.widgets.trajectory")
    importlib.import_module("pyqtgraph")
    app = QApplication.instance() or QApplication(["self-test"])
    if not isinstance(app, QApplication):
        raise SelfTestFailed("QApplication")
    dress(app, Settings())
    window = MainWindow(Settings(), config, folder)
    window.show()
    app.processEvents()
    _require("fonts", works=FAMILIES[0] in QFontDatabase.families())
    _require("icons", works=not QIcon(":/icons/house.svg").pixmap(24, 24).isNull())
    _require("window", works=window.isVisible() and not window.grab().isNull())
    window.close()
    app.processEvents()
