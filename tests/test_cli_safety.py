"""The safety summary and the report of a serious event from the command line, on a real study."""

from pathlib import Path

import msgspec
import pypdf
import pytest
from click.testing import CliRunner, Result

from ucmsc_desktop.cli.safety import sae, safety
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

HARMED = "P-003"


@pytest.fixture(autouse=True)
def _practice(monkeypatch: pytest.MonkeyPatch, practice_folder: Path) -> None:
    monkeypatch.setenv("UCMSC_USER", PRACTICE_USER)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))


def run(command: str, *arguments: str) -> Result:
    return CliRunner().invoke({"safety": safety, "sae": sae}[command], arguments)


def words(file: Path) -> str:
    """What stands in a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


def opened(folder: Path) -> Study:
    return Study.open(folder, PRACTICE_USER, PRACTICE_PASSWORD)


def add_serious(folder: Path, number: int) -> Key:
    """Record another event like the one of the practice study, but serious."""
    study = opened(folder)
    event = of_type(study.records(HARMED), AdverseEvent)[0]
    key = Key(HARMED, event.key.visit, AdverseEvent.form, number)
    study.save(key, msgspec.structs.replace(event.record, serious=True, important=True, term=f"Grave {number}"))
    study.close()
    return key


def test_the_summary_is_printed_and_noted(tmp_path: Path, practice_folder: Path) -> None:
    out = tmp_path / "safety.pdf"
    found = run("safety", HARMED, "--out", str(out))
    assert (found.exit_code, found.output.strip()) == (0, str(out))
    assert "1 × partial dose" in words(out)
    study = opened(practice_folder)
    assert "print" in [entry.kind for entry in study.entries(4)]
    study.close()


def test_somebody_who_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    found = run("safety", "P-999", "--out", str(tmp_path / "safety.pdf"))
    assert found.exit_code == 1
    assert "There is no participant P-999 in this study." in found.output


def test_without_a_serious_event_there_is_no_report(tmp_path: Path) -> None:
    found = run("sae", HARMED, "--out", str(tmp_path / "sae.pdf"))
    assert found.exit_code == 1
    assert f"{HARMED} has no serious adverse event." in found.output
    assert list(tmp_path.glob("*.pdf")) == []


def test_one_serious_event_need_not_be_named_and_of_two_one_must(tmp_path: Path, practice_folder: Path) -> None:
    first = add_serious(practice_folder, 7)
    out = tmp_path / "sae.pdf"
    assert run("sae", HARMED, "--out", str(out)).exit_code == 0
    assert "Serious yes: medically important" in words(out)
    second = add_serious(practice_folder, 8)
    unclear = run("sae", HARMED, "--out", str(out))
    assert unclear.exit_code == 1
    assert f"--visit {first.visit} --number 7; --visit {second.visit} --number 8" in unclear.output
    assert run("sae", HARMED, "--visit", second.visit, "--number", "8", "--out", str(out)).exit_code == 0
    assert "Grave 8" in words(out)
