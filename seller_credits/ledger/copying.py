"""Copying a ledger from one database into another, table by table."""

from __future__ import annotations

from itertools import islice

from sqlalchemy import Connection, Table, delete, insert, select

from seller_credits.ledger import reading
from seller_credits.ledger.schema import meta, metadata

_ROWS_AT_ONCE = 1000


def copy_all(kept: Connection, copy: Connection) -> None:
    """Copy everything there is, what names the ledger included.

    Args:
        kept: sees one state of the ledger from beginning to end.
        copy: of a new ledger of the same schema, in a transaction.
    """
    copy.execute(delete(meta))
    for table in metadata.sorted_tables:
        _copy(kept, copy, table)


def _copy(kept: Connection, copy: Connection, table: Table) -> None:
    rows = reading.stream(kept, select(table).order_by(*table.primary_key))
    while some := [dict(row) for row in islice(rows, _ROWS_AT_ONCE)]:
        copy.execute(insert(table), some)
