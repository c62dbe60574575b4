"""A ledger in one SQLite file: settings that make a crash harmless, and two writers wait."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from seller_credits.domain.errors import LedgerProblem
from seller_credits.interruption import held_back
from seller_credits.ledger.interface import Fault
from seller_credits.ledger.migrations import found_schema, leads_here
from seller_credits.ledger.problems import told_to_the_seller
from seller_credits.ledger.schema import SCHEMA_VERSION
from seller_credits.ledger.storage import APPEND_ONLY, guards_taken_down
from seller_credits.ledger.write_ahead import turn_on

_WAIT_FOR_A_LOCK_MS = 30_000
# Entries are a kilobyte or two: on small pages they waste a fifth of the file.
_PAGE_SIZE = "PRAGMA page_size = 16384"
_SETTINGS = (
    f"PRAGMA busy_timeout = {_WAIT_FOR_A_LOCK_MS}",
    # FULL: a commit that was reported survives a power cut as well as a kill.
    "PRAGMA synchronous = FULL",
    # Without it INSERT OR REPLACE would slip past the triggers that keep entries append-only.
    "PRAGMA recursive_triggers = ON",
    # A long import would otherwise copy its log into the file after nearly every batch.
    "PRAGMA wal_autocheckpoint = 2000",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = FILE",
)
_GUARDS = {
    f"CREATE TRIGGER entries_no_{verb.lower()} BEFORE {verb} ON entries "
    f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    for verb in ("UPDATE", "DELETE")
}


class SqliteFile:
    """The file of one home, for its processes and threads; see `Storage` for its verbs.

    Args:
        path: the file; made, readable by its owner only, if it is not there.

    Raises:
        LedgerProblem: it cannot be opened, is no ledger, or is a newer program's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.news: str | None = None
        _make(path)
        self._engine = _engine(path)
        try:
            with self._told():
                self._ensure_schema()
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self._path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at the file as it is now; it waits for nobody."""
        with self._told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, account: str) -> Iterator[Connection]:
        """One transaction, alone on the file while it lasts."""
        del account  # whoever writes for one is alone for all
        with self._told(), held_back(), self._writing() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def held(self, account: str, doing: str) -> AbstractContextManager[None]:
        """Nothing more to hold: no other machine works on a file."""
        del account, doing
        return nullcontext()

    def guard_faults(self, connection: Connection) -> Iterator[Fault]:
        """Triggers that are gone, or do something else."""
        triggers = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries'"
        if _GUARDS - set(connection.exec_driver_sql(triggers).scalars()):
            yield guards_taken_down()

    def lies_in(self, connection: Connection) -> None:
        """Nothing: a file that was copied by hand is like the one that was written."""
        del connection

    def copy_to(self, path: Path) -> None:
        """A whole, consistent copy, while others go on writing."""
        with (
            self._told(),
            self._engine.connect() as connection,
            closing(sqlite3.connect(path)) as copy,
        ):
            source = connection.connection.driver_connection
            assert source is not None
            source.backup(copy)

    def _told(self) -> AbstractContextManager[None]:
        return told_to_the_seller(self.place)

    def _ensure_schema(self) -> None:
        with self._engine.connect() as reading:
            if not leads_here(found_schema(reading), self.place):
                return
        # It takes long to load, and is needed only here.
        from seller_credits.ledger.migrations.taking import take_steps  # noqa: PLC0415

        with self._writing() as writing:
            found = found_schema(writing)  # another process may have been faster
            if not leads_here(found, self.place):
                return
            if found is not None:
                kept = self._keep(found)
                self.news = (
                    f"The ledger {self.place} was brought from schema {found} to {SCHEMA_VERSION}; "
                    f"{kept.name} beside it is as it was before."
                )
            take_steps(writing, found)

    def _keep(self, found: str) -> Path:
        """A copy of the file as it is before any step, whole or not there at all."""
        kept = self._path.with_name(f"{self._path.name}.schema-{found}")
        part = kept.with_name(f"{kept.name}.part")
        try:
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            self.copy_to(part)
            part.replace(kept)
        except OSError as error:
            raise LedgerProblem(
                f"The ledger {self.place} has schema {found}, and no copy of it can be kept before "
                f"it is brought to {SCHEMA_VERSION}: {error.strerror}. Nothing was touched.",
                hint="See to the folder, its permissions and the space left, and try again.",
            ) from error
        finally:
            part.unlink(missing_ok=True)
        return kept


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LedgerProblem(
            f"The ledger {path} cannot be opened: {error.strerror}.",
            hint="Check the folder and its permissions, or name another one with --home.",
        ) from error


def _engine(path: Path) -> Engine:
    # Kept open between transactions: closing the last connection would copy the log into the file.
    engine = create_engine(f"sqlite:///{path}", poolclass=QueuePool)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _: object) -> None:
    # The driver's own transaction handling begins too late for a read that decides a write.
    connection.isolation_level = None
    connection.execute(_PAGE_SIZE)
    turn_on(connection)
    for setting in _SETTINGS:
        connection.execute(setting)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
