"""What this computer remembers between two starts; nothing about patients, which is in the study alone."""

import json
import logging
import os
import sys
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal, get_args

FILE_NAME = "settings.json"
DAMAGED_NAME = "settings.damaged.json"

Theme = Literal["light", "dark", "system"]


class SettingsError(Exception):
    """Settings could not be saved; the message is a sentence for the person."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One person's choices on one computer; change them with `dataclasses.replace`. Plain, for start-up."""

    last_study: str | None = None
    last_user: str | None = None
    language: str = "en"
    theme: Theme = "system"
    text_scale: int = 100
    """Size of text in per cent."""
    lock_minutes: int = 10
    """Minutes without a key or a touch before the screen locks."""


SCALES = range(80, 201)
MINUTES = range(1, 31)


def _checked(given: object) -> Settings:
    """Settings from a file's content; what a newer version added is passed over. Raises ValueError."""
    if not isinstance(given, dict):
        raise ValueError("not an object")  # noqa: TRY004 - the file is wrong, not the caller
    known = {field.name: given[field.name] for field in fields(Settings) if field.name in given}
    made = Settings(**known)
    texts = [made.language, *(text for text in (made.last_study, made.last_user) if text is not None)]
    whole = [made.text_scale, made.lock_minutes]
    if not all(isinstance(text, str) for text in texts) or any(type(number) is not int for number in whole):
        raise ValueError("a value of the wrong kind")
    if made.theme not in get_args(Theme) or made.text_scale not in SCALES or made.lock_minutes not in MINUTES:
        raise ValueError("a value out of its range")
    return made


def config_folder() -> Path:
    """Answer where settings live: `UCMSC_CONFIG`, or the place that the system has for them."""
    if given := os.environ.get("UCMSC_CONFIG"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming") / "UCMSC Desktop"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/UCMSC Desktop"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "ucmsc-desktop"


def state_folder() -> Path:
    """Answer where logs live: below `UCMSC_CONFIG`, or the place that the system has for them."""
    if given := os.environ.get("UCMSC_CONFIG"):
        return Path(given) / "logs"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "UCMSC Desktop" / "Logs"
    if sys.platform == "darwin":
        return Path.home() / "Library/Logs/UCMSC Desktop"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "ucmsc-desktop"


def read_settings(folder: Path) -> Settings:
    """Read the settings; a file that cannot be understood is put beside and the defaults are used."""
    file = folder / FILE_NAME
    try:
        return _checked(json.loads(file.read_bytes()))
    except FileNotFoundError:
        return Settings()
    except ValueError as error:
        _put_beside(file, error)
    except OSError as error:
        logging.getLogger(__name__).warning("The settings in %s cannot be read, defaults are used: %s", file, error)
    return Settings()


def write_settings(settings: Settings, folder: Path) -> None:
    """Replace the settings file in one move, so that it is never half-written."""
    made = folder / f"{FILE_NAME}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with made.open("wb") as stream:
            stream.write(json.dumps(asdict(settings), indent=2).encode())
            stream.flush()
            os.fsync(stream.fileno())
        made.replace(folder / FILE_NAME)
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(
            f"Your settings could not be saved in {folder}: {reason}. The study is not affected."
        ) from error


def _put_beside(file: Path, error: Exception) -> None:
    log = logging.getLogger(__name__)
    log.warning("The settings in %s are damaged, defaults are used: %s", file, error)
    try:
        file.replace(file.with_name(DAMAGED_NAME))
    except OSError as refusal:
        log.warning("The damaged settings could not be kept as %s: %s", DAMAGED_NAME, refusal)
