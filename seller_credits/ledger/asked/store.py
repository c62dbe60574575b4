"""What every store of requests has in common, be it a file or a database for many machines."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, Table, insert, select

from seller_credits.domain.closing import Closing
from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.asked.schema import Layout, meta
from seller_credits.ledger.postgresql.named import REQUESTS

WHAT = REQUESTS.what
"""What a store is called to a seller."""


class Store(Closing):
    """Tables that many threads and processes read and write in short transactions.

    Args:
        engine: opens connections.
        layout: the tables it has; they are made if they are not there.

    Raises:
        LedgerProblem: from every verb, when the store cannot be used.
    """

    namespace: ClassVar[str | None] = None
    """Where in the database the tables are; None where it holds nothing else."""

    def __init__(self, engine: Engine, layout: Layout) -> None:
        self._engine = engine
        self._layout = layout
        try:
            with self._told():
                self._ensure_tables()
        except LedgerProblem:
            self.close()
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A look at what is there; it waits for nobody."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all that is written in it stays, or nothing."""
        with (
            self._told(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @abstractmethod
    def moment(self, connection: Connection, told: datetime) -> datetime:
        """Now, aware, for everybody who shares the store; `told` is what this machine's clock says.

        Where a row decides a write, ask after the row is held: waiting for it takes time.
        """

    @abstractmethod
    def add(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        """Write a row unless one with its key is there; whoever is just writing it is waited for.

        Args:
            connection: of `writing`.
            table: one of this store's.
            row: a value for each column it tells.
        """

    @property
    @abstractmethod
    def _place(self) -> str:
        """Where it is, for a seller; never a password."""

    @property
    @abstractmethod
    def _if_strange(self) -> str:
        """What helps where another version of the program has made it."""

    @abstractmethod
    def _told(self) -> AbstractContextManager[None]:
        """Turns what the driver raises into a LedgerProblem."""

    def _prepare(self, connection: Connection) -> None:
        """What has to be there before tables can be made; keeps others from making them as well."""

    def _ensure_tables(self) -> None:
        version = select(meta.c.value).where(meta.c.name == "schema")
        with self._engine.connect() as reading:
            has_table = self._engine.dialect.has_table
            is_there = has_table(reading, meta.name, schema=self.namespace)
            found = reading.scalar(version) if is_there else None
        if found is None:
            with self.writing() as writing:
                self._prepare(writing)
                meta.metadata.create_all(writing, tables=self._layout.tables)
                found = writing.scalar(version)  # another process may have been faster
                if found is None:
                    row = {"name": "schema", "value": self._layout.version}
                    writing.execute(insert(meta).values(row))
                    return
        if found != self._layout.version:
            raise LedgerProblem(
                f"The {WHAT} {self._place} has schema {found}; "
                f"this program knows {self._layout.version}.",
                hint=self._if_strange,
            )
