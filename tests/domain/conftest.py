"""What the tests of the domain share: the protocol that travels with the program, and patience."""

import pytest
from hypothesis import settings

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.protocol import Protocol, read_protocol

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def toml() -> str:
    """The text of the protocol that travels with the program."""
    return asset("study/ucmsc.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def protocol(toml: str) -> Protocol:
    """The protocol that travels with the program."""
    return read_protocol(toml)
