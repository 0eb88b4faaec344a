"""The dosing form: both persons' checks, product and bag, dose and its working, course, what was given, and after."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.dose_class import class_words, dose_class
from ucmsc_desktop.domain.dose_working import duration_s
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.run import run_of
from ucmsc_desktop.reports.dose_checks import dose_checks
from ucmsc_desktop.reports.entries import fields_table, queries, rule_text
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.infusion_course import infusion_course
from ucmsc_desktop.reports.parameters import dose_rule
from ucmsc_desktop.text import N_, _

WEIGHT = ("given_on", "weight_kg", "weighed_on", "cells_per_kg")
PRODUCT = (
    "product", "lot", "donor", "passage", "expires_on", "label_counts", "cells_per_ml", "bag", "bag_cells_million",
    "bag_volume_ml", "viability_pct",
)  # fmt: skip
DOSE = ("dose_cells", "volume_to_give_ml")
LINE = ("line", "line_filter", "rate_ml_h", "started_at", "stopped_at")
GIVEN = ("volume_given_ml", "cells_given", "part_given_pct", "flush_ml")
AFTER = ("observed_until", "left_well", "line_removed", "told_whom_to_call", "reaction", "reaction_at", "notes")
SECTIONS = (
    (N_("Body weight"), WEIGHT),
    (N_("Product and bag"), PRODUCT),
    (N_("Dose"), DOSE),
    (N_("Course"), LINE),
    (N_("What was given"), GIVEN),
    (N_("Observation and discharge"), AFTER),
)
"""Every field of the log, in the order in which the work is done."""


def infusion_form(flow: Flow, casebook: Casebook, kept: Kept[Infusion], protocol: Protocol) -> None:
    """One infusion as it was checked, given and watched, with the rule of the dose and what it says about it."""
    record, run = kept.record, run_of(casebook.records, casebook.subject, kept.key.visit)
    if run.checks:
        flow.heading(_("Check by two persons"))
        dose_checks(flow, casebook, run.checks, protocol)
    for title, names in SECTIONS:
        flow.heading(_(title))
        fields_table(flow, record, names)
        if names is DOSE:
            _say_all(flow, _workings(record, protocol))
        elif names is LINE:
            infusion_course(flow, casebook, run)
        elif names is GIVEN:
            _verdict(flow, record, protocol)
    queries(flow, record)
    rule_text(flow, dose_rule(protocol))


def _say_all(flow: Flow, sentences: Sequence[str]) -> None:
    for sentence in sentences:
        flow.say(sentence)


def _workings(record: Infusion, protocol: Protocol) -> list[str]:
    """How dose and volume come about, as the screen says it."""
    dose = words.million_cells(record.dose_cells) if record.dose_cells is not None else _("not known")
    found = [_("Dose: {dose} = {working}").format(dose=dose, working=words.working(record, protocol.dose))]
    if label := words.concentration(record):
        found.append(_("Label: {label}").format(label=label))
    volume = record.volume_exact()
    if volume is not None and record.rate_ml_h:
        time = words.lasted(duration_s(volume, record.rate_ml_h))
        rate = text.quantity(record.rate_ml_h, _("mL per h"))
        found.append(_("At {rate} the volume takes {time}.").format(rate=rate, time=time))
    return found


def _verdict(flow: Flow, record: Infusion, protocol: Protocol) -> None:
    """The class of the dose, where it is known, what is left in the bag, and every caution that the screen gave."""
    found = dose_class(record.part_given(), protocol.dose.tolerance_pct)
    if found is not None:
        said = class_words(found, protocol.dose.tolerance_pct)
        flow.say(_("Class of the dose: {words}").format(words=said), bold=True)
    if record.bag_volume_ml is not None and record.volume_given_ml is not None:
        left = text.quantity(record.bag_volume_ml - record.volume_given_ml, "mL")
        flow.say(_("Left in the bag: {volume}. The accountability log says where it went.").format(volume=left))
    if record.given_on is not None:
        for problem in words.cautions(record, protocol.dose, record.given_on):
            flow.say(problem.sentence, bold=True)
