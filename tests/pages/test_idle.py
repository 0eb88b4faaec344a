"""Nobody there for a while: the watch says so, also after the computer slept."""

from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from ucmsc_desktop.pages.idle import IdleWatch


class Clock:
    """Seconds that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_a_touch_postpones_and_quiet_locks(qtbot: QtBot) -> None:
    clock = Clock()
    watch = IdleWatch(5, clock=clock)
    idle: list[float] = []
    watch.idle.connect(lambda: idle.append(clock.now))
    clock.now += 299
    watch.eventFilter(QObject(), QEvent(QEvent.Type.KeyPress))
    clock.now += 299
    watch.look()
    assert idle == []
    clock.now += 2
    watch.look()
    assert idle == [clock.now]


def test_the_first_touch_after_sleep_locks(qtbot: QtBot) -> None:
    clock = Clock()
    watch = IdleWatch(5, clock=clock)
    clock.now += 8 * 3600
    with qtbot.waitSignal(watch.idle):
        watch.eventFilter(QObject(), QEvent(QEvent.Type.MouseMove))


def test_a_clock_set_back_does_not_lock(qtbot: QtBot) -> None:
    clock = Clock()
    watch = IdleWatch(5, clock=clock)
    clock.now -= 9000
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_a_shorter_wait_counts_from_the_last_touch(qtbot: QtBot) -> None:
    clock = Clock()
    watch = IdleWatch(30, clock=clock)
    clock.now += 120
    with qtbot.waitSignal(watch.idle):
        watch.set_minutes(1)
