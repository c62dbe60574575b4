"""A desk to work at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflow.office import Office


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home)
