"""What the tests of questionnaires share: nonsense for words, and the study as a crash leaves it."""

import shutil
from pathlib import Path

from ucmsc_desktop.domain.wording import ANSWERS, ITEMS
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def wording_file(folder: Path, questionnaire: str, name: str = "words.toml", item: str = "Bluba garo") -> Path:
    """A file of nonsense for all items and answers."""
    lines = [
        f'questionnaire = "{questionnaire}"\nlanguage = "zz"\nlicence = "None needed"\nintroduction = "Tado belu."',
        "[items]",
        *(f'"{key}" = "{item} {key}?"' for key in ITEMS[questionnaire]),
        "[answers]",
        *(f'"{key}" = "Gomo {key}"' for key in ANSWERS[questionnaire]),
    ]
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def after_a_crash(study: Study, folder: Path) -> Study:
    """The study opened again from the files as they lie on the disk now."""
    return Study.open(Path(shutil.copytree(study.folder, folder)), PRACTICE_USER, PRACTICE_PASSWORD)
