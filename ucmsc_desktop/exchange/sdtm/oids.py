"""The names by which the files of the tabulated data refer to each other."""

from __future__ import annotations

from ucmsc_desktop.domain.story import Header

PRACTICE = "PRACTICE-"
"""Before the study's code when nothing in the data is real."""


def study_code(header: Header) -> str:
    """The study's code, which says so where the study is for practice."""
    return (PRACTICE if header.practice else "") + header.protocol.study.code


def metadata_oid(header: Header) -> str:
    """The name of the description of all datasets."""
    return f"MDV.{study_code(header)}.{header.protocol.version}"


def group_oid(dataset: str) -> str:
    """The name of a dataset."""
    return f"IG.{dataset}"


def code_oid(codelist: str) -> str:
    """The name of a list of values."""
    return f"CL.{codelist}"


def file_name(dataset: str) -> str:
    """The name of the file of a dataset."""
    return f"{dataset.lower()}.json"


def item_oid(dataset: str, variable: str) -> str:
    """The name of a variable of a dataset."""
    return f"IT.{dataset}.{variable}"
