"""Opening the file of what was asked: shared between processes, with short transactions only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.pool import QueuePool

from seller_credits.domain.closing import Closing
from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.asked import schema
from seller_credits.ledger.problems import told_to_the_seller
from seller_credits.ledger.write_ahead import turn_on

_WHAT = "record of requests"
_DELETABLE = (
    "It holds only what was asked of the marketplace, and no decision: with no other command "
    "running, move the file away, and the next one begins anew."
)
# Nobody holds the file for longer than a few milliseconds: whoever does hangs.
_WAIT_FOR_A_LOCK_MS = 10_000


class AskedFile(Closing):
    """One SQLite file, for many threads and processes; a context manager.

    Args:
        path: the file; made, readable by its owner only, if it is not there.
        survives_power_cut: whether a write is on the disk itself when it returns. Without, it
            outlives the process, however that ends, but may be lost with the machine's power.

    Raises:
        LedgerProblem: from every verb, when the file cannot be used.
    """

    def __init__(self, path: Path, *, survives_power_cut: bool) -> None:
        self._path = path
        _make(path)
        self._engine = _engine(path, synchronous="FULL" if survives_power_cut else "NORMAL")
        try:
            with self._told():
                self._ensure_schema()
        except LedgerProblem:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, alone on the file from its first read on."""
        with (
            self._told(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        with told_to_the_seller(str(self._path), what=_WHAT, if_damaged=_DELETABLE):
            yield

    def _ensure_schema(self) -> None:
        version = select(schema.meta.c.value).where(schema.meta.c.name == "schema")
        with self._engine.connect() as reading:
            is_new = not self._engine.dialect.has_table(reading, schema.meta.name)
            found = None if is_new else reading.scalar(version)
        if found is None:
            with self._writing() as writing:
                schema.metadata.create_all(writing)
                found = writing.scalar(version)  # another process may have been faster
                if found is None:
                    row = {"name": "schema", "value": schema.SCHEMA_VERSION}
                    writing.execute(insert(schema.meta).values(row))
                    return
        if found != schema.SCHEMA_VERSION:
            raise LedgerProblem(
                f"The {_WHAT} {self._path} has schema {found}; "
                f"this program knows {schema.SCHEMA_VERSION}.",
                hint=_DELETABLE,
            )


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LedgerProblem(
            f"The {_WHAT} {path} cannot be opened: {error.strerror}.",
            hint="Check the folder and its permissions, or name another one with --home.",
        ) from error


def _engine(path: Path, *, synchronous: str) -> Engine:
    settings = (
        f"PRAGMA busy_timeout = {_WAIT_FOR_A_LOCK_MS}",
        f"PRAGMA synchronous = {synchronous}",
    )

    def configure(connection: Any, _: object) -> None:
        # The driver's own transaction handling begins too late for a read that decides a write.
        connection.isolation_level = None
        turn_on(connection)
        for setting in settings:
            connection.execute(setting)

    engine = create_engine(f"sqlite:///{path}", poolclass=QueuePool)
    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
