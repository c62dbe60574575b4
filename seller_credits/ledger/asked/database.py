"""The database in which workers on several machines count their requests together."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, DateTime, Engine, Table, create_engine, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.schema import CreateSchema

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.asked import database_problems
from seller_credits.ledger.asked.address import DatabaseAddress
from seller_credits.ledger.asked.schema import OF_A_DATABASE
from seller_credits.ledger.asked.store import WHAT, Store

if TYPE_CHECKING:
    import psycopg

_NAMESPACE = "seller_credits_limits"
_MAKING = 7_326_001
"""The advisory lock of whoever makes the tables; any number nobody else uses."""

_CONNECT_SECONDS = 10
# Nobody holds a row for longer than a few milliseconds: whoever does hangs, or its machine is
# gone, and the server ends it before the others give up.
_HELD_AT_MOST_MS = 5_000
_WAIT_FOR_A_ROW_MS = 15_000
# A cable that was pulled answers nothing, and TCP by itself would ask for a quarter of an hour.
_SILENT_AT_MOST_MS = 20_000


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
        return database_problems.place_of(self._address)

    @property
    def _if_strange(self) -> str:
        return database_problems.SAME_VERSION

    def _told(self) -> AbstractContextManager[None]:
        return database_problems.told_to_the_seller(self._address)

    def _prepare(self, connection: Connection) -> None:
        connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))
        # Asked first: who may not make a schema may still use one that was made for them.
        if not connection.dialect.has_schema(connection, _NAMESPACE):
            connection.execute(CreateSchema(_NAMESPACE))


def _engine(address: DatabaseAddress) -> Engine:
    try:
        import psycopg  # noqa: PLC0415, F401  # comes with an extra, and only this needs it
    except ImportError:
        raise LedgerProblem(
            f"The {WHAT} {database_problems.place_of(address)} cannot be used: "
            "the PostgreSQL driver is not installed.",
            hint="Install it: pip install 'seller-credits[postgres]'. Or take sync.shared_limits "
            "out of the settings: limits are then shared on this machine only.",
        ) from None
    return create_engine(
        "postgresql+psycopg://",
        # The driver is given the address here, so that SQLAlchemy never has the password.
        creator=lambda: _connected(address),
        # Two transactions on one row come one after the other, and neither has to be tried again.
        isolation_level="READ COMMITTED",
        # Between two requests may be minutes, in which a server or a firewall hangs up.
        pool_pre_ping=True,
        pool_size=2,
        max_overflow=-1,
        execution_options={"schema_translate_map": {None: _NAMESPACE}},
    )


def _connected(address: DatabaseAddress) -> psycopg.Connection[Any]:
    import psycopg  # noqa: PLC0415

    try:
        connection = psycopg.connect(**_parameters(address))
    except psycopg.Error as error:
        said = str(error)
    else:
        _limit(connection)
        return connection
    # Not raised above: the driver's own error carries all it was told, the password too.
    raise psycopg.OperationalError(said)


def _parameters(address: DatabaseAddress) -> dict[str, Any]:
    """The address as the driver takes it; what is not told it finds for itself."""
    password = address.password
    told = {
        "host": address.host,
        "port": address.port,
        "user": address.user,
        "dbname": address.database,
        "password": None if password is None else password.get_secret_value(),
    }
    return {
        "connect_timeout": _CONNECT_SECONDS,
        "tcp_user_timeout": _SILENT_AT_MOST_MS,
        "application_name": "seller-credits",
        # A pooler between may hand each transaction to another session, which knows none of them.
        "prepare_threshold": None,
        **{name: value for name, value in told.items() if value is not None},
        **dict(address.options),
    }


def _limit(connection: psycopg.Connection[Any]) -> None:
    """Neither hold the others up, nor be held up, for ever."""
    limits = {
        "lock_timeout": _WAIT_FOR_A_ROW_MS,
        "idle_in_transaction_session_timeout": _HELD_AT_MOST_MS,
    }
    try:
        for name, milliseconds in limits.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, str(milliseconds)))
        connection.commit()
    except BaseException:
        connection.close()
        raise
