"""Checks of the machine: the home folder and the room on its disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from seller_credits.doctor.findings import Finding, failed, ok, warning

_MEGABYTE = 1_000_000
# A year of a large shop is a ledger of a few hundred megabytes, and reports wait beside it.
_TOO_LITTLE = 100 * _MEGABYTE
_LITTLE = 1_000 * _MEGABYTE

_INNER = ("locks", "downloads")
_ELSEWHERE = "Or name another one with --home."


def folder(home: Path) -> Iterator[Finding]:
    """Whether the home folder can be written to, with the folders in it, or made."""
    if not home.is_dir():
        yield _to_be_made(home)
        return
    for part in (home, *(home / name for name in _INNER if (home / name).exists())):
        try:
            with tempfile.TemporaryFile(dir=part):
                pass
        except OSError as problem:
            mend = f"Give it to this user: chown, or chmod u+rwx {part}\n{_ELSEWHERE}"
            yield failed("home", f"{part} cannot be written to: {problem.strerror}.", mend)
            return
    yield ok("home", f"{home} can be written to.")


def disk(home: Path) -> Iterator[Finding]:
    """Whether there is room for the ledger and for reports."""
    free = shutil.disk_usage(_nearest(home)).free
    said = f"{free // _MEGABYTE:,} MB are free."
    mend = f"Make room on the disk of {home}: a full one ends every command, and loses nothing."
    if free < _TOO_LITTLE:
        yield failed("disk", said, mend)
    elif free < _LITTLE:
        yield warning("disk", said, mend)
    else:
        yield ok("disk", said)


def _to_be_made(home: Path) -> Finding:
    nearest = _nearest(home)
    if not nearest.is_dir():
        return failed("home", f"{nearest} is a file, not a folder.", _ELSEWHERE)
    if os.access(nearest, os.W_OK | os.X_OK):
        return ok("home", f"{home} is not there yet; the first command makes it.")
    mend = f"Make it for this user: mkdir -p {home}\n{_ELSEWHERE}"
    return failed("home", f"{home} is not there and cannot be made in {nearest}.", mend)


def _nearest(path: Path) -> Path:
    """The path itself, or the innermost part of it that is there."""
    path = path.absolute()
    return next(part for part in (path, *path.parents) if part.exists())
