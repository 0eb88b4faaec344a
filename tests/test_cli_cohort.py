"""The cohort's tables on the command line, of the 96 real patients and of the practice study."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.cohort import REAL
from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import assessment
from ucmsc_desktop.cli.cohort import TABLES
from ucmsc_desktop.cli.program import main
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.cohort_words import single_arm_words
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Signing, Study

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; answers exit code, output and complaints."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    def run_one(*arguments: object, user: str, password: str) -> tuple[int, str, str]:
        monkeypatch.setenv("UCMSC_USER", user)
        monkeypatch.setenv("UCMSC_PASSWORD", password)
        code = main([str(argument) for argument in arguments], lambda _folder: 0)
        written = capfd.readouterr()
        return code, written.out, written.err

    return run_one


@pytest.fixture(scope="module")
def real_template(empty_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that has taken the real patients over, made once."""
    folder = Path(shutil.copytree(empty_template, tmp_path_factory.mktemp("real") / "study"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("UCMSC_USER", ADMIN)
        environment.setenv("UCMSC_PASSWORD", ADMIN_PASSWORD)
        assert main(["import", "pasi", str(REAL), "--study", str(folder)], lambda _folder: 1) == 0
    return folder


@pytest.fixture
def of_real(run: Run, real_template: Path, tmp_path: Path) -> Run:
    """Run a command on a study of the real patients."""
    folder = shutil.copytree(real_template, tmp_path / "real")

    def run_one(*arguments: object) -> tuple[int, str, str]:
        return run(*arguments, "--study", folder, user=ADMIN, password=ADMIN_PASSWORD)

    return run_one


def test_the_real_patients_in_every_form(of_real: Run) -> None:
    code, table, complaint = of_real("cohort")
    assert (code, complaint) == (0, "")
    last = next(line for line in table.splitlines() if line.startswith("End of treatment"))
    assert "78/96 = 81\u00a0% (72–88)" in last
    assert "39/96 = 41\u00a0% (31–51)" in last
    assert single_arm_words() in table
    rows = list(csv.DictReader(io.StringIO(of_real("cohort", "--format", "csv")[1])))
    answer = json.loads(of_real("cohort", "--format", "json")[1])
    response = json.loads(of_real("response", "--at", "end", "--format", "json")[1])
    assert answer["note"] == response["note"] == rows[0]["note"] == single_arm_words()
    for limit, count in ((75, 78), (90, 39)):
        for group in ("all_treated", "observed"):
            wanted = ("end", group, f"pasi{limit}")
            (row,) = [row for row in rows if (row["at"], row["patients"], row["response"]) == wanted]
            (same,) = [row for row in answer["rows"] if (row["at"], row["patients"], row["response"]) == wanted]
            rate = response["rates"][group][f"pasi{limit}"]
            assert (rate["k"], rate["n"], response["counts"][f"pasi{limit}"]) == (count, 96, count)
            for name in rate:
                assert str(rate[name]) == row[name] == str(same[name])
    assert "PASI75: 78 of 96 (81.3 %; 72.0–88.5)" in of_real("response", "--at", "end")[1]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_in_every_form_of_the_practice_study(run: Run, practice_folder: Path, name: str) -> None:
    forms = ("table", "csv", "json")
    for form in forms:
        code, out, complaint = run(
            *("cohort", "--table", name, "--format", form, "--study", practice_folder),
            user=PRACTICE_USER, password=PRACTICE_PASSWORD,
        )  # fmt: skip
        assert (code, complaint) == (0, "")
        assert out.strip()
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    kinds = [entry.kind for entry in study.entries(20)]
    study.close()
    assert kinds.count("export") == 2  # a table on the screen leaves nothing


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_an_empty_study_has_an_empty_cohort(run: Run, empty_folder: Path, form: str) -> None:
    for name in TABLES:
        words = ("cohort", "--table", name, "--format", form, "--study", empty_folder)
        assert run(*words, user=ADMIN, password=ADMIN_PASSWORD)[0] == 0


@pytest.mark.parametrize("name", TABLES)
def test_the_cohort_is_closed_to_who_scores(run: Run, practice_folder: Path, name: str) -> None:
    study = Study.open(practice_folder, "assessor", PRACTICE_PASSWORD)
    study.keep_draft(Key("P-010", "W24", "PASI"), assessment())
    study.close()
    words = ("cohort", "--table", name, "--format", "csv", "--study", practice_folder)
    code, out, complaint = run(*words, user="assessor", password=PRACTICE_PASSWORD)
    assert (code, out) == (1, "")
    assert "Earlier scores stay hidden" in complaint
    assert run(*words, user="investigator", password=PRACTICE_PASSWORD)[0] == 0


def test_who_waits_for_the_first_infusion_has_no_response(run: Run, practice_folder: Path) -> None:
    def end() -> dict[str, Any]:
        words = ("response", "--at", "end", "--format", "json", "--study", practice_folder)
        return dict(json.loads(run(*words, user=PRACTICE_USER, password=PRACTICE_PASSWORD)[1]))

    before = end()["counts"]
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    signing, today = Signing(Meaning.AUTHOR, PRACTICE_PASSWORD), study.clock().date()
    first, second = (msgspec.structs.replace(assessment(), assessed_on=today - timedelta(days=ago)) for ago in (1, 0))
    study.save(Key("P-009", "SCR", "PASI"), first, sign=signing)
    approval = Signing(Meaning.APPROVAL, PRACTICE_PASSWORD)
    study.deviate("P-009", "W0", [Step.ELIGIBILITY], "No verdict yet", "flies home", PRACTICE_USER, approval)
    study.save(Key("P-009", "W0", "PASI"), second, sign=signing)
    study.close()
    after = end()
    assert after["counts"] == before == {**before, "n": after["rates"]["observed"]["pasi50"]["n"]}
