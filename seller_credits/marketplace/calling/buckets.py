"""Token buckets: how Amazon counts requests, kept on our side so that nothing is refused."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Protocol

from seller_credits.domain.buckets import Bucket, Level

__all__ = ["Level", "MemoryBuckets", "TokenBuckets"]


class TokenBuckets(Protocol):
    """Where the tokens are counted: in memory, or shared between processes.

    A bucket is named by a `key`: endpoint, application, seller and operation, which is what Amazon
    counts by. `rate` and `burst` are what its documents say; a rate it named itself goes before.
    """

    def take(self, key: str, rate: float, burst: int, now: datetime) -> float:
        """Take one token and give 0, or take none and give the seconds until there may be one.

        Nothing is reserved while somebody waits: whoever is killed in a wait has lost no token.
        A new bucket is full.
        """
        ...

    def drain(self, key: str, now: datetime) -> None:
        """Amazon refused a request: the bucket is empty, and a rate it named before is halved.

        A refusal names no rate: this holds until the next answer, and where no answer ever named
        one, what the documents say.
        """
        ...

    def learn(self, key: str, rate: float) -> None:
        """Amazon named the rate of this bucket."""
        ...

    def level(self, key: str, rate: float, burst: int, now: datetime) -> Level:
        """What the bucket holds; takes nothing."""
        ...


class MemoryBuckets:
    """Counts for this process alone, and forgets with it; safe between threads."""

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}
        self._lock = threading.Lock()

    def take(self, key: str, rate: float, burst: int, now: datetime) -> float:
        """Take one token and give 0, or take none and give the seconds to wait."""
        with self._lock:
            self._buckets[key], wait = self._bucket(key).take(rate, burst, now)
            return wait

    def drain(self, key: str, now: datetime) -> None:
        """A request was refused: the bucket is empty, and its learnt rate halved."""
        with self._lock:
            self._buckets[key] = self._bucket(key).drained(now)

    def learn(self, key: str, rate: float) -> None:
        """Amazon named the rate of this bucket."""
        with self._lock:
            self._buckets[key] = self._bucket(key).naming(rate)

    def level(self, key: str, rate: float, burst: int, now: datetime) -> Level:
        """What the bucket holds; takes nothing."""
        with self._lock:
            return self._bucket(key).level(rate, burst, now)

    def _bucket(self, key: str) -> Bucket:
        return self._buckets.get(key, Bucket())
