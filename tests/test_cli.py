"""The command line as a new user types it, on real studies; faults of the world are one sentence and exit code 1."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import assessment
from ucmsc_desktop.cli.program import main
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.exchange.pasi_columns import HEADERS
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Signing, Study

ROWS = "id,pasi_baseline,wk4,wk8,last_fu_pasi,last_fu_month\n1,5.6,2.8,1.4,LTFU,0\n2,18.2,,4.6,6,3\n"

Run = Callable[..., tuple[int, str, str]]


def no_window(_folder: Path | None) -> int:
    """Stand in for the window where none may open."""
    raise AssertionError


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command as the first account of an empty study; answers exit code, output and complaints."""
    monkeypatch.setenv("UCMSC_USER", ADMIN)
    monkeypatch.setenv("UCMSC_PASSWORD", ADMIN_PASSWORD)
    monkeypatch.delenv("UCMSC_STUDY", raising=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    def run_one(*arguments: object, open_window: Callable[[Path | None], int] = no_window) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments], open_window)
        written = capfd.readouterr()
        return code, written.out, written.err

    return run_one


@pytest.fixture
def totals(tmp_path: Path) -> Path:
    """A file of two participants."""
    file = tmp_path / "old.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def process(*arguments: str, **how: object) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    return subprocess.run([sys.executable, "-m", "ucmsc_desktop", *arguments], capture_output=True, check=False, **how)  # type: ignore[call-overload,no-any-return]


# --- Studies ----------------------------------------------------------------------------------------------------------


def test_a_new_study_can_be_opened_and_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "here" / "study"
    assert run("new", folder, "--full-name", "Ada Min")[0] == 0
    study = Study.open(folder, ADMIN, ADMIN_PASSWORD)
    account = study.account
    study.close()
    assert (account.full_name, account.roles) == ("Ada Min", (Role.ADMINISTRATOR, Role.INVESTIGATOR))
    code, out, complaint = run("new", "--study", folder)
    assert (code, out) == (1, "")
    assert "already" in complaint


def test_a_weak_password_makes_no_study(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UCMSC_PASSWORD", "short")
    code, _out, complaint = run("new", tmp_path / "study")
    assert code == 1
    assert "12 characters" in complaint
    monkeypatch.setenv("UCMSC_PASSWORD", ADMIN_PASSWORD)
    assert run("new", tmp_path / "study")[0] == 0


def test_the_first_account_is_an_administrator(run: Run, tmp_path: Path) -> None:
    code, _out, complaint = run("new", tmp_path / "study", "--role", "nurse")
    assert code == 2
    assert "needs the role administrator" in complaint
    assert not (tmp_path / "study").exists()


def test_a_protocol_that_is_none(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "protocol.toml"
    file.write_bytes(b"version = 1\n")
    code, _out, complaint = run("new", tmp_path / "study", "--protocol", file)
    assert code == 1
    assert "protocol file cannot be used" in complaint
    file.write_bytes(b"\xff")
    assert "not UTF-8" in run("new", tmp_path / "study", "--protocol", file)[2]
    assert "No such file" in run("new", tmp_path / "study", "--protocol", tmp_path / "none.toml")[2]
    assert not (tmp_path / "study").exists()


def test_further_people(run: Run, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = ("account", "add", "nina", "--full-name", "Nina Nurse", "--role", "nurse", "--study", empty_folder)
    assert "UCMSC_NEW_PASSWORD" in run(*add)[2]
    monkeypatch.setenv("UCMSC_NEW_PASSWORD", "short")
    assert "12 characters" in run(*add)[2]
    monkeypatch.setenv("UCMSC_NEW_PASSWORD", "long-enough-for-nina")
    assert run(*add)[0] == 0
    assert "taken" in run(*add)[2]
    listed = run("account", "list", "--study", empty_folder)[1].splitlines()
    assert listed == [f"{ADMIN}\tAda Min\tadministrator, investigator", "nina\tNina Nurse\tnurse"]
    Study.open(empty_folder, "nina", "long-enough-for-nina").close()


def test_verify_says_what_is_wrong(run: Run, empty_folder: Path) -> None:
    code, out, _complaint = run("verify", "--study", empty_folder)
    assert code == 0
    assert "everything is as it was written" in out
    ledger = empty_folder / "study.db"
    content = bytearray(ledger.read_bytes())
    content[len(content) // 2] ^= 1
    ledger.write_bytes(content)
    code, out, complaint = run("verify", "--study", empty_folder)
    assert code == 1
    assert complaint.count("\n") == 1


@pytest.mark.parametrize("place", ["before", "after", "between", "environment"])
def test_the_study_is_named_anywhere(run: Run, empty_folder: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    named = ["--study", empty_folder, "--user", ADMIN]
    monkeypatch.delenv("UCMSC_USER")
    if place == "environment":
        monkeypatch.setenv("UCMSC_STUDY", str(empty_folder))
        named = ["--user", ADMIN]
    at = {"before": 0, "between": 1}.get(place, 2)
    words = ["account", "list"]
    assert run(*words[:at], *named, *words[at:])[0] == 0


def test_an_option_goes_before_the_environment(run: Run, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UCMSC_STUDY", "/nowhere")
    assert run("--study", empty_folder, "verify")[0] == 0


def test_who_cannot_log_in(run: Run, empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no study" in run("verify", "--study", tmp_path / "none")[2]
    monkeypatch.setenv("UCMSC_PASSWORD", "not-the-password")
    assert "do not fit" in run("verify", "--study", empty_folder)[2]
    monkeypatch.delenv("UCMSC_PASSWORD")
    assert "UCMSC_PASSWORD" in run("verify", "--study", empty_folder)[2]
    code, _out, complaint = run("verify")
    assert code == 2
    assert "--study DIR" in complaint


def test_a_study_that_is_open_elsewhere(run: Run, empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    code, _out, complaint = run("verify", "--study", empty_folder)
    study.close()
    assert code == 1
    assert complaint.count("\n") == 1


# --- Earlier records --------------------------------------------------------------------------------------------------


def test_import_then_response(run: Run, empty_folder: Path, totals: Path) -> None:
    code, out, _progress = run("import", "pasi", totals, "--study", empty_folder)
    assert code == 0
    assert "2 participants were taken over" in out
    code, out, _complaint = run("response", "--at", "end", "--format", "json", "--study", empty_folder)
    assert code == 0
    assert json.loads(out)["counts"] == {"n": 2, "pasi50": 2, "pasi75": 1, "pasi90": 0, "pasi100": 0}
    assert json.loads(out)["median_final_pasi"] == "3.0"
    assert run("response", "--at", "week:4", "--format", "csv", "--study", empty_folder)[1].splitlines()[2] == (
        "2,18.2,,,,,,"
    )
    assert "PASI75: 1 of 2" in run("response", "--at", "end", "--study", empty_folder)[1]
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    kinds = [entry.kind for entry in study.entries(50)]
    study.close()
    assert kinds.count("import") == 1
    assert kinds.count("export") == 2


def test_a_refused_row_keeps_everything_out(run: Run, empty_folder: Path, totals: Path) -> None:
    totals.write_text(ROWS + "3,73,x,1,,\n1,5,1,1,,\n", encoding="utf-8")
    for extra in ((), ("--dry-run",)):
        code, out, complaint = run("import", "pasi", totals, "--study", empty_folder, *extra)
        assert code == 1
        assert out.splitlines() == [
            "line 4, pasi_baseline: 73: A PASI is 0 to 72.",
            "line 4, wk4: “x” is not a number.",
            "line 5, id: “1” is on line 2 already.",
        ]
        assert complaint == "Nothing was taken over: 2 rows were refused.\n"
    assert json.loads(run("response", "--format", "json", "--study", empty_folder)[1])["patients"] == []


def test_a_dry_run_takes_nothing_over_and_needs_no_study(run: Run, empty_folder: Path, totals: Path) -> None:
    said = run("import", "pasi", totals, "--dry-run")[1]
    assert said == "2 participants can be taken over; PASI totals: 6.\n"
    assert run("import", "pasi", totals, "--dry-run", "--study", empty_folder)[0] == 0
    assert run("import", "pasi", totals, "--study", empty_folder)[0] == 0
    code, out, _complaint = run("import", "pasi", totals, "--dry-run", "--study", empty_folder)
    assert code == 1
    assert "in the study already" in out


def test_import_with_columns_said_by_hand(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("who;first;later;age\n1;5,6;1,4;40\n", encoding="utf-8")
    said = ("--map", "id=who", "--map", "baseline=first", "--map", "week:8=later")
    assert "“age”" in run("import", "pasi", file, "--dry-run", *said)[2]
    assert run("import", "pasi", file, "--dry-run", *said, "--map", "ignore=age")[0] == 0
    assert "No such file" in run("import", "pasi", tmp_path / "none.csv", "--dry-run")[2]


def test_a_time_point_that_is_none(run: Run, empty_folder: Path) -> None:
    code, _out, complaint = run("response", "--at", "never", "--study", empty_folder)
    assert code == 1
    assert "not a time point" in complaint


# --- Printed forms ----------------------------------------------------------------------------------------------------


def test_print_a_participant(run: Run, practice_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UCMSC_USER", PRACTICE_USER)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))
    out = tmp_path / "P-001.pdf"
    for extra in ((), ("--visit", "W0")):
        assert run("crf", "P-001", "--out", out, *extra)[0] == 0
        assert "P-001" in pypdf.PdfReader(out).pages[0].extract_text()
    written = out.read_bytes()
    assert "no participant P-999" in run("crf", "P-999", "--out", out)[2]
    assert out.read_bytes() == written
    code, _out, complaint = run("crf", "P-001", "--out", tmp_path / "none" / "P-001.pdf")
    assert code == 1
    assert complaint.startswith(str(tmp_path / "none" / "P-001.pdf"))
    assert run("crf", "P-001", "--out", tmp_path)[0] == 1
    assert "“W99”" in run("crf", "P-001", "--out", out, "--visit", "W99")[2]
    long = tmp_path / ("x" * 252 + ".pdf")
    assert run("crf", "P-001", "--out", long)[2].startswith(f"{long} cannot be written")
    out.chmod(0o400)
    assert "write-protected" in run("crf", "P-001", "--out", out)[2]
    assert out.read_bytes() == written
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["P-001.pdf"]
    assert not list(tmp_path.glob("*.new"))
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    prints = [entry.subject for entry in study.entries(40) if entry.kind == "print"]
    study.close()
    assert prints[:2] == ["P-001", "P-001"]


@pytest.mark.parametrize("command", [("crf", "P-010"), ("crf", "P-010", "--visit", "SCR"), ("response",)])
def test_scores_are_closed_to_who_scores_and_opened_with_a_reason(
    run: Run, practice_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    out = tmp_path / "out.pdf"
    words = (*command, *(("--out", out) if command[0] == "crf" else ()), "--study", practice_folder)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    begun = Key("P-010", "W24", "PASI")
    study = Study.open(practice_folder, "assessor", PRACTICE_PASSWORD)
    study.sign_all([Key("P-012", "W12", "PASI")], Signing(Meaning.AUTHOR, PRACTICE_PASSWORD))
    study.keep_draft(begun, assessment())
    study.close()
    code, said, complaint = run("--user", "assessor", *words)
    assert (code, said) == (1, "")
    assert complaint == "P-010: Earlier scores stay hidden until you sign the PASI of Week 24.\n"
    assert not out.exists()
    assert run("--user", "investigator", *words)[0] == 0
    if command[0] == "crf":
        assert run("--user", "assessor", *words[:1], "P-002", *words[2:])[0] == 0
    study = Study.open(practice_folder, "assessor", PRACTICE_PASSWORD)
    assert study.entries(4)[1].kind != "export"
    study.open_earlier_scores(begun, "Asked by the sponsor")
    study.close()
    assert run("--user", "assessor", *words)[0] == 0


# --- Rules, help, and the process itself ------------------------------------------------------------------------------


def test_compute_goes_on_after_bad_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"baseline":"18.2","visit":"4.6"}\noops\n\n{"baseline":5.6,"visit":1.4}'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    code, out, complaint = run("compute", "response")
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, complaint) == (0, "")
    assert [answer.get("improvement_pct") for answer in found] == ["74.7252747253", None, "75"]
    assert "error" in found[1]


def test_help_names_every_field(run: Run) -> None:
    out = run("compute", "relapse", "--help")[1]
    for name in ("baseline", "visits", "pasi50_first_week", "relapse_week", "relapse_period", "queries"):
        assert re.search(rf"^  {name}\b", out, re.MULTILINE)
    assert "week:2=COLUMN" in run("import", "pasi", "--help")[1]
    assert run("-h")[1].startswith("Usage: ucmsc-desktop ")
    assert run("bogus")[0] == 2


@pytest.mark.parametrize("command", [[], ["compute"], ["import"], ["account"]])
def test_a_list_of_commands_cuts_no_sentence(run: Run, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert not re.search(r"\.\.\.$", run(*command, "--help")[1].partition("Commands:")[2], re.MULTILINE)


def test_help_names_every_header_that_is_understood(run: Run) -> None:
    words = set(re.split(r"[\s,]+", run("import", "pasi", "--help")[1]))
    assert words >= set(HEADERS)


def test_a_study_without_a_command_opens_the_window(run: Run, empty_folder: Path) -> None:
    opened: list[Path | None] = []

    def open_window(folder: Path | None) -> int:
        opened.append(folder)
        return 7

    assert run("--study", empty_folder, open_window=open_window)[0] == 7
    assert opened == [empty_folder]


def test_the_process_answers_line_by_line() -> None:
    command = [sys.executable, "-m", "ucmsc_desktop", "compute", "bsa"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        for pct in (b"1", b"2"):
            started.stdin.write(b'{"head":%s,"upper_limbs":0,"trunk":0,"lower_limbs":0}\n' % pct)
            started.stdin.flush()
            assert json.loads(started.stdout.readline())["bsa_pct"] == f"0.{pct.decode()}"
        started.stdin.close()
        assert started.wait() == 0


def test_output_is_utf_8_whatever_the_console_speaks() -> None:
    spoken = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = process("import", "pasi", "/nowhere/数据.csv", "--dry-run", env=spoken)
    assert done.returncode == 1
    assert "数据.csv" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes break differently on Windows")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    line = '{"baseline":"18.2","visit":"4.6"}\n'
    command = f"yes '{line.strip()}' | head -20000 | '{sys.executable}' -m ucmsc_desktop compute response | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_a_command_loads_neither_qt_nor_a_database() -> None:
    loaded = "import sys; import ucmsc_desktop.cli.program; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True).stdout.decode().split()
    assert not {"PySide6", "sqlite_utils", "sqlcipher3", "reportlab", "numpy", "pyqtgraph"} & set(modules)
