"""Whether what keeps entries from being changed is still there, and does what it did."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from seller_credits.ledger.interface import Fault
from seller_credits.ledger.storage import APPEND_ONLY, guards_taken_down

_TRIGGERS = """
    SELECT t.tgname, t.tgenabled, t.tgtype, p.prosrc
    FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
    WHERE t.tgrelid = 'entries'::regclass AND NOT t.tgisinternal
"""
_BEFORE_STATEMENT = 2
_OF = {"entries_no_update": 16, "entries_no_delete": 8, "entries_no_truncate": 32}
"""Bits of `pg_trigger.tgtype`: src/include/catalog/pg_trigger.h."""
_ALWAYS = "A"
_SAYS_NO = f"BEGIN RAISE EXCEPTION '{APPEND_ONLY}'; END"


def faults(connection: Connection) -> Iterator[Fault]:
    """Triggers that are gone, switched off, or do something else."""
    there = {tuple(row) for row in connection.exec_driver_sql(_TRIGGERS)}
    meant = {(name, _ALWAYS, verb | _BEFORE_STATEMENT, _SAYS_NO) for name, verb in _OF.items()}
    if meant - there:
        yield guards_taken_down()
