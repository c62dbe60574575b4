"""The database in which workers on several machines count their requests together."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, Table, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.schema import CreateSchema

from seller_credits.ledger.asked.schema import OF_A_DATABASE
from seller_credits.ledger.asked.store import Store
from seller_credits.ledger.postgresql import problems
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.postgresql.connecting import engine_of
from seller_credits.ledger.postgresql.named import REQUESTS

_NAMESPACE = "seller_credits_limits"
_MAKING = 7_326_001
"""The advisory lock of whoever makes the tables; any number nobody else uses."""

# Nobody holds a row for longer than a few milliseconds: whoever does hangs, or its machine is
# gone, and the server ends it before the others give up.
_HELD_AT_MOST_MS = 5_000
_WAIT_FOR_A_ROW_MS = 15_000


class AskedDatabase(Store):
    """A schema of its own in a PostgreSQL database, for many machines; a context manager.

    Whoever writes holds the row it asked for. The password may be in the address, or wherever
    libpq looks for it: PGPASSWORD, or a file (PGPASSFILE, ~/.pgpass).

    Args:
        address: where; the tables are made if they are not there.

    Raises:
        LedgerProblem: from every verb, when the database cannot be used; it never tells a password.
    """

    namespace = _NAMESPACE

    def __init__(self, address: DatabaseAddress) -> None:
        self._address = address
        super().__init__(_engine(address), OF_A_DATABASE)

    def moment(self, connection: Connection, told: datetime) -> datetime:
        """What the database's clock says, whatever this machine's does."""
        del told
        clock = func.clock_timestamp(type_=DateTime(timezone=True))
        return connection.execute(select(clock)).scalar_one()

    def add(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        """Write a row unless one with its key is there; whoever just writes it is waited for."""
        connection.execute(insert(table).values(row).on_conflict_do_nothing())

    @property
    def _place(self) -> str:
        return problems.place_of(self._address)

    @property
    def _if_strange(self) -> str:
        return problems.SAME_VERSION

    def _told(self) -> AbstractContextManager[None]:
        return problems.told_to_the_seller(self._address, REQUESTS)

    def _prepare(self, connection: Connection) -> None:
        connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))
        # Asked first: who may not make a schema may still use one that was made for them.
        if not connection.dialect.has_schema(connection, _NAMESPACE):
            connection.execute(CreateSchema(_NAMESPACE))


def _engine(address: DatabaseAddress) -> Engine:
    return engine_of(
        address,
        REQUESTS,
        limits={
            "lock_timeout": str(_WAIT_FOR_A_ROW_MS),
            "idle_in_transaction_session_timeout": str(_HELD_AT_MOST_MS),
        },
        # A pooler between may hand each transaction to another session, which knows none of them.
        driver={"prepare_threshold": None},
        # Two transactions on one row come one after the other, and neither has to be tried again.
        isolation_level="READ COMMITTED",
        pool_size=2,
        max_overflow=-1,
        execution_options={"schema_translate_map": {None: _NAMESPACE}},
    )
