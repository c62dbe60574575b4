"""The file of what was asked: shared between the processes of one home."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.pool import QueuePool

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.asked.schema import OF_A_FILE
from seller_credits.ledger.asked.store import WHAT, Store
from seller_credits.ledger.problems import told_to_the_seller
from seller_credits.ledger.write_ahead import turn_on

_DELETABLE = (
    "It holds only what was asked of the marketplace, and no decision: with no other command "
    "running, move the file away, and the next one begins anew."
)
# Nobody holds the file for longer than a few milliseconds: whoever does hangs.
_WAIT_FOR_A_LOCK_MS = 10_000


class AskedFile(Store):
    """One SQLite file, for many threads and processes; a context manager.

    Whoever writes is alone on the file from its first read on.

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
        engine = _engine(path, synchronous="FULL" if survives_power_cut else "NORMAL")
        super().__init__(engine, OF_A_FILE)

    def moment(self, connection: Connection, told: datetime) -> datetime:
        """What the machine's clock says: all who share the file share that clock."""
        del connection
        return told

    def add(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        """Write a row unless one with its key is there."""
        connection.execute(insert(table).values(row).on_conflict_do_nothing())

    @property
    def _place(self) -> str:
        return str(self._path)

    @property
    def _if_strange(self) -> str:
        return _DELETABLE

    def _told(self) -> AbstractContextManager[None]:
        return told_to_the_seller(self._place, what=WHAT, if_damaged=_DELETABLE)


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LedgerProblem(
            f"The {WHAT} {path} cannot be opened: {error.strerror}.",
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
