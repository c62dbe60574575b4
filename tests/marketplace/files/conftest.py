"""A desk to read reports at, and real documents where the environment names a folder of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.marketplace.files.layouts import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def folder_of(variable: str) -> Path:
    """A folder of real documents, named by the environment; the test is skipped without."""
    folder = os.environ.get(variable)
    if not folder or not Path(folder).is_dir():
        pytest.skip(f"{variable} names no folder")
    return Path(folder)


@pytest.fixture
def samples() -> Path:
    """Documents as Amazon served them."""
    return folder_of("SP_API_SAMPLES")


@pytest.fixture
def models() -> Path:
    """Amazon's own API models, which hold example answers."""
    return folder_of("SP_API_MODELS")
