"""The people, the place and the meanings of signatures to which the data refer."""

from __future__ import annotations

from lxml import etree

from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.armour import armoured
from ucmsc_desktop.exchange.odm.metadata import version_oid

LEGAL_REASON = "Electronic signature by user name and password, given with the meaning that is named."


def admin_element(header: Header) -> etree._Element:
    """Each person once in each role, the site, and what signatures say."""
    study = oids.study_oid(header.protocol.study.code, practice=header.practice)
    admin = etree.Element("AdminData", StudyOID=study)
    for user, name in header.people.items():
        for role in header.roles.get(user, ()):
            _person(admin, user, name, role)
    _site(admin, header, study)
    for meaning in Meaning:
        held = etree.SubElement(admin, "SignatureDef", OID=oids.signature_oid(meaning), Methodology="Electronic")
        etree.SubElement(held, "Meaning").text = meaning.label
        etree.SubElement(held, "LegalReason").text = LEGAL_REASON
    return admin


def _person(admin: etree._Element, user: str, name: str, role: Role) -> None:
    kind = "Investigator" if role is Role.INVESTIGATOR else "Other"
    held = etree.SubElement(admin, "User", OID=oids.user_oid(user, role), UserType=kind)
    for part, words in (("LoginName", user), ("DisplayName", f"{name}, {role.label}"), ("FullName", name)):
        etree.SubElement(held, part).text = armoured(words)
    etree.SubElement(held, "LocationRef", LocationOID=oids.SITE)


def _site(admin: etree._Element, header: Header, study: str) -> None:
    known = header.protocol.study
    name = armoured(next(iter(known.sites), "")) or known.code
    place = etree.SubElement(admin, "Location", OID=oids.SITE, Name=name, LocationType="Site")
    effective = header.versions[0].by.at.date().isoformat()
    about = {"StudyOID": study, "MetaDataVersionOID": version_oid(header), "EffectiveDate": effective}
    etree.SubElement(place, "MetaDataVersionRef", about)
