"""What an ODM file costs beside lxml writing the same elements, and how the memory of an export grows with a study."""

import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from benchmarks.measure import Figure, in_turn
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.exchange.odm.writer import write_odm
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.study import Study

Drawn = tuple[str, dict[str, str], str | None, list["Drawn"]]
_CONTAINERS = ("ODM", "ReferenceData", "ClinicalData", "SubjectData", "StudyEventData")


def figure(study_folder: Path, runs: int) -> Figure:
    """The whole file of a study, from its ledger to the disk."""
    study = Study.open(study_folder, USER, PASSWORD)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)

        def ours() -> int:
            return sum(1 for _done in _written(study, target))

        participants = ours()
        (file,) = target.iterdir()
        root = _drawn(etree.parse(file).getroot())
        floor_file = target / "floor.xml"

        def floor() -> None:
            with floor_file.open("wb") as stream, etree.xmlfile(stream, encoding="UTF-8") as out:
                _floor(out, root)

        found = in_turn(f"ODM 1.3.2 of {participants} patients, 6 visits / lxml", ours, floor, 2, runs)
    study.close()
    return found


def _written(study: Study, target: Path) -> Iterator[int]:
    subjects = study.subjects()
    return write_odm(target, leaving.header(study, subjects), leaving.stories(study, subjects))


def _drawn(element: etree._Element) -> Drawn:
    children = [_drawn(child) for child in element]
    return etree.QName(element).localname, dict(element.attrib), None if children else element.text, children


def _floor(out: "etree._IncrementalFileWriter", drawn: Drawn) -> None:
    name, about, text, children = drawn
    if name in _CONTAINERS:
        with out.element(name, about):
            for child in children:
                _floor(out, child)
        return
    element = etree.Element(name, about)
    element.text = text
    _grow(element, children)
    out.write(element, pretty_print=True)


def _grow(element: etree._Element, children: list[Drawn]) -> None:
    for name, about, text, inner in children:
        child = etree.SubElement(element, name, about)
        if text is not None:
            child.text = text
        _grow(child, inner)


def memory(study_folder: Path) -> str:
    """The most memory that an export holds at once, which does not depend on how many participants there are."""
    study = Study.open(study_folder, USER, PASSWORD)
    with tempfile.TemporaryDirectory() as folder:
        tracemalloc.start()
        done = sum(1 for _done in _written(study, Path(folder)))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    study.close()
    return f"ODM 1.3.2 of {done:,} patients: at most {most / 1e6:.1f} MB of Python objects at once"
