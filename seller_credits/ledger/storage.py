"""What a ledger asks of the database that keeps it: the same of a file and of a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from seller_credits.ledger.interface import Fault

APPEND_ONLY = "entries are append-only"
"""What a database says to whoever wants to change history."""


class Storage(Protocol):
    """Where entries and projections are. A LedgerProblem from every verb where it cannot be used.

    Attributes:
        news: what opening it changed, in a sentence for the seller; None where nothing.
    """

    news: str | None

    @property
    def place(self) -> str:
        """Where it is, for a person; never a password."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """One look: however long it takes, nothing in it changes. It waits for nobody."""
        ...

    def writing(self, account: str) -> AbstractContextManager[Connection]:
        """One transaction, all or nothing, in which nobody else writes to the account's chain."""
        ...

    def held(self, account: str, doing: str) -> AbstractContextManager[None]:
        """Keep other machines from working on an account, where several may share the ledger.

        Raises:
            LedgerProblem: another one holds it; says which.
        """
        ...

    def guard_faults(self, connection: Connection) -> Iterator[Fault]:
        """What is missing of that which keeps entries from being changed."""
        ...

    def lies_in(self, connection: Connection) -> str | None:
        """What tells these very tables from others they were copied to; None where nothing does."""
        ...

    def copy_to(self, path: Path) -> None:
        """A whole, consistent copy as a ledger in a file, while others go on writing."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...


def guards_taken_down() -> Fault:
    """Some of what keeps entries from being changed is not there, or not what it was."""
    return Fault("-", "the guards that keep entries from being changed were taken down")
