"""The files that come with the program: policies, settings, windows, templates."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent

POLICIES = ("careful", "standard", "generous")
"""The policies to start from, by name; who has none of their own is served by the first."""


def packaged(name: str) -> Path:
    """Where a file of `config/` is: inside an installed wheel, else in the checkout."""
    installed = _PACKAGE / "config" / name
    return installed if installed.exists() else _PACKAGE.parent / "config" / name


def packaged_policy(name: str = POLICIES[0]) -> Path:
    """Where one of the policies to start from is."""
    return packaged(f"policies/{name}.yaml")
