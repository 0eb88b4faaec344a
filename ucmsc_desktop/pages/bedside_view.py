"""What is always in sight at the bedside: the dose, the ring, how long it has run, and the controls of the stage."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain.countdown import clock_text, countdown
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.infusion_words import baseline, lasted
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.protocol import DosePart
from ucmsc_desktop.domain.run import Run, RunStage
from ucmsc_desktop.domain.vitals_plan import Due, DueState, Planned
from ucmsc_desktop.forms.ui_bedside import Ui_Bedside
from ucmsc_desktop.pages import bedside_words as said
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.plan_table import PlanRow

_CHIPS: dict[DueState, Status] = {
    DueState.DONE: "ok",
    DueState.DUE: "warn",
    DueState.OVERDUE: "error",
    DueState.MISSED: "error",
}
_FLOWING = (RunStage.RUNNING, RunStage.PAUSED)


def show_dose(ui: Ui_Bedside, run: Run, log: Infusion | None, dose: DosePart) -> None:
    """Show the dose with its working, the bag, and that two persons checked; nothing before they agree."""
    ui.dose_card.setVisible(log is not None)
    if log is None:
        return
    known = log.dose_cells
    ui.dose_words.setText(words.million_cells(known) if known is not None else _("not known"))
    ui.volume_words.setText(_("in {volume}").format(volume=words.volume(log)) if words.volume(log) else "")
    ui.working_words.setText(words.working(log, dose))
    ui.bag_words.setText(said.bag_words(log, run.checks))
    ui.checked_chip.set_status("ok", said.checked_words(run.checks), "shield-check")


def show_course(ui: Ui_Bedside, planned: Planned, now: Instant) -> Due | None:
    """Show ring, time and volume as they are now; answers the set that is next."""
    run, due = planned.run, planned.next(now)
    found = countdown(planned, now)
    if run.stage is RunStage.CLOSED:
        ui.ring.show_time(1.0, "ok", _("Infusion"), _("closed"), "")
    elif due is None and run.stage is RunStage.BEFORE:
        ui.ring.show_time(1.0, "ok", _("Vital signs"), _("taken"), "")
    else:
        ui.ring.show_time(1 - found.part, found.status, *said.ring_words(found, due))
    ui.course_title.setText(said.title(run))
    ui.lasted_words.setText(lasted(run.elapsed_ms(now) // 1000, exactly=run.stage in _FLOWING) if run.started else "–")
    ui.course_words.setText(said.course(run, now))
    ui.observe_chip.set_status(*said.observation(planned, now), "timer")
    left = planned.observation_left_ms(now)
    below = _("observe {time} more").format(time=clock_text(left)) if left is not None and left > 0 else _("then close")
    ui.leave_button.set_words(_("Leaving"), below, "log-out")
    ui.vitals_button.set_words(_("Record vitals"), said.due_words(due), "heart-pulse", "primary")
    return due


def show_controls(ui: Ui_Bedside, run: Run, *, may_write: bool, may_take: bool) -> None:
    """Show the controls that a stage has, for a person who may use them."""
    flows, ended = run.stage in _FLOWING, run.stage is RunStage.ENDED
    closed = run.stage is RunStage.CLOSED
    paused = run.stage is RunStage.PAUSED
    is_given = run.log is not None and run.log.record.volume_given_ml is not None
    for button, shown in (
        (ui.vitals_button, may_take and not closed),
        (ui.reaction_button, may_write and (flows or ended)),
        (ui.pause_button, may_write and flows),
        (ui.stop_button, may_write and flows),
        (ui.rate_button, may_write and flows),
        (ui.flush_button, may_write and (flows or (ended and not is_given))),
        (ui.finish_button, may_write and ended and not is_given),
        (ui.leave_button, may_write and ended),
        (ui.back_button, run.stage is RunStage.BEFORE),
        (ui.sign_button, may_write and closed),
        (ui.log_button, closed),
    ):
        button.setVisible(shown)
    ui.reaction_button.set_words(_("Reaction"), _("keeps the time"), "triangle-alert")
    ui.pause_button.set_words(
        _("Resume") if paused else _("Pause"), "" if paused else _("reason in one tap"), "play" if paused else "pause"
    )
    ui.stop_button.set_words(_("Stop"), _("hold 2 s"), "octagon-x", "danger")
    rate = run.rate_ml_h
    ui.rate_button.title_size = ui.flush_button.title_size = 16
    ui.rate_button.set_words(_("Rate"), _("{n} mL/h").format(n=words.plain(rate)) if rate is not None else "")
    ui.flush_button.set_words(_("Flush"))
    ui.finish_button.set_words(_("Volume and bag"), _("what was given"), "flask-conical", "primary")
    ui.back_button.set_words(_("Back to the checks"), "", "arrow-left")
    ui.sign_button.set_words(_("Sign"), _("log, events, vital signs"), "signature", "primary")
    ui.log_button.set_words(_("Log"), _("correct with a reason"), "pen-line")


def rows(planned: Planned, dues: Sequence[Due]) -> list[PlanRow]:
    """The plan line by line, and at its place what was taken beside it."""
    found = [(due.kept.record.taken_at if due.kept is not None else None, _row(due)) for due in dues]
    for kept in planned.extra:
        at = kept.record.taken_at
        after = [number for number, (taken, _row_) in enumerate(found) if taken and at and taken <= at]
        done = said.clock(at) if at is not None else ""
        found.insert(after[-1] + 1 if after else 0, (at, PlanRow(_("extra"), done, "ok", kept.record)))
    return [row for _at, row in found]


def _row(due: Due) -> PlanRow:
    signs = due.kept.record if due.kept is not None else None
    label = due.label[:1].upper() + due.label[1:]
    if signs is None:
        time = said.clock(due.at) if due.at is not None else ""
        said_of = _("due {time}").format(time=time) if due.is_open or due.is_soon else time
        if due.state is DueState.MISSED:
            said_of = _("missed")
        return PlanRow(label, said_of, "warn" if due.is_soon else _CHIPS.get(due.state, "plain"))
    if due.state is DueState.SKIPPED:
        why = next(iter(signs.missing.values()), None)
        return PlanRow(label, _(why.label) if why is not None else _(due.state.label))
    return PlanRow(label, said.clock(signs.taken_at) if signs.taken_at else "", "ok", signs)


def before(planned: Planned) -> VitalSigns | None:
    """The set before the infusion, against which the others are read."""
    return baseline([kept.record for kept in planned.run.sets])
