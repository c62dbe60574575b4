"""A home with settings, and a machine with or without a keyring."""

from __future__ import annotations

import pytest

from tests.keyrings import keyring_in_memory, no_keyring


@pytest.fixture
def keyring():
    """The machine has a keyring, and it is empty."""
    with keyring_in_memory() as backend:
        yield backend


@pytest.fixture(autouse=True)
def _bare():
    with no_keyring():
        yield


@pytest.fixture
def own(home):
    """Write the home's settings file."""
    home.mkdir()

    def write(text):
        (home / "settings.yaml").write_text(text, encoding="utf-8")
        return home

    return write
