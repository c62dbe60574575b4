"""Requests counted together by every process that shares a home folder, or a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from seller_credits.domain.buckets import Bucket, Level
from seller_credits.domain.closing import Closing
from seller_credits.ledger.asked import schema
from seller_credits.ledger.asked.file import AskedFile
from seller_credits.ledger.asked.store import Store
from seller_credits.ledger.postgresql.address import DatabaseAddress

_TABLE = schema.buckets
_NEW = Bucket()


class SharedBuckets(Closing):
    """Token buckets at one place: all who share it never exceed an account's limits together.

    In a file they are shared by the processes of one machine and counted by its clock; in a
    database by workers on many machines and counted by the database's own clock, whatever theirs
    say.

    Every verb is one short transaction. Whoever is killed at any moment leaves the place whole and
    has lost one token at most: the one it took and did not use. After a power cut the last tokens
    taken may be forgotten; then a request may be refused once, which empties the bucket.

    Args:
        place: a file, made, readable by its owner only, if it is not there; or a database.

    Raises:
        LedgerProblem: from every verb, when the place cannot be used.
    """

    def __init__(self, place: Path | DatabaseAddress) -> None:
        self._store = _store(place)

    def close(self) -> None:
        """Let go of the place."""
        self._store.close()

    def take(self, key: str, rate: float, burst: int, now: datetime) -> float:
        """Take one token and give 0, or take none and give the seconds until there may be one."""
        with self._store.writing() as connection:
            bucket = self._hold(connection, key)
            bucket, wait = bucket.take(rate, burst, self._store.moment(connection, now))
            _keep(connection, key, bucket)
            return wait

    def drain(self, key: str, now: datetime) -> None:
        """A request was refused: the bucket is empty, and its learnt rate halved."""
        with self._store.writing() as connection:
            bucket = self._hold(connection, key)
            _keep(connection, key, bucket.drained(self._store.moment(connection, now)))

    def learn(self, key: str, rate: float) -> None:
        """The marketplace named the rate of this bucket; written only where it is news."""
        with self._store.reading() as connection:
            if _look(connection, key).learnt == rate:
                return
        with self._store.writing() as connection:
            _keep(connection, key, self._hold(connection, key).naming(rate))

    def level(self, key: str, rate: float, burst: int, now: datetime) -> Level:
        """What the bucket holds; takes nothing."""
        with self._store.reading() as connection:
            moment = self._store.moment(connection, now)
            return _look(connection, key).level(rate, burst, moment)

    def _hold(self, connection: Connection, key: str) -> Bucket:
        """The bucket, kept from all others until the transaction ends; a new one is put there."""
        held = _row(key).with_for_update()
        row = connection.execute(held).one_or_none()
        if row is None:
            self._store.add(connection, _TABLE, {"key": key})
            row = connection.execute(held).one()
        return _bucket(row)


def _store(place: Path | DatabaseAddress) -> Store:
    if isinstance(place, Path):
        return AskedFile(place, survives_power_cut=False)
    # Its driver may not be installed, and takes long to load.
    from seller_credits.ledger.asked.database import AskedDatabase  # noqa: PLC0415

    return AskedDatabase(place)


def _look(connection: Connection, key: str) -> Bucket:
    row = connection.execute(_row(key)).one_or_none()
    return _NEW if row is None else _bucket(row)


def _row(key: str) -> Select[Any]:
    return select(_TABLE).where(_TABLE.c.key == key)


def _bucket(row: Row[Any]) -> Bucket:
    if row.counted_at is None:
        return Bucket(learnt=row.learnt)
    return Bucket(row.tokens, datetime.fromisoformat(row.counted_at), row.learnt)


def _keep(connection: Connection, key: str, bucket: Bucket) -> None:
    counted = bucket.counted_at
    values = {
        "tokens": None if counted is None else bucket.tokens,
        "counted_at": None if counted is None else schema.sortable(counted),
        "learnt": bucket.learnt,
    }
    connection.execute(update(_TABLE).where(_TABLE.c.key == key).values(values))
