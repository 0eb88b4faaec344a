"""The entry for a day with its time."""

from datetime import datetime, time

import pytest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.items import BadValue, fields
from ucmsc_desktop.domain.product import Bag
from ucmsc_desktop.widgets.moment_field import MomentField


@pytest.fixture
def field(qtbot: QtBot) -> MomentField:
    made = MomentField()
    qtbot.addWidget(made)
    made.set_field(fields(Bag)["expires_at"])
    return made


@pytest.mark.parametrize("typed", ["2026-03-28 18:30", "28-Mar-2026 18:30", "20260328 18:30"])
def test_a_moment_is_read_however_it_is_written(field: MomentField, typed: str) -> None:
    field.line.setText(typed)
    assert field.value() == datetime(2026, 3, 28, 18, 30).astimezone()


@pytest.mark.parametrize(
    "typed", ["28-Mar-2026", "tomorrow", "2026-02-30 10:00", "2026-03-28 25:00", "0001-01-01 00:00"]
)
def test_what_is_no_moment_is_a_sentence(field: MomentField, typed: str) -> None:
    field.line.setText(typed)
    with pytest.raises(BadValue, match="is not a date and time") if typed[:4] != "0001" else pytest.raises(BadValue):
        field.value()


def test_a_day_alone_means_its_end_where_that_is_so(field: MomentField) -> None:
    field.day_alone = time(23, 59)
    field.line.setText("2026-03-31")
    assert field.value() == datetime(2026, 3, 31, 23, 59).astimezone()


def test_a_moment_keeps_its_seconds(field: MomentField) -> None:
    moment = datetime(2026, 3, 28, 18, 30, 7).astimezone()
    field.set_value(moment)
    assert field.line.text() == "28-Mar-2026 18:30"
    assert field.value() == moment
