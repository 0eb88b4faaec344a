"""The values that coded variables may have, with their words and the code of the list in the NCI thesaurus."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.domain.therapies import TherapyClass
from ucmsc_desktop.exchange.sdtm import cm, qs, rs, terms
from ucmsc_desktop.exchange.sdtm.beside import label_of, qualifiers
from ucmsc_desktop.exchange.sdtm.found import NOT_DONE, QUALIFIERS
from ucmsc_desktop.exchange.sdtm.tables import supplements


class Codelist(msgspec.Struct, frozen=True):
    """A list: its name, its code in the thesaurus where it is the standard's, and words by value."""

    name: str
    words: Mapping[str, str]
    thesaurus: str = ""


def _plain(*values: str) -> dict[str, str]:
    return {value: value for value in values}


def _questions() -> dict[str, str]:
    found = dict(qs.GLOBAL_NAMES)
    for record_type, scores in qs.SCORES.items():
        found |= qs.test_names(record_type, scores)
    return found


def codelists(header: Header) -> dict[str, Codelist]:
    """Every list of the standard or of the study, by the name under which variables refer to it."""
    visits = [*(visit.label for visit in header.protocol.visits), *header.visits]
    signs = {code: name for code, (name, _unit) in terms.VITAL_SIGNS.items()}
    found = {
        "ACN": Codelist("Action Taken with Study Treatment", _plain(*terms.ACTIONS.values()), "C66767"),
        "AGEU": Codelist("Age Unit", _plain("YEARS"), "C66781"),
        "ARMNULRS": Codelist("Arm Null Reason", _plain("SCREEN FAILURE", "NOT ASSIGNED", "ASSIGNED, NOT TREATED")),
        "BRDGMOOD": Codelist("Mood", _plain("SCHEDULED", "PERFORMED")),
        "CMCAT": Codelist("Category for Medication", _plain(*terms.PURPOSES.values(), cm.PSORIASIS)),
        "CMSCAT": Codelist("Class of Treatment", {code.value.upper(): code.label for code in TherapyClass}),
        "DVDECOD": Codelist("Rule of the Protocol", {step.value.upper(): step.label for step in Step}),
        "EPOCH": Codelist("Epoch", _plain(*terms.EPOCHS), "C99079"),
        "EVAL": Codelist("Evaluator", _plain("INVESTIGATOR", "INDEPENDENT ASSESSOR")),
        "IECAT": Codelist("Category of Inclusion or Exclusion", _plain("INCLUSION", "EXCLUSION"), "C66797"),
        "LBTESTCD": Codelist("Laboratory Test Code", terms.ANALYTE_NAMES, "C65047"),
        "MEDEVAL": Codelist("Evaluator Identifier", _plain("RATER 1", "RATER 2")),
        "MHCAT": Codelist("Category for Medical History", _plain("PSORIASIS", "ASKED AT SCREENING")),
        "ND": Codelist("Not Done", _plain(NOT_DONE)),
        "NRIND": Codelist("Reference Range Indicator", _plain(*terms.RANGES.values()), "C78736"),
        "NY": Codelist("No Yes Response", {"N": "No", "Y": "Yes"}, "C66742"),
        "OUT": Codelist("Outcome of Event", _plain(*terms.OUTCOMES.values()), "C66768"),
        "QSCAT": Codelist("Category of Question", _plain("DLQI", "SAS", "SDS", "GLOBAL")),
        "QSTESTCD": Codelist("Question Code", _questions()),
        "ROUTE": Codelist("Route of Administration", _plain(*terms.ROUTE_OF.values()), "C66729"),
        "RSCAT": Codelist("Category for Assessment", _plain(rs.CATEGORY, rs.SURFACE_CATEGORY)),
        "RSTESTCD": Codelist("Assessment Code", terms.PASI_NAMES | dict([rs.SURFACE]), "C190934"),
        "SEX": Codelist("Sex", {sex.value: sex.label for sex in Sex}, "C66731"),
        "STENRF": Codelist("Relation to Reference Period", _plain("ONGOING"), "C66728"),
        "VISIT": Codelist("Visit", _plain(*visits)),
        "VSTESTCD": Codelist("Vital Sign Code", signs, "C66741"),
    }
    return found | {dataset.name: _qualifiers(dataset.name) for dataset in supplements()}


def _qualifiers(name: str) -> Codelist:
    domain = name.removeprefix(QUALIFIERS)
    words = {qualifier: label_of(item) for qualifier, item in qualifiers(domain).items()}
    return Codelist(f"Qualifiers of {domain}", words)
