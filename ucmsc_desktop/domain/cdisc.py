"""Where each item of the forms stands in the tabulated data of CDISC: one reading of the names that Items carry.

The `cdisc` of an Item is one or more words: a variable (`AETERM`), a result under its test code (`VSTESTCD=SYSBP`), a
supplemental qualifier (`SUPPAE.EXPECTED`), a comment (`AE.COVAL`), or a name that is only collected (`CDASH.AEYN`). In
brackets stands a further condition (`ECDOSE[ECMOOD=SCHEDULED]`, an underscore is a blank). In a test code `@` is the
form, `##` the row's key with its number in two digits and `*` the key as it is.
"""

from __future__ import annotations

import re

import msgspec

from ucmsc_desktop.domain.items import Field

COLLECTED_ONLY = "CDASH"
TABULATED = {
    "AE": "Adverse Events", "CM": "Concomitant/Prior Medications", "CO": "Comments", "DM": "Demographics",
    "DV": "Protocol Deviations", "EC": "Exposure as Collected", "EX": "Exposure",
    "IE": "Inclusion/Exclusion Criteria Not Met", "LB": "Laboratory Test Results", "MH": "Medical History",
    "QS": "Questionnaires", "RS": "Disease Response and Clin Classification", "SV": "Subject Visits",
    "VS": "Vital Signs",
}  # fmt: skip
"""The domains of which the program makes datasets, by name; what belongs to another one is not submitted."""
COMMENTS = "CO"
_REPEATED = frozenset({"DOSECHECK", "BAG", "PRODUCT"})
"""Forms whose items carry names, yet whose values the infusion's own record submits."""
_RATERS = {"PASI-2": "RSEVALID = RATER 2"}
"""Forms whose results stand beside those of another rater."""
_DEMOGRAPHICS = frozenset({"SEX", "BRTHDTC", "RFICDTC"})
_RESULT = "ORRES"
_TEST = "TESTCD"
_WORD = re.compile(r"(?P<name>[A-Z0-9.]+)(=(?P<code>[^\s\[]+))?(\[(?P<where>[^\]]+)\])?")
_NUMBERED = re.compile(r"\d+")


class Target(msgspec.Struct, frozen=True):
    """One place of a value: the domain, its variable, the test code or qualifier's name, and the whole condition."""

    domain: str
    variable: str
    testcd: str = ""
    where: str = ""

    @property
    def is_submitted(self) -> bool:
        """Whether the value goes into a dataset: not a name that is only collected, nor a comment on what has none."""
        about = self.where.removeprefix("RDOMAIN = ") if self.domain == COMMENTS else self.domain.removeprefix("SUPP")
        return about in TABULATED

    def __str__(self) -> str:
        """The place as it is annotated: `RSORRES when RSTESTCD = PASI0301`."""
        name = f"{self.domain}.{self.variable}" if self.domain.startswith("SUPP") else self.variable
        return f"{name} when {self.where}" if self.where else name


def annotation(form: str, field: Field, *, row: Field | None = None, key: str = "") -> tuple[Target, ...]:
    """Where the value of a field goes; none when it is not submitted.

    A part of a row is asked with the field that holds the rows, and the row's key.
    """
    if form in _REPEATED:
        return ()
    if row is None or field.item is row.item:
        return tuple(_target(word, form, key) for word in (row or field).item.cdisc.split())
    rows = annotation(form, row, key=key)
    return tuple(_under(part, held) for part in annotation(form, field) for held in rows)


def _under(part: Target, held: Target) -> Target:
    """The target of a row's part under the condition of its row."""
    where = f"{held.where} and {part.where}" if part.where and held.where else held.where or part.where
    return msgspec.structs.replace(part, testcd=part.testcd or held.testcd, where=where)


def _target(word: str, form: str, key: str) -> Target:
    read = _WORD.fullmatch(word)
    if read is None:
        raise ValueError(word)
    name, code = read["name"], _code(read["code"] or "", form, key)
    condition = (read["where"] or "").replace("=", " = ").replace("_", " ")
    domain, dot, variable = name.partition(".")
    if dot:
        return _outside(domain, variable, condition)
    if code:
        tested = f"{name} = {code}"
        conditions = " and ".join(filter(None, (tested, condition, _RATERS.get(form))))
        return Target(name.removesuffix(_TEST), name.removesuffix(_TEST) + _RESULT, code, conditions)
    return Target("DM" if name in _DEMOGRAPHICS else name[:2], name, where=condition)


def _outside(domain: str, name: str, condition: str) -> Target:
    """A comment on a domain, a qualifier that its parent domain has no variable for, or a name only collected."""
    if domain == COLLECTED_ONLY:
        return Target(domain, name, where=condition)
    if name == "COVAL":
        return Target(COMMENTS, name, where=f"RDOMAIN = {domain}")
    return Target(domain, "QVAL", name, f"QNAM = {name}")


def _code(pattern: str, form: str, key: str) -> str:
    numbered = _NUMBERED.sub(lambda number: f"{number[0]:0>2}", key, count=1).upper()
    return pattern.replace("@", form).replace("##", numbered).replace("*", key)
