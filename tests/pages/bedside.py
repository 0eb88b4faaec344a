"""A nurse at the infusion page: what is typed, tapped and taken, and the clock that the test moves."""

from datetime import datetime, timedelta
from typing import Any

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.pages.infusion import InfusionPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.code_field import CodeField

from .hands import press

KEY = Key("P-007", "W2", "INFUSION")
SET = ("128", "78", "72", "16", "98", "36.6")
VALUES = ("systolic", "diastolic", "pulse", "respiration", "oxygen_saturation", "temperature")


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime.now().astimezone().replace(hour=10, minute=0, second=7, microsecond=0)

    def __call__(self) -> datetime:
        return self.now


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


def typed(page: InfusionPage, name: str, text: str) -> None:
    field = getattr(page.ui, name)
    field.setFocus()
    field.line.selectAll()
    press(text + "\t")


def fill(page: InfusionPage, clock: Clock) -> None:
    today = clock().date().isoformat()
    for name, text in {
        "weight_kg": "68.5",
        "weighed_on": today,
        "product": "UC-MSC suspension",
        "lot": "UC-0417-B",
        "expires_on": "2099-12-31",
        "cells_per_ml": "2000000",
    }.items():
        typed(page, name, text)
    choose(page.ui.label_counts, 0)


def give(page: InfusionPage, clock: Clock, minutes: int = 50, volume: str = "68.5") -> None:
    page.ui.started_at.button.click()
    clock.now += timedelta(minutes=minutes)
    page.ui.stopped_at.button.click()
    typed(page, "volume_given_ml", volume)


def draft_of(study: Study, key: Key = KEY) -> Any:
    draft = study.draft(key)
    return draft.record if draft is not None else None


def take(page: InfusionPage, values: tuple[str, ...] = SET) -> None:
    page.ui.systolic.setFocus()
    for name, value in zip(VALUES, values, strict=True):
        typed(page, name, value)


def choose(field: CodeField, index: int) -> None:
    assert field.segments is not None
    field.segments.press(index)
