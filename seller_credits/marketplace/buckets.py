"""Token buckets: how Amazon counts requests, kept on our side so that nothing is refused."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class TokenBuckets(Protocol):
    """Where the tokens are counted: in memory, or shared between processes."""

    def take(self, key: str, rate: float, burst: int, now: datetime) -> float:
        """Take one token and say how many seconds to wait before it may be spent.

        Args:
            key: application, seller and operation: what Amazon counts by.
            rate: tokens that grow in a second.
            burst: the most the bucket holds; a new bucket is full.
            now: aware.
        """
        ...

    def drain(self, key: str, now: datetime) -> None:
        """Amazon refused a request: whatever was counted here, the bucket is empty."""
        ...


@dataclass(slots=True)
class _Level:
    tokens: float  # below zero: taken in advance by callers who are waiting for it
    at: datetime


class MemoryBuckets:
    """Buckets of one process, for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._levels: dict[str, _Level] = {}

    def take(self, key: str, rate: float, burst: int, now: datetime) -> float:
        """Take one token; see `TokenBuckets`."""
        with self._lock:
            level = self._levels.setdefault(key, _Level(float(burst), now))
            # A clock that was set back grows nothing, and is believed from then on.
            grown = max(0.0, (now - level.at).total_seconds()) * rate
            level.tokens = min(float(burst), level.tokens + grown) - 1
            level.at = now
            return max(0.0, -level.tokens / rate)

    def drain(self, key: str, now: datetime) -> None:
        """Empty the bucket; see `TokenBuckets`."""
        with self._lock:
            level = self._levels.setdefault(key, _Level(0.0, now))
            level.tokens = min(level.tokens, 0.0)
            level.at = now
