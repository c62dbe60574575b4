"""Opening a ledger wherever it is kept: in a file, or in a database for many machines."""

from __future__ import annotations

from pathlib import Path

from seller_credits.ledger.interface import MarkKeeper
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.sql_ledger import SqlLedger
from seller_credits.ledger.storage import Storage


def open_ledger(
    place: Path | DatabaseAddress, *, actor: str, marks: MarkKeeper | None = None
) -> SqlLedger:
    """The ledger there, made if it is not there, and brought to this program's schema.

    Args:
        place: a file, or a PostgreSQL database in which the ledger has a schema of its own.
        actor: who writes the entries, where no person does.
        marks: keeps outside the ledger what must not be forgotten; None where nobody does.

    Raises:
        LedgerProblem: it cannot be used, is no ledger, or is a newer program's.
    """
    return SqlLedger(_storage(place), actor=actor, marks=marks)


def _storage(place: Path | DatabaseAddress) -> Storage:
    if isinstance(place, Path):
        from seller_credits.ledger.sqlite_file import SqliteFile  # noqa: PLC0415  # only one is used

        return SqliteFile(place)
    from seller_credits.ledger.postgresql.database import LedgerDatabase  # noqa: PLC0415

    return LedgerDatabase(place)
