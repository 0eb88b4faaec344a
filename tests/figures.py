"""Invented Figures of every kind that a cohort has, for the tests of what draws them."""

import math
import random

from ucmsc_desktop.domain.figure import (
    Axis,
    Block,
    Caption,
    Dash,
    Figure,
    Ink,
    Mark,
    Outline,
    Sample,
    Shape,
    Side,
    Stroke,
)

WEEKS = (0, 2, 4, 6, 8, 12, 16, 24)


def code(number: int) -> str:
    return f"P-{number + 1:03}"


def spaghetti(people: int) -> Figure:
    """A line for each participant, the median of all and the range around it."""
    dice = random.Random(people)
    strokes, marks = [], []
    for number in range(people):
        start, rate = dice.uniform(8, 32), dice.uniform(0.01, 0.12)
        points = tuple((week, start * math.exp(-rate * week) + dice.uniform(0, 2)) for week in WEEKS)
        strokes.append(Stroke(points, Ink.FAINT, 1, who=code(number)))
        marks += [
            Mark(x, y, Shape.DISC, Ink.FAINT, x < 24, 4, code(number), f"{code(number)}, week {x}: PASI {y:.1f}")
            for x, y in points
        ]
    median = tuple((week, 18 * math.exp(-0.05 * week) + 1) for week in WEEKS)
    band = (*((x, y + 4) for x, y in median), *((x, max(0.0, y - 4)) for x, y in reversed(median)))
    bold = Stroke(median, Ink.TEXT, 3)
    return Figure(
        "spaghetti",
        "PASI of every participant",
        Axis("Weeks from the first infusion", 0, 24, tuple((w, str(w)) for w in WEEKS)),
        Axis("PASI", 0, 36, tuple((y, str(y)) for y in range(0, 40, 5))),
        outlines=(Outline(band),),
        strokes=(*strokes, bold),
        marks=tuple(marks),
        captions=(
            Caption(24, median[-1][1], "median", Ink.TEXT, Side.LEFT, True),
            Caption(24, 7, "upper quartile"),
            Caption(24, 7.2, "PASI 50"),
        ),
        legend=(
            Sample("participant", strokes[0]),
            Sample("median", bold),
            Sample("middle half", Block(0, 0, 1, 1, Ink.RANGE)),
            Sample("not signed", Mark(0, 0, Shape.DISC, Ink.FAINT, filled=False)),
        ),
        notes=("2 participants have no baseline and are not drawn: P-007, P-031.",),
        description=f"{people} participants, the median falls from 19.0 to 6.4.",
    )


def ordered(people: int) -> Figure:
    """A row for each participant with the change in per cent."""
    dice = random.Random(people)
    changes = sorted(dice.uniform(-100, 30) for _number in range(people))
    marks, strokes = [], []
    for row, change in enumerate(changes):
        missing = row >= people - 3
        place = 0.0 if missing else change
        words = f"{code(row)}: " + ("no assessment at week 12" if missing else f"{change:.1f} %")
        marks.append(
            Mark(place, row, Shape.DISC, Ink.WARN if missing else Ink.COURSE, not missing, 9, code(row), words)
        )
        if not missing:
            strokes.append(Stroke(((0, row), (change, row)), Ink.GRID, 1, who=code(row)))
    levels = tuple(Stroke(((-level, -1), (-level, people)), Ink.RESPONSE, 1, Dash.FINE) for level in (50, 75, 90))
    return Figure(
        "ordered",
        "Change of the PASI at week 12, ordered",
        Axis("Change from baseline, %", -105, 35, tuple((x, f"{x}".replace("-", "−")) for x in range(-100, 31, 25))),
        Axis("", people - 0.5, -0.5, tuple((row, code(row)) for row in range(people))),
        strokes=(*levels, *strokes),
        marks=tuple(marks),
        captions=tuple(Caption(-level, -0.5, f"PASI {level}", Ink.RESPONSE, Side.MIDDLE) for level in (50, 75, 90)),
        legend=(Sample("change", marks[0]), Sample("missing", marks[-1]), Sample("response", levels[0])),
        rows=people,
        description="Ordered by change.",
    )


def heat(people: int, visits: int = 14) -> Figure:
    """Participants by visits, shaded by response."""
    dice = random.Random(people)
    blocks, marks = [], []
    for row in range(people):
        for visit in range(visits):
            value = max(0.0, 24 - 1.6 * visit + dice.uniform(-4, 4))
            if dice.random() < 0.05:
                marks.append(Mark(visit + 0.5, row, Shape.CROSS, Ink.WARN, True, 8, code(row), f"{code(row)}, missed"))
                continue
            shade = min(4, int((24 - value) / 5)) if value < 24 else 0
            blocks.append(
                Block(
                    visit,
                    row - 0.5,
                    visit + 1,
                    row + 0.5,
                    Ink.BAND,
                    shade,
                    f"{value:.1f}",
                    code(row),
                    f"{code(row)}, PASI {value:.1f}",
                )
            )
    return Figure(
        "heat",
        "PASI by participant and visit",
        Axis("Visit", 0, visits, tuple((v + 0.5, f"Wk {2 * v}") for v in range(visits))),
        Axis("", people - 0.5, -0.5, tuple((row, code(row)) for row in range(people))),
        blocks=tuple(blocks),
        marks=tuple(marks),
        legend=(
            *(
                Sample(words, Block(0, 0, 1, 1, Ink.BAND, shade))
                for shade, words in enumerate(("below 50", "PASI 50", "PASI 75", "PASI 90", "PASI 100"))
            ),
            Sample("missed", Mark(0, 0, Shape.CROSS, Ink.WARN)),
        ),
        rows=people,
    )


def lane(dice: random.Random, row: int, end: int) -> list[Mark]:
    """Doses, events and the end of one participant."""
    told: list[tuple[float, Shape, Ink, bool, str]] = [
        (dose, Shape.TRIANGLE, Ink.COURSE if dice.random() > 0.15 else Ink.WARN, True, f"dose on day {dose}")
        for dose in range(0, min(end, 57), 14)
    ]
    told = [(day, shape, ink, ink is Ink.COURSE, words) for day, shape, ink, _filled, words in told]
    if end > 90:
        told.append((80, Shape.DIAMOND, Ink.RESPONSE, True, "first PASI 75"))
    if row % 4 == 0:
        told.append((33, Shape.SQUARE, Ink.ERROR, True, "grade 2 headache"))
    if row % 5 == 0:
        told.append((end - 9, Shape.CROSS, Ink.WARN, True, "relapse"))
    told.append((end, Shape.ARROW if row % 3 else Shape.BAR, Ink.TEXT, True, f"day {end}"))
    who = code(row)
    return [Mark(day, row, shape, ink, filled, 9, who, f"{who}: {words}") for day, shape, ink, filled, words in told]


LANE_LEGEND = (
    Sample("whole dose", Mark(0, 0, Shape.TRIANGLE, Ink.COURSE)),
    Sample("partial dose", Mark(0, 0, Shape.TRIANGLE, Ink.WARN, filled=False)),
    Sample("first PASI 75", Mark(0, 0, Shape.DIAMOND, Ink.RESPONSE)),
    Sample("adverse event", Mark(0, 0, Shape.SQUARE, Ink.ERROR)),
    Sample("relapse", Mark(0, 0, Shape.CROSS, Ink.WARN)),
    Sample("ongoing", Mark(0, 0, Shape.ARROW, Ink.TEXT)),
    Sample("ended", Mark(0, 0, Shape.BAR, Ink.TEXT)),
)


def swimmer(people: int) -> Figure:
    """A lane for each participant with doses, events and the first response."""
    dice = random.Random(people)
    blocks, marks, captions = [], [], []
    for row in range(people):
        who, end = code(row), dice.randint(40, 168)
        blocks.append(Block(0, row - 0.28, end, row + 0.28, Ink.BAND, None, "", who, f"{who}: {end} days"))
        marks += lane(dice, row, end)
        if row % 4 == 0:
            captions.append(Caption(34, row, "G2", Ink.ERROR))
    return Figure(
        "swimmer",
        "What happened to each participant",
        Axis("Days from the first infusion", 0, 175, tuple((d, str(d)) for d in range(0, 175, 28))),
        Axis("Participant", people - 0.5, -0.5, tuple((row, code(row)) for row in range(people))),
        blocks=tuple(blocks),
        marks=tuple(marks),
        captions=tuple(captions),
        legend=LANE_LEGEND,
        rows=people,
    )


FIGURES = {
    "spaghetti 60": spaghetti(60),
    "spaghetti 1000": spaghetti(1000),
    "ordered 96": ordered(96),
    "heat 96": heat(96),
    "swimmer 12": swimmer(12),
    "swimmer 60": swimmer(60),
}
