"""What all tests share. The forms are compiled first, so that a bare clone and `pytest` are enough."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ui.compile_forms import compile_all

compile_all()

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pages.at_bedside import Clocks
from ucmsc_desktop import text
from ucmsc_desktop.assets import asset
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER, create_practice_study
from ucmsc_desktop.store.study import Study

ADMIN = "admin"
ADMIN_PASSWORD = "correct-horse-1"


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the tests away from the settings and logs of the person who runs them."""
    monkeypatch.setenv("UCMSC_CONFIG", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Return to English after a test that speaks another language."""
    yield
    text.use_language(text.ENGLISH)


@pytest.fixture(scope="session")
def practice_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice study made once, to be copied."""
    folder = tmp_path_factory.mktemp("practice") / "study"
    create_practice_study(folder)
    return folder


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study without participants made once, to be copied; its protocol only notes the order of the steps."""
    toml = asset("study/ucmsc.toml").read_text(encoding="utf-8")
    return created(tmp_path_factory.mktemp("empty") / "study", toml.replace('order = "enforced"', 'order = "recorded"'))


@pytest.fixture(scope="session")
def ordered_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same by the protocol as shipped, which enforces the order of the steps."""
    return created(tmp_path_factory.mktemp("ordered") / "study", shipped_toml())


def shipped_toml() -> str:
    """The protocol that travels with the program."""
    return asset("study/ucmsc.toml").read_text(encoding="utf-8")


def recorded_toml() -> str:
    """The protocol as shipped, except that it only notes the order of the steps."""
    return shipped_toml().replace('order = "enforced"', 'order = "recorded"')


def created(folder: Path, toml: str) -> Path:
    """A closed study without participants, of the first account."""
    Study.create(folder, protocol_toml=toml, user=ADMIN, full_name="Ada Min", password=ADMIN_PASSWORD).close()
    return folder


@pytest.fixture
def practice_folder(practice_template: Path, tmp_path: Path) -> Path:
    """A practice study of this test's own, closed."""
    return Path(shutil.copytree(practice_template, tmp_path / "practice-study"))


@pytest.fixture
def empty_folder(empty_template: Path, tmp_path: Path) -> Path:
    """An empty study of this test's own, closed; log in as ADMIN."""
    return Path(shutil.copytree(empty_template, tmp_path / "empty-study"))


@pytest.fixture
def study_as(practice_folder: Path) -> Iterator[Callable[[str], Study]]:
    """Log in to the practice study as one of its users; one at a time."""
    opened: list[Study] = []

    def log_in(user: str) -> Study:
        for study in opened:
            study.close()
        opened[:] = [Study.open(practice_folder, user, PRACTICE_PASSWORD)]
        return opened[0]

    yield log_in
    for study in opened:
        study.close()


@pytest.fixture
def study(study_as: Callable[[str], Study]) -> Study:
    """The practice study, opened by the account that holds all roles."""
    return study_as(PRACTICE_USER)


@pytest.fixture
def empty_study(empty_folder: Path) -> Iterator[Study]:
    """A study without participants, opened by its first account (administrator and investigator)."""
    opened = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    yield opened
    opened.close()


@pytest.fixture
def ordered_folder(ordered_template: Path, tmp_path: Path) -> Path:
    """A study of this test's own that enforces the order of the steps, closed; log in as ADMIN."""
    return Path(shutil.copytree(ordered_template, tmp_path / "ordered-study"))


@pytest.fixture
def ordered_study(ordered_folder: Path) -> Iterator[Study]:
    """A study without participants that enforces the order of the steps, opened by its first account."""
    opened = Study.open(ordered_folder, ADMIN, ADMIN_PASSWORD)
    yield opened
    opened.close()


@pytest.fixture
def clocks(empty_study: Study) -> Clocks:
    """Wall clock and count of a machine, which the test moves, in the empty study."""
    return Clocks(empty_study)
