"""People and places as ODM 2.0 has them."""

from __future__ import annotations

from lxml import etree

from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm2.data import rename

_TYPES = {Role.ASSESSOR: "Assessor", Role.NURSE: "Care provider", Role.MONITOR: "Monitor"}
"""The roles for which 2.0 has a word and 1.3.2 has none."""


def modernise_people(admin: etree._Element) -> None:
    """Turn the people, places and meanings of ODM 1.3.2 into those of 2.0, in place."""
    for user in admin.findall("User"):
        for role, kind in _TYPES.items():
            if user.get("OID", "").startswith(oids.user_oid("", role)):
                user.set("UserType", kind)
        for child in list(user):
            if child.tag == "LoginName":
                child.tag = "UserName"
            elif child.tag != "FullName":
                user.remove(child)
            if child.tag == "LocationRef":
                user.set("LocationOID", child.get("LocationOID", ""))
    for place in admin.findall("Location"):
        rename(place, {"LocationType": "Role"})
