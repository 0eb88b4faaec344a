"""The printed verdict says what the screen says, and what has changed since it was given."""

import re

from pytestqt.qtbot import QtBot

from tests.reports.reading import pages
from tests.screened import ELIGIBLE, approve, change, enter
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.pages.screening import ScreeningPage
from ucmsc_desktop.pages.screening_words import MORE
from ucmsc_desktop.reports.casebook import casebook_pdf
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study

CODE = "P-013"


def flat(words: str) -> str:
    """Without line ends and blanks, which paper has elsewhere."""
    return "".join(words.split())


def form_of(study: Study) -> str:
    """The words of the printed screening visit."""
    printed = Printed("Chen Wei", study.clock())
    made = casebook_pdf(study.casebook(CODE), study.protocol, printed, practice=True, visit="SCR")
    assert made.unprintable == ()
    return flat(" ".join(pages(made)))


def test_paper_and_screen_say_the_same(study: Study, qtbot: QtBot) -> None:
    enter(study, CODE)
    approve(study, CODE)
    same_on_both(study, qtbot)


def test_paper_and_screen_say_the_same_of_what_is_open(study: Study, qtbot: QtBot) -> None:
    enter(study, CODE, without={"TRIALS", "REPRODUCTION"})
    used = {
        "1": Therapy(
            drug="Methotrexate",
            therapy_class=TherapyClass.SYSTEMIC,
            last_used_on=PartialDate(str(study.clock().date())),
        )
    }
    change(study, CODE, Therapies.form, therapies=used)
    approve(study, CODE)
    assert "Could be eligible from" in same_on_both(study, qtbot)


def same_on_both(study: Study, qtbot: QtBot) -> str:
    """Find every sentence of the screen on paper; answers what stands under the verdict."""
    page = ScreeningPage(study, CODE)
    qtbot.addWidget(page)
    page._follow(MORE)
    paper = form_of(study)
    assert flat(page.ui.verdict.text()) in paper
    below: str = page.ui.open_facts.words()
    for sentence in re.split(r"(?<=[.])\s", below):
        assert flat(sentence) in paper
    for key, row in page.rows.items():
        assert flat(row.ui.criterion.text()) in paper
        assert flat(row.ui.sentence.text()) in paper, key
        assert flat(row.chip.text()) in paper
        row._follow(MORE)
        # A row may be cut at the foot of a page.
        assert [word for word in row.ui.details.words().split() if word not in paper] == []
    return below


def test_what_changed_after_signing_is_told_beside_the_signed_verdict(study: Study) -> None:
    enter(study, CODE)
    approve(study, CODE)
    change(study, CODE, "SAS", answers={}, entered_raw=43)
    paper = form_of(study)
    assert flat(ELIGIBLE) in paper
    assert flat("The verdict would differ now: Not eligible: SAS standard score 53 is above 50.") in paper
    assert flat("Now applies: SAS standard score 53 is above 50") in paper
    assert flat("Facts as they were when the verdict was recorded") in paper
    assert flat("SAS standard score 42 (raw 34)") in paper


def test_decision_and_deviations_are_printed(study: Study) -> None:
    enter(study, CODE)
    approve(study, CODE)
    decided = {"outcome": Outcome.FAILED, "decided_on": study.clock().date(), "failure_reason": "Moved away"}
    change(study, CODE, Screening.form, **decided)
    deviation = Deviation(
        step=Step.OTHER, noted_on=study.clock().date(), circumstance="Seen one day late", reason="Snow"
    )
    study.save(Key(CODE, "", Deviation.form), deviation, sign=Signing(Meaning.APPROVAL, PRACTICE_PASSWORD))
    paper = form_of(study)
    assert flat("Decision Screen failure") in paper
    assert flat("Reason for screen failure Moved away") in paper
    assert flat("Seen one day late") in paper
