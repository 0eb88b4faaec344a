"""`dev.py` decides rightly before it starts anything."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What would have been started, with the environment added."""
    noted: list[tuple[list[str], dict[str, str]]] = []

    def note(*command: str | Path, **environment: str) -> int:
        noted.append(([str(part) for part in command[1:]], environment))
        return 0

    monkeypatch.setattr(dev, "started", note)
    return noted


def without_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """Become a Linux machine that has no display."""
    monkeypatch.setattr(dev, "LINUX", True)
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_run_opens_the_window_where_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch, calls: list[tuple[list[str], dict[str, str]]]
) -> None:
    without_display(monkeypatch)
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.run([]) == 0
    assert calls == [(["-m", "ucmsc_desktop"], {})]


def test_run_works_without_a_display_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
    calls: list[tuple[list[str], dict[str, str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    without_display(monkeypatch)
    assert dev.run([]) == 0
    assert calls == [(["-m", "ucmsc_desktop", "demo", "--out", "demo"], {"QT_QPA_PLATFORM": "offscreen"})]
    told = capsys.readouterr().out
    assert "no display" in told
    assert str(dev.ROOT / "demo") in told


def test_run_passes_a_command_on(
    monkeypatch: pytest.MonkeyPatch, calls: list[tuple[list[str], dict[str, str]]]
) -> None:
    without_display(monkeypatch)
    dev.run(["compute", "pasi"])
    assert calls == [(["-m", "ucmsc_desktop", "compute", "pasi"], {"QT_QPA_PLATFORM": "offscreen"})]


def test_an_old_python_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        dev.main()


def test_missing_libraries_are_named_to_those_who_may_not_install(
    monkeypatch: pytest.MonkeyPatch, calls: list[tuple[list[str], dict[str, str]]]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit, match="sudo apt-get install -y --no-install-recommends libegl1 libgl1"):
        dev.install_packages(["libgl1", "libegl1"], "Qt")
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    dev.install_packages(["libgl1"], "Qt")
    assert calls[-1][0] == ["install", "-y", "--no-install-recommends", "libgl1"]


def test_a_library_that_is_not_there_is_noticed() -> None:
    assert not dev.loads("libNoSuchThing.so.9")


def test_the_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, dev.__file__, "--help"], capture_output=True, text=True, check=True)
    assert all(name in done.stdout for name in ("run", "test", "check", "bench", "build", "texts", "lock"))


def test_the_lock_file_holds_hashes_and_no_address() -> None:
    text = dev.LOCK.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not [word for word in ("http", "index-url", "find-links", "file:") if word in text]
