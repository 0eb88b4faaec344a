"""Make `chart.npz` from `body.svg`: which cell of the chart belongs where, and how much skin it stands for.

A cell's weight is an inflation factor times a part factor. The inflation blows the silhouette up like a balloon: with
g the solution of laplace(g) = -4 inside and g = 0 at the edge, the height is h = 0.9 sqrt(g / 2) (1.0 would be exact
for a cylinder), and a cell stands for sqrt(1 + |grad h|^2) cells of skin, at most 6. The part factors bring the parts
of the body to the proportions of an adult in the chart of Lund and Browder (Surg Gynecol Obstet 1944;79:352-8); then
each region is scaled to its palms in PASI. One half of each view is worked out and mirrored.

Run `python resources/body/build.py` after a change of the drawing; `--check` compares with the file that is there.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ucmsc_desktop.body.chart import HEIGHT, PALM, VIEW_WIDTH, Chart, Labels, Mask, Weights, read_chart
from ucmsc_desktop.body.outline import Outline, Polyline, read_outline
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, View, mirrored
from ucmsc_desktop.domain.regions import Region

FOLDER = Path(__file__).resolve().parent
HALF = VIEW_WIDTH // 2
FLATNESS = 0.9
STEEPEST = 6.0
VIEWS: tuple[View, ...] = ("front", "back")

Field = npt.NDArray[np.float64]

# Lund and Browder, adult, % of body surface in one view: both sides of the body together.
PARTS: dict[str, tuple[float, tuple[str, ...]]] = {
    "front head": (3.5, ("front.head.scalp", "front.head.face")),
    "front neck": (1.0, ("front.head.neck",)),
    "front trunk": (13.0, ("front.trunk.chest", "front.trunk.abdomen-upper", "front.trunk.abdomen-lower")),
    "genitals": (1.0, ("front.trunk.groin-genitals",)),
    "front arm": (4.0, ("front.upper_limbs.arm",)),
    "front forearm": (3.0, ("front.upper_limbs.forearm",)),
    "palm": (2.5, ("front.upper_limbs.palm",)),
    "front thigh": (9.5, ("front.lower_limbs.thigh",)),
    "front leg": (7.0, ("front.lower_limbs.shin",)),
    "front foot": (3.5, ("front.lower_limbs.foot",)),
    "back head": (3.5, ("back.head.scalp",)),
    "back neck": (1.0, ("back.head.nape",)),
    "back trunk": (13.0, ("back.trunk.upper-back", "back.trunk.lower-back")),
    "back arm": (4.0, ("back.upper_limbs.arm",)),
    "back forearm": (3.0, ("back.upper_limbs.forearm",)),
    "back hand": (2.5, ("back.upper_limbs.hand",)),
    "buttock": (5.0, ("back.lower_limbs.buttock",)),
    "back thigh": (9.5, ("back.lower_limbs.thigh",)),
    "back leg": (7.0, ("back.lower_limbs.calf",)),
    "back foot": (3.5, ("back.lower_limbs.heel",)),
}
# A joint belongs half to the part above and half to the part below it.
JOINTS = {
    "front.upper_limbs.antecubital": ("front arm", "front forearm"),
    "front.lower_limbs.knee": ("front thigh", "front leg"),
    "back.upper_limbs.elbow": ("back arm", "back forearm"),
    "back.lower_limbs.popliteal": ("back thigh", "back leg"),
}


# --- Labels -----------------------------------------------------------------------------------------------------------


def rasterised(polygon: Polyline, left: int) -> Mask:
    """The cells of a half view, from column `left` on, whose centres lie in a polygon (even-odd rule)."""
    toggles = np.zeros((HEIGHT, HALF + 1), dtype=np.int64)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        low, high = sorted((y0, y1))
        rows = np.arange(np.ceil(low - 0.5), np.ceil(high - 0.5)).astype(np.int64)
        if rows.size:
            crossed = x0 + (rows + 0.5 - y0) * (x1 - x0) / (y1 - y0)
            first = np.ceil(crossed - left - 0.5).clip(0, HALF).astype(np.int64)
            toggles[rows, first] += 1
    inside: Mask = toggles[:, :HALF].cumsum(axis=1) % 2 == 1
    return inside


def half_labels(outline: Outline, view: View) -> Labels:
    """The labels of the half of a view that is on the left of the picture; each cell of the silhouette gets one."""
    left = VIEWS.index(view) * VIEW_WIDTH
    inside = rasterised(outline.silhouettes[view], left)
    labels = np.zeros((HEIGHT, HALF), dtype=np.uint8)
    for sub_region in SUB_REGIONS:
        if sub_region.view == view:
            labels[inside & (labels == 0) & rasterised(outline.sub_regions[sub_region.id], left)] = sub_region.index
    while (open_cells := inside & (labels == 0)).any():
        for axis, step in ((0, 1), (0, -1), (1, 1), (1, -1)):
            neighbours = np.roll(labels, step, axis)
            labels = np.where(open_cells & (labels == 0), neighbours, labels)
    return labels


def mirrored_labels(half: Labels) -> Labels:
    """The other half of a view: the same cells with left and right exchanged."""
    index = {sub_region.id: sub_region.index for sub_region in SUB_REGIONS}
    other = np.array([0, *(index[mirrored(sub_region.id)] for sub_region in SUB_REGIONS)], dtype=np.uint8)
    return other[half[:, ::-1]]


# --- Weights ----------------------------------------------------------------------------------------------------------


def neighbours_of(inside: Mask) -> npt.NDArray[np.int64]:
    """For each skin cell of a half view, which one lies above, below, left and right; their count where there is none.

    Across the middle of the body lies the cell's own image, which has the cell's own value.
    """
    count = int(inside.sum())
    number = np.full((inside.shape[0] + 2, inside.shape[1] + 2), count)
    number[1:-1, 1:-1][inside] = np.arange(count)
    number[:, -1] = number[:, -2]
    above, below, left, right = number[:-2, 1:-1], number[2:, 1:-1], number[1:-1, :-2], number[1:-1, 2:]
    return np.stack([side[inside] for side in (above, below, left, right)])


def around(values: Field, neighbours: npt.NDArray[np.int64]) -> Field:
    """The values above, below, left and right; off the skin the negative, so that the edge between two cells is 0."""
    return np.where(neighbours < values.size, np.append(values, 0.0)[neighbours], -values)


def solved(neighbours: npt.NDArray[np.int64]) -> Field:
    """The solution of laplace(g) = -4 on the skin cells of a half view, by conjugate gradients."""
    found = np.zeros(neighbours.shape[1])
    residual = np.full_like(found, 4.0)
    direction, square = residual, float(residual @ residual)
    enough = square * 1e-20
    while square > enough:
        image = 4 * direction - around(direction, neighbours).sum(axis=0)
        step = square / float(direction @ image)
        found += step * direction
        residual = residual - step * image
        square, before = float(residual @ residual), square
        direction = residual + square / before * direction
    return found


def inflation(inside: Mask) -> Field:
    """How many cells of skin each cell of the drawing stands for, 0 off the skin."""
    neighbours = neighbours_of(inside)
    g = solved(neighbours)
    above, below, left, right = around(g, neighbours)
    slope = ((below - above) ** 2 + (right - left) ** 2) / 4
    factors = np.zeros(inside.shape)
    factors[inside] = np.sqrt(1 + FLATNESS**2 * slope / (8 * g)).clip(max=STEEPEST)
    return factors


def cells_of(labels: Labels, place: str) -> Mask:
    """The cells of a sub-region, whichever its side."""
    indices = [one.index for one in SUB_REGIONS if one.id == place or one.id.rpartition(".")[0] == place]
    return np.isin(labels, indices)


def middle_of(cells: Mask) -> Field:
    """The mean position of cells."""
    mean: Field = np.argwhere(cells).mean(axis=0)
    return mean


def part_cells(labels: Labels) -> dict[str, Mask]:
    """The cells of each part of a half view; joints are cut across the limb in their middle."""
    parts = {}
    for part, (_share, places) in PARTS.items():
        cells = np.logical_or.reduce([cells_of(labels, place) for place in places])
        if cells.any():
            parts[part] = cells
    halves = []
    for joint, (upper, lower) in JOINTS.items():
        cells = cells_of(labels, joint)
        if cells.any():
            along = middle_of(parts[lower]) - middle_of(parts[upper])
            is_lower = (np.indices(labels.shape).transpose(1, 2, 0) - middle_of(cells)) @ along > 0
            halves += [(upper, cells & ~is_lower), (lower, cells & is_lower)]
    for part, cells in halves:
        parts[part] = parts[part] | cells
    return parts


def half_shares(labels: Labels) -> Field:
    """What each cell of a half view stands for, in % of body surface after Lund and Browder."""
    factors = inflation(labels > 0)
    shares = np.zeros(labels.shape)
    for part, cells in part_cells(labels).items():
        shares[cells] = factors[cells] / factors[cells].sum() * PARTS[part][0] / 2
    return shares


def quantised(shares: Field, total: int) -> npt.NDArray[np.int64]:
    """Whole numbers in proportion to the shares that sum to the total: the largest remainders are rounded up."""
    exact = shares / shares.sum() * total
    whole: npt.NDArray[np.int64] = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


# --- The chart --------------------------------------------------------------------------------------------------------


def built(drawing: Path = FOLDER / "body.svg") -> Chart:
    """Make the chart from the drawing."""
    outline = read_outline(drawing)
    halves = [half_labels(outline, view) for view in VIEWS]
    left = np.hstack(halves)
    shares = np.hstack([half_shares(labels) for labels in halves])
    weights = np.zeros(left.shape, dtype=np.uint16)
    for region in Region:
        cells = np.isin(left, [sub_region.index for sub_region in SUB_REGIONS if sub_region.region is region])
        weights[cells] = quantised(shares[cells], PALM * region.palms // 2)
    labels = np.hstack([part for half in halves for part in (half, mirrored_labels(half))])
    whole = np.hstack([part for half in np.hsplit(weights, 2) for part in (half, half[:, ::-1])])
    return Chart(version_of(labels, whole), labels, whole)


def version_of(labels: Labels, weights: Weights) -> str:
    """A short name for a chart that changes with any of its cells."""
    return hashlib.sha256(labels.tobytes() + weights.astype("<u2").tobytes()).hexdigest()[:12]


def write(chart: Chart, path: Path) -> None:
    """Write the file that the program reads."""
    np.savez_compressed(path, version=np.array(chart.version), labels=chart.labels, weights=chart.weights)


def differs(chart: Chart, other: Chart) -> bool:
    """Whether charts are more apart than another machine's rounding explains."""
    apart = np.abs(chart.weights.astype(np.int64) - other.weights.astype(np.int64))
    return bool((chart.labels != other.labels).any() or apart.max() > 1)


def main(arguments: list[str]) -> int:
    """Make the chart, or compare it with the file."""
    path, chart = FOLDER / "chart.npz", built()
    if "--check" in arguments:
        same = not differs(chart, read_chart(path))
        print("chart.npz agrees with body.svg" if same else "chart.npz does not agree with body.svg: build it again")
        return 0 if same else 1
    write(chart, path)
    print(f"{path}: version {chart.version}, {path.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
