"""Files that leave together: all of them whole, or the place as it was."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ucmsc_desktop.domain.steps import result_of
from ucmsc_desktop.outbound import left_behind
from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.outbound.staging import NotWritten, settling, staged


def noted() -> None:
    """Take the note."""


def write(target: Path, files: dict[str, str]) -> None:
    """Send files out."""
    with staged(target, noted) as stage:
        for name, words in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_text(words)


def found(target: Path) -> dict[str, str]:
    """What lies in a folder, hidden files too."""
    return {path.relative_to(target).as_posix(): path.read_text() for path in target.rglob("*") if path.is_file()}


def test_a_new_folder_is_made_with_everything_in_it(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", {"one.csv": "1", "sub/two.csv": "2"})
    assert found(tmp_path) == {"a/b/one.csv": "1", "a/b/sub/two.csv": "2"}


def test_what_was_there_stays_beside_and_is_replaced_by_name(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("old")
    (tmp_path / "other.txt").write_text("mine")
    write(tmp_path, {"one.csv": "new"})
    assert found(tmp_path) == {"one.csv": "new", "other.txt": "mine"}


class Stop(Exception):
    """Somebody stops the work."""


def stop_halfway(target: Path) -> None:
    """Write something, and stop."""
    with staged(target, noted) as stage:
        (stage / "one.csv").write_text("half")
        raise Stop


def lose_the_folder(target: Path) -> None:
    """Write something, lose the place, and go on."""
    with staged(target, noted) as stage:
        (stage / "one.csv").write_text("1")
        shutil.rmtree(target)
        (stage / "two.csv").write_text("2")


@pytest.mark.parametrize("existed", [True, False])
def test_work_that_stops_leaves_nothing(tmp_path: Path, *, existed: bool) -> None:
    target = tmp_path / "out" / "deep"
    if existed:
        target.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Stop):
        stop_halfway(target)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_cannot_be_noted_does_not_leave(tmp_path: Path) -> None:
    def refused() -> None:
        raise Stop

    with pytest.raises(Stop), staged(tmp_path / "out", refused) as stage:
        (stage / "one.csv").write_text("whole")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    def full(stage: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(stage / "one.csv"))

    with pytest.raises(NotWritten) as caught, staged(tmp_path / "out", noted) as stage:
        full(stage)
    assert str(caught.value) == (
        f"{tmp_path / 'out' / 'one.csv'} was not written: No space left on device. What was there before is unchanged."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(NotWritten, match="was not written"):
        write(tmp_path / "out", {"one.csv": "1"})
    assert found(tmp_path) == {"out": "a file"}


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "two.csv").mkdir()
    with pytest.raises(NotWritten, match=r"two\.csv was not written: a folder has this name\."):
        write(tmp_path, {"one.csv": "1", "two.csv": "2"})
    assert found(tmp_path) == {}


def test_a_write_protected_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text("kept")
    (tmp_path / "two.csv").chmod(0o444)
    with pytest.raises(NotWritten, match="the file there is write-protected"):
        write(tmp_path, {"one.csv": "1", "two.csv": "2"})
    assert found(tmp_path) == {"two.csv": "kept"}


def test_a_file_that_is_open_elsewhere_undoes_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file that a spreadsheet holds cannot be replaced."""
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("old")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if self == tmp_path / "two.csv":
            raise PermissionError(errno.EACCES, "used by another program", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(NotWritten, match=r"two\.csv was not written: used by another program\."):
        write(tmp_path, {"new/zero.csv": "0", "one.csv": "1", "two.csv": "2", "three.csv": "3"})
    assert found(tmp_path) == {"one.csv": "old", "two.csv": "old"}
    assert not (tmp_path / "new").exists()


def test_work_that_is_stopped_while_files_are_moved_brings_the_old_ones_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("old")
    replace = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if self == tmp_path / "two.csv":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, {"one.csv": "1", "two.csv": "2", "three.csv": "3"})
    assert found(tmp_path) == {"one.csv": "old", "two.csv": "old"}


def test_a_folder_that_is_gone_in_between_is_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "stick"
    with pytest.raises(NotWritten, match="was not written"):
        lose_the_folder(target)
    assert list(tmp_path.iterdir()) == []


def test_files_are_brought_to_the_disk_one_at_a_time(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "sub/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert list(settling(tmp_path)) == [Progress(1, 3), Progress(2, 3), Progress(3, 3)]
    assert result_of(settling(tmp_path)) == ("a.csv", "b.csv", "sub/c.csv")


def test_a_disk_that_is_full_only_when_files_settle_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="No space left on device"):
        write(tmp_path / "out", {"one.csv": "1"})
    assert list(tmp_path.iterdir()) == []


DYING = """
import os, signal, sys
from pathlib import Path
from ucmsc_desktop.outbound import left_behind
from ucmsc_desktop.outbound.staging import staged

replace, moved = Path.replace, []

def dying(self, target):
    moved.append(replace(self, target))
    if len(moved) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)

Path.replace = dying
with staged(Path(sys.argv[1]), lambda: None) as stage:
    for name in ("one.csv", "three.csv", "two.csv"):
        (stage / name).write_text("new")
    if not {after}:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of other systems")
@pytest.mark.parametrize("after", range(6))
def test_what_a_killed_program_left_is_gone_with_the_next_export(tmp_path: Path, after: int) -> None:
    """Two of three files are there already: five renames, and a kill before them or after each."""
    target = tmp_path / "out"
    target.mkdir()
    for name in ("one.csv", "two.csv"):
        (target / name).write_text("old")
    killed = subprocess.run([sys.executable, "-c", DYING.format(after=after), target], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(target.glob(".ucmsc-*.new"))
    write(target, {"four.csv": "4"})
    assert found(target) == {"one.csv": "old", "two.csv": "old", "four.csv": "4"}


def test_the_stage_of_a_program_that_lives_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / ".ucmsc-0.new"
    with left_behind.held(other):
        (other / "one.csv").write_text("half")
        write(tmp_path, {"two.csv": "2"})
        assert (other / "one.csv").exists()
    write(tmp_path, {"two.csv": "3"})
    assert found(tmp_path) == {"two.csv": "3"}
