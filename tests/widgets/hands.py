"""Mouse, finger and pen on a view of the body chart, at points of the chart; run alone it prints a painted map."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.widgets.body_view import BodyView

Point = tuple[float, float]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
CHEST: Sequence[Point] = ((230.25, 280.5), (250, 300), (290.125, 310.75), (320, 260))
PLAIN = Qt.KeyboardModifier.NoModifier


def place(view: BodyView, point: Point) -> QPointF:
    """Where a point of the chart lies in a view."""
    return view.to_view().map(QPointF(*point))


class Mouse:
    """A mouse that moves over one view."""

    def __init__(self, view: BodyView) -> None:
        self.view = view

    def send(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton = NONE, held: Qt.MouseButton = NONE) -> None:
        """Send one event at a place of the view."""
        event = QMouseEvent(kind, at, self.view.mapToGlobal(at), button, held, PLAIN)
        QApplication.sendEvent(self.view, event)

    def press(self, point: Point, button: Qt.MouseButton = LEFT) -> None:
        """Press a button over a point of the chart."""
        self.send(QEvent.Type.MouseButtonPress, place(self.view, point), button, button)

    def move(self, point: Point) -> None:
        """Move with the left button held."""
        self.send(QEvent.Type.MouseMove, place(self.view, point), NONE, LEFT)

    def release(self, point: Point, button: Qt.MouseButton = LEFT) -> None:
        """Let a button go."""
        self.send(QEvent.Type.MouseButtonRelease, place(self.view, point), button)

    def draw(self, points: Sequence[Point] = CHEST) -> None:
        """Make one stroke."""
        self.press(points[0])
        for point in points[1:]:
            self.move(point)
        self.release(points[-1])


class Fingers:
    """Fingers on a touch screen."""

    def __init__(self, view: BodyView) -> None:
        self.view = view
        self.device = QTest.createTouchDevice()

    def _at(self, point: Point) -> QPoint:
        return place(self.view, point).toPoint()

    def touch(self, **fingers: Point) -> None:
        """Commit what fingers do at once: `press_0=(x, y), move_1=(x, y)`."""
        sequence = QTest.touchEvent(self.view, self.device)
        for what, point in fingers.items():
            action, number = what.split("_")
            where = () if action == "stationary" else (self._at(point), self.view)
            getattr(sequence, action)(int(number), *where)
        sequence.commit()

    def draw(self, points: Sequence[Point] = CHEST) -> None:
        """Make one stroke with one finger."""
        self.touch(press_0=points[0])
        for point in points[1:]:
            self.touch(move_0=point)
        self.touch(release_0=points[-1])


class Pen:
    """A pen on a digitiser; its other end erases."""

    def __init__(self, view: BodyView, kind: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen) -> None:
        self.view = view
        can = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
        self.device = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, kind, can, 1, 2)

    def send(self, kind: QEvent.Type, point: Point, button: Qt.MouseButton = NONE, held: Qt.MouseButton = NONE) -> None:
        """Send one event over a point of the chart."""
        at = place(self.view, point)
        pressure = 0.4 if held == LEFT else 0.0
        event = QTabletEvent(
            kind, self.device, at, self.view.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, PLAIN, button, held
        )
        QApplication.sendEvent(self.view, event)

    def hover(self, point: Point) -> None:
        """Come near without touching."""
        self.send(QEvent.Type.TabletMove, point)

    def draw(self, points: Sequence[Point] = CHEST) -> None:
        """Make one stroke."""
        self.send(QEvent.Type.TabletPress, points[0], LEFT, LEFT)
        for _before, point in pairwise(points):
            self.send(QEvent.Type.TabletMove, point, NONE, LEFT)
        self.send(QEvent.Type.TabletRelease, points[-1], LEFT)


def main() -> None:
    """Paint a stroke in a window of its own and print what was painted."""
    from ucmsc_desktop.widgets.body_map import BodyMap

    app = QApplication([])
    view = BodyMap()
    view.resize(526, 495)
    view.show()
    Mouse(view).draw()
    print(view.devicePixelRatioF(), view.map().cells.hex())  # type: ignore[union-attr] # noqa: T201
    app.quit()


if __name__ == "__main__":
    main()
