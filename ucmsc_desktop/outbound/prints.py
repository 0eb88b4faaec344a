"""What can be printed of a study: each print in steps, as the pages of one PDF."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import msgspec

from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.paper_plan import printable_forms
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.outbound.closed import closed
from ucmsc_desktop.outbound.names import file_name
from ucmsc_desktop.outbound.progress import Progress, counted_result, in_language, shared
from ucmsc_desktop.outbound.ready import made_ready
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _


class What(Code):
    """What is printed."""

    FORM = ("form", N_("This form"))
    VISIT = ("visit", N_("This visit"))
    PARTICIPANT = ("participant", N_("This participant"))
    STUDY = ("study", N_("All participants"))
    BLANK = ("blank", N_("Blank forms"))
    ANNOTATED = ("annotated", N_("Annotated forms"))
    LISTING = ("listing", N_("A listing"))
    AUDIT = ("audit", N_("Audit extract"))


Steps = Generator[Progress, None, Printout]
PARTS = 100
"""Steps of a print whose length is not known before."""


class Wish(msgspec.Struct, frozen=True):
    """A print that is asked for, with what it is of.

    Blank forms are all, those of a visit, or one; an audit extract without a subject is of the whole study.
    """

    what: What
    subject: str = ""
    visit: str = ""
    form: str = ""
    number: int = 0
    listing: str = ""


def refusal(study: Study, wish: Wish) -> str:
    """Why this is not printed for this person now, in a sentence; empty when it is."""
    if wish.what in (What.BLANK, What.ANNOTATED):
        return ""
    known = study.subjects()
    if wish.subject and wish.subject not in known:
        return _("There is no participant {code} in this study.").format(code=wish.subject)
    if wish.what is What.LISTING:
        return ""  # no listing tells a score, and a closed verdict says so in its place
    return closed(study, told_of(study, wish))


def told_of(study: Study, wish: Wish) -> Sequence[str]:
    """The participants of whose scores a print tells."""
    return [wish.subject] if wish.subject else study.subjects()


def file_name_of(study: Study, wish: Wish, ending: str = ".pdf") -> str:
    """The name of the file that is proposed."""
    visit = [file_name(wish.visit)] if wish.visit else []
    match wish.what:
        case What.FORM:
            parts = [file_name(wish.subject), *visit, wish.form, *([str(wish.number)] if wish.number else [])]
        case What.VISIT:
            parts = [file_name(wish.subject), *visit]
        case What.PARTICIPANT:
            parts = [file_name(wish.subject), "casebook"]
        case What.BLANK:
            parts = ["blank", *visit, *([wish.form] if wish.form else [])]
        case What.LISTING:
            parts = [file_name(study.protocol.study.code), wish.listing]
        case _:
            parts = [file_name(wish.subject or study.protocol.study.code), str(wish.what)]
    return "-".join(parts) + ending


def steps(study: Study, wish: Wish, printed: Printed) -> Steps:
    """The print, in the language of the paper. Raises StudyError where what is asked for is not there."""
    return in_language(printed.language, _work(study, wish, printed))


def table(study: Study, wish: Wish, target: Path) -> Generator[Progress, None, None]:
    """A listing or the audit extract as a CSV file, whole or not at all, noted in the trail. Raises NotWritten."""
    from ucmsc_desktop.outbound import listings

    if wish.what is What.AUDIT:
        return listings.audit_table(study, wish.subject, target)
    return listings.listing_table(study, wish.listing, target)


def note(study: Study, wish: Wish, to: str) -> None:
    """Note in the trail that a print went to a printer or into a file."""
    what = wish.listing if wish.what is What.LISTING else str(wish.what)
    body = {"what": what, "visit": wish.visit, "form": wish.form, "to": to}
    study.log("print", subject=wish.subject, body={name: value for name, value in body.items() if value})


def _work(study: Study, wish: Wish, printed: Printed) -> Steps:
    for _part in made_ready():
        yield Progress(0, 1)
    match wish.what:
        case What.STUDY:
            return (yield from _study(study, printed))
        case What.BLANK | What.ANNOTATED:
            return (yield from shared(_unfilled(study, wish, printed), PARTS, PARTS))
        case What.LISTING | What.AUDIT:
            from ucmsc_desktop.outbound import listings  # late, for start-up

            if wish.what is What.AUDIT:
                return (yield from listings.audit_print(study, wish.subject, printed))
            return (yield from listings.listing_print(study, wish.listing, printed))
        case _:
            return _participant(study, wish, printed)


def book(study: Study, subject: str) -> Casebook:
    """A participant's casebook with its lesion maps as lines."""
    from ucmsc_desktop.body.drawing import drawn  # late: numpy

    return drawn(study.casebook(subject))


def _participant(study: Study, wish: Wish, printed: Printed) -> Printout:
    from ucmsc_desktop.reports.casebook import casebook_pdf

    return casebook_pdf(
        book(study, wish.subject),
        study.protocol,
        printed,
        practice=study.practice,
        visit=None if wish.what is What.PARTICIPANT else wish.visit,
        form=wish.form if wish.what is What.FORM else None,
        number=wish.number or None,
    )


def _study(study: Study, printed: Printed) -> Steps:
    from ucmsc_desktop.reports.study_casebook import study_casebook
    from ucmsc_desktop.store import leaving

    subjects = study.subjects()
    books: Iterator[Casebook] = (book(study, subject) for subject in ("", *subjects))
    work = study_casebook(leaving.header(study, subjects), books, printed)
    return (yield from counted_result(work, len(subjects)))


def _unfilled(study: Study, wish: Wish, printed: Printed) -> Generator[float, None, Printout]:
    from ucmsc_desktop.body.drawing import bare
    from ucmsc_desktop.reports.annotated import annotated_steps
    from ucmsc_desktop.reports.blank import blank_steps
    from ucmsc_desktop.reports.blank_form import Unfilled

    if wish.what is What.ANNOTATED:
        of = Unfilled(study.protocol, bare(), annotated=True)
        return annotated_steps(of, printed, practice=study.practice)
    return blank_steps(
        Unfilled(study.protocol, bare(), _wordings(study)),
        printed,
        practice=study.practice,
        forms=(wish.form,) if wish.form else None,
        visits=(wish.visit,) if wish.visit else None,
    )


def _wordings(study: Study) -> dict[str, Wording]:
    """The licensed words of each questionnaire, where the site has loaded them."""
    found = [kept.record for kept in study.study_records(Wording.form)]
    return {record.questionnaire: record for record in found if isinstance(record, Wording) and record.questionnaire}


def blank_forms(study: Study) -> Sequence[str]:
    """The codes of the forms that can be printed without entries."""
    return printable_forms(study.protocol)
