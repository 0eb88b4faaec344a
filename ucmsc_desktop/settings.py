"""What this computer remembers between two starts; nothing about patients, which is in the study alone."""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import msgspec

FILE_NAME = "settings.json"
DAMAGED_NAME = "settings.damaged.json"

Theme = Literal["light", "dark", "system"]


class SettingsError(Exception):
    """Settings could not be saved; the message is a sentence for the person."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One person's choices on one computer; change them with `msgspec.structs.replace`."""

    last_study: str | None = None
    last_user: str | None = None
    language: str = "en"
    theme: Theme = "system"
    text_scale: Annotated[int, msgspec.Meta(ge=80, le=200)] = 100
    """Size of text in per cent."""
    lock_minutes: Annotated[int, msgspec.Meta(ge=1, le=30)] = 10
    """Minutes without a key or a touch before the screen locks."""


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
        return msgspec.json.decode(file.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
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
            stream.write(msgspec.json.format(msgspec.json.encode(settings), indent=2))
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
