"""The inspection copy: data in every format, printed casebooks, listings and the trail, with the hash of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Sequence
from pathlib import Path

from ucmsc_desktop.domain.listings.plans import LISTINGS
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.audit_csv import write_audit_csv
from ucmsc_desktop.outbound import exports, listings, prints
from ucmsc_desktop.outbound.inspection_words import read_me
from ucmsc_desktop.outbound.names import HASHES, file_name
from ucmsc_desktop.outbound.progress import Progress, Work, counted
from ucmsc_desktop.outbound.staging import files_in
from ucmsc_desktop.reports.casebook import casebook_pdf
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.typeset import Unprintable
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.trail import trail, trail_length

DATA = (exports.Format.ODM, exports.Format.CSV, exports.Format.DATASET_JSON, exports.Format.ODM2)
READ_ME = "README.txt"
_BLOCK = 1 << 20


def inspection(
    study: Study, subjects: Sequence[str], head: Header, folder: Path, *, bom: bool
) -> list[tuple[int, Work]]:
    """The works that write everything into a folder, in order, and how many steps each is of the whole."""
    copy = _Copy(study, subjects, head, folder, bom)
    some = 1 + len(subjects) // 10
    return [
        *((len(subjects), copy.data(format_)) for format_ in DATA),
        (len(subjects), copy.casebooks()),
        *((1, copy.form(what)) for what in (prints.What.BLANK, prints.What.ANNOTATED)),
        *((some, copy.listing(name)) for name in LISTINGS),
        (some, copy.trail()),
        (some, copy.hashes()),
    ]


class _Copy:
    """What all parts of a copy share, and the characters that its papers could not show."""

    def __init__(self, study: Study, subjects: Sequence[str], head: Header, folder: Path, bom: bool) -> None:  # noqa: FBT001
        self.study, self.subjects, self.head, self.folder, self.bom = study, subjects, head, folder, bom
        self.printed = Printed(head.by, head.at)
        self.unprintable: list[tuple[str, Unprintable]] = []

    def data(self, format_: exports.Format) -> Generator[Progress, None, None]:
        yield Progress(0, 1)  # the first of them has to bring in a writer
        place = self._place(str(format_))
        write = exports.writer(self.study, format_, self.subjects, self.head, bom=self.bom)
        yield from counted(write(place), len(self.subjects))

    def casebooks(self) -> Generator[Progress, None, None]:
        place = self._place("casebooks")
        for done, subject in enumerate(self.subjects, 1):
            book = prints.book(self.study, subject)
            made = casebook_pdf(book, self.study.protocol, self.printed, practice=self.head.practice)
            self._keep(made, place / f"{file_name(subject)}.pdf")
            yield Progress(done, len(self.subjects))

    def form(self, what: prints.What) -> Generator[Progress, None, None]:
        made = yield from prints.steps(self.study, prints.Wish(what), self.printed)
        (self._place("forms") / f"{what}.pdf").write_bytes(made.pdf)

    def listing(self, name: str) -> Generator[Progress, None, None]:
        listed, made = yield from listings.printed_listing(
            self.study, name, self.subjects, self.printed, practice=self.head.practice
        )
        place = self._place("listings")
        self._keep(made, place / f"{name}.pdf")
        for _part in listings.write_listing(listed, self.study, place / f"{name}.csv", practice=self.head.practice):
            yield Progress(1, 1)

    def trail(self) -> Generator[Progress, None, None]:
        """The trail of the study, or of each participant where only some leave."""
        place, whole = self._place("audit"), len(self.subjects) == len(self.study.subjects())
        subjects = ("",) if whole else self.subjects
        for number, subject in enumerate(subjects):
            lines, length = trail(self.study, subject), trail_length(self.study, subject)
            path = place / (f"{file_name(subject)}.csv" if subject else "study.csv")
            for done in write_audit_csv(path, lines, self.study.protocol, practice=self.head.practice, bom=self.bom):
                yield Progress(number * length + done, len(subjects) * length)

    def hashes(self) -> Generator[Progress, None, None]:
        """What the copy says about itself, and then the hash of every file."""
        _write(self.folder / READ_ME, read_me(self.head, self.study.ledger.end, self.unprintable))
        names, lines = files_in(self.folder), []
        for done, name in enumerate(names, 1):
            digest = hashlib.sha256()
            with (self.folder / name).open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
                    yield Progress(done, len(names))
            lines.append(f"{digest.hexdigest()}  {name.as_posix()}\n")
        _write(self.folder / HASHES, "".join(lines))

    def _place(self, name: str) -> Path:
        place = self.folder / name
        place.mkdir(exist_ok=True)
        return place

    def _keep(self, made: Printout, path: Path) -> None:
        path.write_bytes(made.pdf)
        name = path.relative_to(self.folder).as_posix()
        self.unprintable += ((name, lacking) for lacking in made.unprintable)


def _write(path: Path, words: str) -> None:
    path.write_text(words, encoding="utf-8", newline="")
