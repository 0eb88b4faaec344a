"""The fifty sub-regions of the body chart and what they are called, in the order in which the chart numbers them."""

from __future__ import annotations

from typing import Literal

import msgspec

from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.text import N_

View = Literal["front", "back"]


class SubRegion(msgspec.Struct, frozen=True):
    """A part of a region in one view; left and right in its id are the participant's."""

    index: int
    id: str
    view: View
    region: Region
    label: str


_NAMED: tuple[tuple[str, str], ...] = (
    ("front.head.scalp", N_("Scalp, front")),
    ("front.head.face", N_("Face and ears")),
    ("front.head.neck", N_("Neck, front")),
    ("front.upper_limbs.palm.left", N_("Palm, left")),
    ("front.upper_limbs.forearm.left", N_("Forearm, left, front")),
    ("front.upper_limbs.antecubital.left", N_("Elbow crease, left")),
    ("front.upper_limbs.arm.left", N_("Upper arm, left, front")),
    ("front.upper_limbs.palm.right", N_("Palm, right")),
    ("front.upper_limbs.forearm.right", N_("Forearm, right, front")),
    ("front.upper_limbs.antecubital.right", N_("Elbow crease, right")),
    ("front.upper_limbs.arm.right", N_("Upper arm, right, front")),
    ("front.trunk.chest.left", N_("Chest, left")),
    ("front.trunk.abdomen-upper.left", N_("Upper abdomen, left")),
    ("front.trunk.abdomen-lower.left", N_("Lower abdomen, left")),
    ("front.trunk.chest.right", N_("Chest, right")),
    ("front.trunk.abdomen-upper.right", N_("Upper abdomen, right")),
    ("front.trunk.abdomen-lower.right", N_("Lower abdomen, right")),
    ("front.trunk.groin-genitals", N_("Groin and genitals")),
    ("front.lower_limbs.thigh.left", N_("Thigh, left, front")),
    ("front.lower_limbs.knee.left", N_("Knee, left")),
    ("front.lower_limbs.shin.left", N_("Shin, left")),
    ("front.lower_limbs.foot.left", N_("Foot, left")),
    ("front.lower_limbs.thigh.right", N_("Thigh, right, front")),
    ("front.lower_limbs.knee.right", N_("Knee, right")),
    ("front.lower_limbs.shin.right", N_("Shin, right")),
    ("front.lower_limbs.foot.right", N_("Foot, right")),
    ("back.head.scalp", N_("Scalp, back")),
    ("back.head.nape", N_("Nape")),
    ("back.upper_limbs.hand.right", N_("Back of the hand, right")),
    ("back.upper_limbs.forearm.right", N_("Forearm, right, back")),
    ("back.upper_limbs.elbow.right", N_("Elbow, right")),
    ("back.upper_limbs.arm.right", N_("Upper arm, right, back")),
    ("back.upper_limbs.hand.left", N_("Back of the hand, left")),
    ("back.upper_limbs.forearm.left", N_("Forearm, left, back")),
    ("back.upper_limbs.elbow.left", N_("Elbow, left")),
    ("back.upper_limbs.arm.left", N_("Upper arm, left, back")),
    ("back.trunk.upper-back.right", N_("Upper back, right")),
    ("back.trunk.lower-back.right", N_("Lower back, right")),
    ("back.trunk.upper-back.left", N_("Upper back, left")),
    ("back.trunk.lower-back.left", N_("Lower back, left")),
    ("back.lower_limbs.buttock.right", N_("Buttock, right")),
    ("back.lower_limbs.thigh.right", N_("Thigh, right, back")),
    ("back.lower_limbs.popliteal.right", N_("Hollow of the knee, right")),
    ("back.lower_limbs.calf.right", N_("Calf, right")),
    ("back.lower_limbs.heel.right", N_("Heel, right")),
    ("back.lower_limbs.buttock.left", N_("Buttock, left")),
    ("back.lower_limbs.thigh.left", N_("Thigh, left, back")),
    ("back.lower_limbs.popliteal.left", N_("Hollow of the knee, left")),
    ("back.lower_limbs.calf.left", N_("Calf, left")),
    ("back.lower_limbs.heel.left", N_("Heel, left")),
)


def _sub_region(index: int, name: str, label: str) -> SubRegion:
    view: View = "front" if name.startswith("front.") else "back"
    return SubRegion(index, name, view, Region(name.split(".")[1]), label)


SUB_REGIONS = tuple(_sub_region(index, *named) for index, named in enumerate(_NAMED, 1))


def mirrored(name: str) -> str:
    """The id of the same place on the other side of the body; what lies on the middle is its own image."""
    place, _dot, side = name.rpartition(".")
    return f"{place}.{'right' if side == 'left' else 'left'}" if side in ("left", "right") else name


def limb(sub_region: SubRegion) -> str:
    """What a sub-region hangs together with in its view: head, trunk, an arm, a leg, or a buttock on top of a leg."""
    part, *side = sub_region.id.split(".")[2:]
    if sub_region.region is Region.UPPER_LIMBS:
        return ".".join(["arm", *side])
    if sub_region.region is Region.LOWER_LIMBS:
        return ".".join(["buttock" if part == "buttock" else "leg", *side])
    return str(sub_region.region)
