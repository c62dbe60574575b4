"""Drawing the projections from the entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection

from seller_credits.ledger import codec
from seller_credits.ledger.chain import Entry
from seller_credits.ledger.projections import changes
from seller_credits.ledger.statements import statements

_ENTRIES_AT_ONCE = 1000


def draw(connection: Connection, entries: Iterable[Entry]) -> int:
    """Write what the entries say into projections that hold nothing of them yet.

    Args:
        connection: in a transaction; of the ledger itself or of a scratch file.
        entries: in chain order; read as they are needed.

    Returns:
        How many there were.
    """
    count, rest = 0, iter(entries)
    while batch := list(islice(rest, _ENTRIES_AT_ONCE)):
        _project(connection, batch)
        count += len(batch)
    return count


def _project(connection: Connection, batch: Sequence[Entry]) -> None:
    written = statements(connection).rows
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in written}
    for entry in batch:
        payload = codec.load(entry.payload)
        for name, row in changes(entry.kind, entry.account, entry.seq, entry.subject, payload):
            rows[name].append(row)
    for name, statement in written.items():
        if rows[name]:
            statement.execute(connection, rows[name])
