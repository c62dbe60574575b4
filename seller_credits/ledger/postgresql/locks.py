"""Locks that a database keeps by number, for what is no row: a chain, an account, a schema."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection

NAMESPACE = "seller_credits_ledger"
"""The schema in the database in which the ledger is, apart from whatever else is there."""

MAKING = "the making of tables"


def of_chain(account: str) -> str:
    """What whoever writes to an account's chain locks, for as long as the transaction lasts."""
    return f"the chain of {account}"


def of_account(account: str) -> str:
    """What whoever works on an account locks, for as long as that takes."""
    return f"the account {account}"


def number_of(what: str) -> int:
    """The number of a lock: any 64 bits that nobody else in the database comes upon."""
    digest = sha256(f"{NAMESPACE}: {what}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


_HOLDER = """
    SELECT a.application_name, a.client_hostname, host(a.client_addr),
           extract(epoch FROM clock_timestamp() - a.backend_start)
    FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.classid = %s AND l.objid = %s
"""
_LOW = 0xFFFFFFFF


def holder_of(connection: Connection, what: str) -> tuple[str, int] | None:
    """Who holds a lock, as its session calls itself, and for how many seconds it has been there.

    None where nobody holds it any more, or where it is not for this user to know.
    """
    number = number_of(what) & 0xFFFF_FFFF_FFFF_FFFF
    row = connection.exec_driver_sql(_HOLDER, (number >> 32, number & _LOW)).one_or_none()
    if row is None or not row[0]:
        return None
    name, host, address, seconds = row
    where = host or address
    return (f"{name} from {where}" if where else name), int(seconds or 0)
