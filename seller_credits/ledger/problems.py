"""The storage's own errors, told as a seller can act on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from seller_credits.domain.errors import LedgerProblem

_RESTORE = "Keep the file, restore the last backup, and run `seller-credits ledger verify`."
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
        "the file is damaged or no {what} at all",
        "",  # depends on what is kept there
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
def told_to_the_seller(
    place: str, *, what: str = "ledger", if_damaged: str = _RESTORE
) -> Iterator[None]:
    """Turn what the database driver raises into a LedgerProblem that says what and where.

    Args:
        place: where it is kept.
        what: what is kept there.
        if_damaged: what helps where the file cannot be read as what it should be.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = str(error.orig if isinstance(error, DBAPIError) else error)
        raise _problem(place, what, cause, if_damaged) from error


def _problem(place: str, what: str, cause: str, if_damaged: str) -> LedgerProblem:
    beginning = f"The {what} {place} cannot be used"
    for words, meaning, hint in _TOLD:
        if any(word in cause.lower() for word in words):
            message = f"{beginning}: {meaning.format(what=what)}."
            return LedgerProblem(message, hint=hint or if_damaged)
    return LedgerProblem(f"{beginning}: {cause}.")
