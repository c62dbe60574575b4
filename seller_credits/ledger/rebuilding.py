"""The projections thrown away and drawn anew from the entries, which stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger import reading, schema
from seller_credits.ledger.chain import GENESIS, Entry, fault_of
from seller_credits.ledger.drawing import draw
from seller_credits.ledger.storage import Storage


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One account drawn anew from so many entries."""

    account: str
    entries: int


def rebuild(storage: Storage, account: str | None = None) -> Iterator[Rebuilt]:
    """Draw the projections anew, account by account, each in one transaction.

    Args:
        storage: what keeps the ledger.
        account: its name; None for all that anything is there of.

    Raises:
        LedgerProblem: an account's chain is broken; of it, and of those after it, nothing is
            changed.
    """
    with storage.reading() as connection:
        names = _accounts(connection) if account is None else [account]
    for name in names:
        with storage.writing(name) as connection:
            yield Rebuilt(name, _rebuild(connection, name))


def _accounts(connection: Connection) -> list[str]:
    """Every account that an entry, or a row somebody put there, names."""
    tables = (schema.entries, schema.heads, *schema.PROJECTIONS)
    found: set[str] = set()
    for table in tables:
        found.update(connection.scalars(select(table.c.account).distinct()))
    return sorted(found)


def _rebuild(connection: Connection, account: str) -> int:
    for table in schema.PROJECTIONS:
        connection.execute(delete(table).where(table.c.account == account))
    return draw(connection, _proven(connection, account))


def _proven(connection: Connection, account: str) -> Iterator[Entry]:
    """The account's entries, each proven before it is drawn, to the end that was written."""
    seq, prev = 0, GENESIS
    for entry in reading.entries(connection, account):
        fault = fault_of(entry, seq=seq + 1, prev=prev)
        if fault is not None:
            raise _broken(account, fault)
        seq, prev = entry.seq, entry.hash
        yield entry
    h = schema.heads
    head = connection.execute(select(h.c.seq, h.c.hash).where(h.c.account == account)).one_or_none()
    if (head.seq if head else 0, head.hash if head else GENESIS) != (seq, prev):
        raise _broken(account, f"the chain ends at entry {seq}, which is not the end of it")


def _broken(account: str, fault: str) -> LedgerProblem:
    return LedgerProblem(
        f"Nothing of account '{account}' was drawn anew: {fault}.",
        hint="What is drawn from a broken chain is not to be relied on: restore a backup.",
    )
