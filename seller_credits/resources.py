"""The files that come with the program: policy, settings, windows, templates."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def packaged(name: str) -> Path:
    """Where a file of `config/` is: inside an installed wheel, else in the checkout."""
    installed = _PACKAGE / "config" / name
    return installed if installed.exists() else _PACKAGE.parent / "config" / name
