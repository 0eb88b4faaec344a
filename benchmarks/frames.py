"""What a person does many times over, one by one, against the 16.7 ms that a screen gives it."""

import statistics
from collections.abc import Callable, Sequence

from benchmarks.measure import timed

FRAME = 1 / 60


def frames(name: str, steps: Sequence[Callable[[], object]]) -> str:
    """The median of all steps, and the time that 19 of 20 keep to: that one has to fit into a frame."""
    for step in steps[:5]:
        step()
    taken = [timed(step) for step in steps]
    most = statistics.quantiles(taken, n=20)[-1]
    verdict = "reached" if most <= FRAME else "NOT reached"
    median = statistics.median(taken)
    return (
        f"{name:<58} {median * 1000:9.1f} ms, 19 of 20 under {most * 1000:.1f} ms"
        f"  (at most {FRAME * 1000:.1f} ms: {verdict})"
    )
