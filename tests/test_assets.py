"""The program finds its own files."""

import pytest

from ucmsc_desktop.assets import asset


@pytest.mark.parametrize("name", ["fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf", "study/ucmsc.toml"])
def test_what_travels_with_the_program_is_there(name: str) -> None:
    assert asset(name).stat().st_size > 1000


def test_a_missing_file_is_a_broken_installation() -> None:
    with pytest.raises(FileNotFoundError, match="the installation is incomplete"):
        asset("fonts/Comic.ttf")
