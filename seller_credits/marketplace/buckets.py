"""Token buckets: how Amazon counts requests, kept on our side so that nothing is refused."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Level:
    """What a bucket holds at one moment.

    Attributes:
        tokens: requests that may be made at once.
        rate: requests a second that grow, as far as is known.
    """

    tokens: float
    rate: float


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
        """Amazon refused a request: the bucket is empty, and a rate it named before is forgotten.

        A refusal names no rate, so what the documents say holds until the next answer.
        """
        ...

    def learn(self, key: str, rate: float, now: datetime) -> None:
        """Amazon named the rate of this bucket."""
        ...

    def level(self, key: str, rate: float, burst: int, now: datetime) -> Level:
        """What the bucket holds; takes nothing."""
        ...
