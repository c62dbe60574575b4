"""Opening the SQLite file: settings that make a crash harmless and two writers wait."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.pool import QueuePool

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger import schema
from seller_credits.ledger.problems import told_to_the_seller
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


def open_file(path: Path) -> Engine:
    """An engine on the ledger file, which is made if it is not there (readable by its owner only).

    Raises:
        LedgerProblem: it cannot be opened, is no ledger, or is a newer program's.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LedgerProblem(
            f"The ledger {path} cannot be opened: {error.strerror}.",
            hint="Check the folder and its permissions, or name another one with --home.",
        ) from error
    # Kept open between transactions: closing the last connection would copy the log into the file.
    engine = create_engine(f"sqlite:///{path}", poolclass=QueuePool)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    with told_to_the_seller(str(path)):
        _ensure_schema(engine, path)
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


def _ensure_schema(engine: Engine, path: Path) -> None:
    with engine.connect() as reading:
        if engine.dialect.has_table(reading, "meta"):
            found = reading.scalar(
                select(schema.meta.c.value).where(schema.meta.c.name == "schema")
            )
            if found == schema.SCHEMA_VERSION:
                return
            if found is not None:
                raise LedgerProblem(
                    f"The ledger {path} has schema {found}; "
                    f"this program knows {schema.SCHEMA_VERSION}.",
                    hint="Use the version of seller-credits that wrote it. Or begin a new ledger "
                    "in another --home: a sync or an import reads again what Amazon still has.",
                )
    with engine.connect().execution_options(writes=True) as writing, writing.begin():
        schema.metadata.create_all(writing)
        for guard in schema.GUARDS:
            writing.execute(text(guard))
        for name, value in (("schema", schema.SCHEMA_VERSION), ("identity", uuid4().hex)):
            told = insert(schema.meta).values(name=name, value=value)
            writing.execute(told.on_conflict_do_nothing())
