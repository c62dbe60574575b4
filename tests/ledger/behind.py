"""Doing behind the program's back what somebody with a database's own tools would."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from seller_credits.ledger.postgresql.address import DatabaseAddress

NAMESPACE = "seller_credits_ledger"
_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'entries'::regclass AND NOT tgisinternal"


@contextmanager
def opened(place: Path | DatabaseAddress) -> Iterator[Any]:
    """A connection to the ledger's tables that commits at the end; its name is `execute`."""
    if isinstance(place, Path):
        with closing(sqlite3.connect(place)) as file, file:
            yield file
        return
    import psycopg

    password = place.password.get_secret_value()
    with psycopg.connect(
        host=place.host, user=place.user, dbname=place.database, password=password
    ) as connection:
        connection.execute(f"SET search_path TO {NAMESPACE}")
        yield connection


def edit(place: Path | DatabaseAddress, *statements: str) -> None:
    """Change the tables, the guards taken down first."""
    with opened(place) as connection:
        is_file = isinstance(place, Path)
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if is_file else _TRIGGERS
        for (name,) in connection.execute(asked).fetchall():
            connection.execute(f"DROP TRIGGER {name}" + ("" if is_file else " ON entries"))
        for statement in statements:
            assert connection.execute(statement).rowcount != 0


def rows(place: Path | DatabaseAddress, query: str) -> list[tuple[Any, ...]]:
    """What a query gives."""
    with opened(place) as connection:
        return connection.execute(query).fetchall()
