"""The storage's own errors, told as a seller can act on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from seller_credits.domain.errors import LedgerProblem

_TOLD = (
    (
        ("disk is full", "disk i/o error", "no space left"),
        "the disk is full or cannot be written",
        "Free some space and run the same command again; nothing is lost or recorded twice.",
    ),
    (
        ("locked", "busy"),
        "another program is writing to it",
        "Wait for the other command to end, then run this one again.",
    ),
    (
        ("not a database", "malformed", "corrupt"),
        "the file is damaged or no ledger at all",
        "Keep the file, restore the last backup, and run `seller-credits ledger verify`.",
    ),
    (
        ("readonly", "read-only", "unable to open", "permission"),
        "it cannot be opened for writing",
        "Check that the folder exists and that this user may write to it.",
    ),
    (
        ("no such table", "no such column"),
        "it was written by another version of this program",
        "Use the version that wrote it, or name another place with --home.",
    ),
)


@contextmanager
def told_to_the_seller(place: str) -> Iterator[None]:
    """Turn what the database driver raises into a LedgerProblem that says what and where."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = str(error.orig if isinstance(error, DBAPIError) else error)
        raise _problem(place, cause) from error


def _problem(place: str, cause: str) -> LedgerProblem:
    for words, meaning, hint in _TOLD:
        if any(word in cause.lower() for word in words):
            return LedgerProblem(f"The ledger {place} cannot be used: {meaning}.", hint=hint)
    return LedgerProblem(f"The ledger {place} cannot be used: {cause}.")
