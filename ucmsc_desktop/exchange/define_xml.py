"""Define-XML 2.1 beside the tabulated data: what each dataset and variable is, its values and where they come from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.odm.armour import armoured, named
from ucmsc_desktop.exchange.sdtm.codelists import Codelist, codelists
from ucmsc_desktop.exchange.sdtm.oids import code_oid, file_name, group_oid, item_oid, metadata_oid, study_code
from ucmsc_desktop.exchange.sdtm.tables import datasets
from ucmsc_desktop.exchange.sdtm.variables import Dataset, Variable

DEFINE = "define.xml"
ODM = "http://www.cdisc.org/ns/odm/v1.3"
DEF = "http://www.cdisc.org/ns/def/v2.1"
XLINK = "http://www.w3.org/1999/xlink"
STANDARD = "STD.SDTMIG"
TABULATION = ("SDTMIG", "3.4")
EMPTY = "COM.EMPTY"
THESAURUS = "nci:ExtCodeID"
_TYPES = {"string": "text", "integer": "integer", "decimal": "float", "date": "date", "datetime": "datetime"}
_E = ElementMaker(namespace=ODM, nsmap={None: ODM, "def": DEF, "xlink": XLINK})
_D = ElementMaker(namespace=DEF)

Lengths = Mapping[str, Mapping[str, int]]
Seen = Mapping[str, Collection[str]]


def write_define(path: Path, header: Header, lengths: Lengths, seen: Seen) -> None:
    """Write the description; `lengths` of texts by dataset and variable, `seen` the values in use by code list."""
    created = header.at.isoformat(timespec="seconds")
    study = header.protocol.study
    root = _E.ODM(
        _E.Study(
            _E.GlobalVariables(
                _E.StudyName(armoured(study_code(header))),
                _E.StudyDescription(armoured(study.title)),
                _E.ProtocolName(armoured(study.registry)),
            ),
            _metadata(header, lengths, seen),
            OID=study_code(header),
        ),
        FileType="Snapshot",
        FileOID=f"{study_code(header)}.define.{created}",
        CreationDateTime=created,
        ODMVersion="1.3.2",
        **{f"{{{DEF}}}Context": "Other"},
    )
    etree.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _metadata(header: Header, lengths: Lengths, seen: Seen) -> etree._Element:
    name, version = TABULATION
    standard = _D.Standard(OID=STANDARD, Name=name, Type="IG", Version=version, Status="Final")
    tables = datasets()
    lists = codelists(header)
    return _E.MetaDataVersion(
        _D.Standards(standard),
        *(_group(dataset) for dataset in tables),
        *(_item(dataset, variable, lengths) for dataset in tables for variable in dataset.variables),
        *(_list(key, lists[key], seen.get(key, ())) for key in sorted({*_used(tables)})),
        _D.CommentDef(_described("The program does not record this."), OID=EMPTY),
        OID=metadata_oid(header),
        Name=f"{study_code(header)}, protocol version {header.protocol.version}",
        **{f"{{{DEF}}}DefineVersion": "2.1.0"},
    )


def _used(tables: Collection[Dataset]) -> list[str]:
    return [variable.codelist for dataset in tables for variable in dataset.variables if variable.codelist]


def _described(words: str) -> etree._Element:
    english = {"{http://www.w3.org/XML/1998/namespace}lang": "en"}
    return _E.Description(_E.TranslatedText(words, **english))


def _group(dataset: Dataset) -> etree._Element:
    name, keys = dataset.name, dataset.all_keys
    place = f"LF.{name}"
    references = [
        _E.ItemRef(
            ItemOID=item_oid(name, variable.name),
            OrderNumber=str(number),
            Mandatory="Yes" if variable.name in keys[:2] or variable.name == dataset.sequence else "No",
            **({"KeySequence": str(keys.index(variable.name) + 1)} if variable.name in keys else {}),
        )
        for number, variable in enumerate(dataset.variables, 1)
    ]
    leaf = _D.leaf(_D.title(file_name(name)), ID=place, **{f"{{{XLINK}}}href": file_name(name)})
    return _E.ItemGroupDef(
        _described(dataset.label),
        *references,
        _D.Class(Name=dataset.group.upper()),
        leaf,
        OID=group_oid(name),
        Name=name,
        Domain=name.removeprefix("SUPP"),
        SASDatasetName=name,
        Repeating="Yes" if dataset.keys else "No",
        IsReferenceData="No",
        Purpose="Tabulation",
        **{
            f"{{{DEF}}}Structure": dataset.structure,
            f"{{{DEF}}}ArchiveLocationID": place,
            f"{{{DEF}}}StandardOID": STANDARD,
        },
    )


def _item(dataset: Dataset, variable: Variable, lengths: Lengths) -> etree._Element:
    length = lengths[dataset.name].get(variable.name)
    attributes = {"OID": item_oid(dataset.name, variable.name), "Name": variable.name, "DataType": _type(variable)}
    if length is not None and attributes["DataType"] == "text":
        attributes["Length"] = str(length)
    if not variable.recorded:
        attributes[f"{{{DEF}}}CommentOID"] = EMPTY
    source = "Investigator" if variable.origin == "Collected" else "Sponsor"
    children = [_described(variable.label)]
    if variable.codelist:
        children.append(_E.CodeListRef(CodeListOID=code_oid(variable.codelist)))
    if variable.recorded:
        children.append(_D.Origin(Type=variable.origin, Source=source))
    else:
        children.append(_D.Origin(Type="Not Available"))
    return _E.ItemDef(*children, **attributes)


def _type(variable: Variable) -> str:
    """The type of values; dates that may be known in part, and spans of time, have types of their own."""
    if variable.kind == "string" and variable.name.endswith("DTC"):
        return "partialDatetime"
    return "durationDatetime" if variable.name.endswith("ELTM") else _TYPES[variable.kind]


def _list(key: str, listed: Codelist, seen: Collection[str]) -> etree._Element:
    """A list with the values that are in use beside those that it has."""
    own = {value: value for value in sorted(seen) if value not in listed.words}
    items = []
    for value, words in {**listed.words, **own}.items():
        decode = _E.Decode(_E.TranslatedText(armoured(words)))
        extended = {f"{{{DEF}}}ExtendedValue": "Yes"} if value in own and listed.thesaurus else {}
        items.append(_E.CodeListItem(decode, CodedValue=named(value), **extended))
    known = [_E.Alias(Context=THESAURUS, Name=listed.thesaurus)] if listed.thesaurus else []
    own_list = {} if listed.thesaurus else {f"{{{DEF}}}IsNonStandard": "Yes"}
    return _E.CodeList(*items, *known, OID=code_oid(key), Name=listed.name, DataType="text", **own_list)
