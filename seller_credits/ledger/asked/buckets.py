"""Requests counted together by every process that shares a home folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from seller_credits.domain.buckets import Bucket, Level
from seller_credits.ledger.asked import schema
from seller_credits.ledger.asked.file import AskedFile

_TABLE = schema.buckets
_NEW = Bucket()


class SharedBuckets(AskedFile):
    """Token buckets in a file: two processes on one account never exceed its limits together.

    Every verb is one short transaction. Whoever is killed at any moment leaves the file whole and
    has lost one token at most: the one it took and did not use. After a power cut the last tokens
    taken may be forgotten; then a request may be refused once, which empties the bucket.

    Args:
        path: the file; made, readable by its owner only, if it is not there.

    Raises:
        LedgerProblem: from every verb, when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, survives_power_cut=False)

    def take(self, key: str, rate: float, burst: int, now: datetime) -> float:
        """Take one token and give 0, or take none and give the seconds until there may be one."""
        with self._writing() as connection:
            bucket, wait = _find(connection, key).take(rate, burst, now)
            _keep(connection, key, bucket)
            return wait

    def drain(self, key: str, now: datetime) -> None:
        """A request was refused: the bucket is empty, and its learnt rate halved."""
        with self._writing() as connection:
            _keep(connection, key, _find(connection, key).drained(now))

    def learn(self, key: str, rate: float) -> None:
        """The marketplace named the rate of this bucket; written only where it is news."""
        with self._reading() as connection:
            if _find(connection, key).learnt == rate:
                return
        with self._writing() as connection:
            _keep(connection, key, _find(connection, key).naming(rate))

    def level(self, key: str, rate: float, burst: int, now: datetime) -> Level:
        """What the bucket holds; takes nothing."""
        with self._reading() as connection:
            return _find(connection, key).level(rate, burst, now)


def _find(connection: Connection, key: str) -> Bucket:
    row = connection.execute(
        select(_TABLE).where(_TABLE.c.key == key).with_for_update()
    ).one_or_none()
    if row is None:
        return _NEW
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
    kept = connection.execute(update(_TABLE).where(_TABLE.c.key == key).values(values))
    if kept.rowcount == 0:
        connection.execute(insert(_TABLE).values(values | {"key": key}))
