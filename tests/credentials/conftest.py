"""A home with settings."""

from __future__ import annotations

import pytest


@pytest.fixture
def own(home):
    """Write the home's settings file."""
    home.mkdir()

    def write(text):
        (home / "settings.yaml").write_text(text, encoding="utf-8")
        return home

    return write
