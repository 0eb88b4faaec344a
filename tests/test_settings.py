"""Settings survive what happens to a file."""

import sys
from pathlib import Path

import pytest

from ucmsc_desktop import settings
from ucmsc_desktop.settings import DAMAGED_NAME, FILE_NAME, Settings, SettingsError, read_settings, write_settings


def test_what_is_written_is_read(tmp_path: Path) -> None:
    chosen = Settings(last_study="/studies/ucmsc", last_user="dr.li", theme="dark", text_scale=125, lock_minutes=5)
    write_settings(chosen, tmp_path / "new" / "folder")
    assert read_settings(tmp_path / "new" / "folder") == chosen
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == [FILE_NAME]


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "nowhere") == Settings()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b'{"theme": "pink"}', b'{"text_scale": 5000}', b'{"lock_minutes": 0}'],
)
def test_a_damaged_file_is_kept_beside(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert read_settings(tmp_path) == Settings()
    assert (tmp_path / DAMAGED_NAME).read_bytes() == content
    write_settings(Settings(theme="dark"), tmp_path)
    assert read_settings(tmp_path).theme == "dark"


def test_a_setting_of_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b'{"theme": "dark", "glove_mode": true}')
    assert read_settings(tmp_path) == Settings(theme="dark")


def test_what_cannot_be_saved_is_said_and_leaves_the_old(tmp_path: Path) -> None:
    write_settings(Settings(theme="dark"), tmp_path)
    (tmp_path / f"{FILE_NAME}.new").mkdir()
    with pytest.raises(SettingsError, match=r"could not be saved in .*The study is not affected\."):
        write_settings(Settings(theme="light"), tmp_path)
    assert read_settings(tmp_path).theme == "dark"


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert read_settings(tmp_path) == Settings()
    assert (tmp_path / FILE_NAME).is_dir()


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UCMSC_CONFIG", str(tmp_path))
    assert settings.config_folder() == tmp_path
    assert settings.state_folder() == tmp_path / "logs"


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_system_has_its_places(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UCMSC_CONFIG", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    places = {settings.config_folder(), settings.state_folder()}
    assert len(places) == 2
    assert all(place.is_relative_to(Path.home()) for place in places)
