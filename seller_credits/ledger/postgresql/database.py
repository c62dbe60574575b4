"""A ledger in a PostgreSQL database, for workers on many machines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.copying import copy_all
from seller_credits.ledger.interface import Fault
from seller_credits.ledger.migrations import found_schema, leads_here
from seller_credits.ledger.postgresql import guards, problems
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.postgresql.connecting import engine_of
from seller_credits.ledger.postgresql.holding import Hold, hold
from seller_credits.ledger.postgresql.locks import MAKING, NAMESPACE, number_of, of_chain
from seller_credits.ledger.postgresql.named import LEDGER
from seller_credits.ledger.schema import SCHEMA_VERSION
from seller_credits.ledger.sqlite_file import SqliteFile

_WAIT_FOR_A_LOCK_MS = 30_000
# Whoever stops in the middle of writing stops all others too, until the server ends it.
_STOPPED_AT_MOST_MS = 120_000
# For this transaction only: a pooler between may give the next one to another session.
_IN_OWN_SCHEMA = f"SELECT set_config('search_path', '{NAMESPACE}', true)"
_ONLY_READING = f"{_IN_OWN_SCHEMA}, set_config('transaction_read_only', 'on', true)"
_ALONE = (
    f"{_IN_OWN_SCHEMA}, set_config('lock_timeout', '{_WAIT_FOR_A_LOCK_MS}', true), "
    f"set_config('idle_in_transaction_session_timeout', '{_STOPPED_AT_MOST_MS}', true), "
    # On the disk of the server before it is told as done, whatever is enough for others there.
    "set_config('synchronous_commit', CASE current_setting('synchronous_commit') "
    "WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true), "
    "pg_advisory_xact_lock(%s)"
)
_LIES_IN = """
    SELECT s.system_identifier, c.timeline_id, d.oid, 'entries'::regclass::oid
    FROM pg_control_system() AS s, pg_control_checkpoint() AS c, pg_database AS d
    WHERE d.datname = current_database()
"""
_HAS_NAMESPACE = "SELECT 1 FROM pg_namespace WHERE nspname = %s"


class LedgerDatabase:
    """A schema of its own in a database, which several homes may share; see `Storage`.

    Args:
        address: where; the tables are made if they are not there.

    Raises:
        LedgerProblem: it cannot be used, or is a newer program's; it never tells a password.
    """

    def __init__(self, address: DatabaseAddress) -> None:
        self._address = address
        self.news: str | None = None
        self._holds: dict[str, Hold] = {}
        self._engine = engine_of(
            address,
            LEDGER,
            limits={},
            driver={"client_encoding": "UTF8"},
            # Two writers come one after the other by their lock; whoever is second must see what
            # the first has written.
            isolation_level="READ COMMITTED",
        )
        # All a reader sees is of one moment, however many statements it takes.
        self._snapshots: Engine = self._engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            with self._told():
                self._ensure_schema()
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str:
        """Where the database is, without its password."""
        return problems.place_of(self._address)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at one moment; it waits for nobody."""
        with self._told(), self._snapshots.connect() as connection, connection.begin():
            connection.exec_driver_sql(_ONLY_READING)
            yield connection

    @contextmanager
    def writing(self, account: str) -> Iterator[Connection]:
        """One transaction, alone on the account's chain, the first entry of which included."""
        with self._told(), self._session_for(account) as connection, connection.begin():
            connection.exec_driver_sql(_ALONE, (number_of(of_chain(account)),))
            yield connection

    @contextmanager
    def _session_for(self, account: str) -> Iterator[Connection]:
        """The session that holds the account, where one does."""
        held = self._holds.get(account)
        if held is None:
            with self._engine.connect() as connection:
                yield connection
            return
        with held.using() as session:
            if session is None:
                raise problems.lost(self._address, LEDGER)
            yield session

    @contextmanager
    def held(self, account: str, doing: str) -> Iterator[None]:
        """Keep every other machine from working on an account."""
        with self._told(), hold(self._engine.connect(), account, doing) as held:
            self._holds[account] = held
            try:
                yield
            finally:
                del self._holds[account]

    def guard_faults(self, connection: Connection) -> Iterator[Fault]:
        """Triggers that are gone, switched off, or do something else."""
        return guards.faults(connection)

    def lies_in(self, connection: Connection) -> str | None:
        """Another one after a restore, and where a server that followed another took its place."""
        numbers = connection.exec_driver_sql(_LIES_IN).one()
        return " ".join(str(number) for number in numbers)

    def copy_to(self, path: Path) -> None:
        """A whole, consistent copy as a ledger in a file, while others go on writing."""
        with closing(SqliteFile(path)) as file, self.reading() as kept, file.writing("") as copy:
            copy_all(kept, copy)

    def _told(self) -> AbstractContextManager[None]:
        return problems.told_to_the_seller(self._address, LEDGER)

    def _ensure_schema(self) -> None:
        with self.reading() as reading:
            if not leads_here(found_schema(reading), self.place):
                return
        # It takes long to load, and is needed only here.
        from seller_credits.ledger.migrations.taking import take_steps  # noqa: PLC0415

        with self._engine.connect() as making, making.begin():
            making.exec_driver_sql(_ALONE, (number_of(MAKING),))
            found = found_schema(making)  # another process may have been faster
            if not leads_here(found, self.place):
                return
            self._must_fit(making)
            # Asked first: who may not make a schema may still use one that was made for them.
            if not making.exec_driver_sql(_HAS_NAMESPACE, (NAMESPACE,)).scalar():
                making.exec_driver_sql(f"CREATE SCHEMA {NAMESPACE}")
            take_steps(making, found)
        if found is not None:
            self.news = (
                f"The ledger {self.place} was brought from schema {found} to {SCHEMA_VERSION}; "
                "older versions of this program cannot open it any more."
            )

    def _must_fit(self, connection: Connection) -> None:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise LedgerProblem(
                f"The ledger {self.place} cannot be made: the database keeps text as {encoding}.",
                hint="Make one that keeps all letters there are: createdb --encoding UTF8.",
            )
