"""Token buckets: how a marketplace counts requests, kept on our side so that nothing is refused.

A bucket holds so many tokens (the burst) and gains so many a second (the rate); a request takes
one. What is counted here is always a little less than what the marketplace counts, by the three
numbers below, which are this program's own and no marketplace's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# Two clocks never agree, so the bucket is smaller by a part of a token, ...
_SPARE_TOKENS = 0.1
# ... or, where that is more, by what grows while a request travels: a full bucket begins to grow
# when the first one arrives, and here it is counted when it leaves, before there is a connection.
_SPARE_SECONDS = 0.5
# Rates are named rounded: one request in three minutes is written 0.0056, which is 0.8 % too many.
_TRUST_IN_RATES = 0.99
# Of two processes the later reading of the clock may be written first, while the other one waits
# for the file. A clock further back than that was set back.
_READ_EARLIER = timedelta(minutes=1)
_TICK = 1000  # waits are told in whole milliseconds, rounded up


@dataclass(frozen=True, slots=True)
class Level:
    """What a bucket holds at one moment.

    Attributes:
        tokens: requests that may be made at once; a part of one is growing.
        rate: requests a second that grow, as far as is known.
    """

    tokens: float
    rate: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """What was counted for one operation; a new one is full.

    Attributes:
        tokens: held at `counted_at`; without end while nothing was counted.
        counted_at: aware; None while nothing was counted.
        learnt: requests a second as the marketplace named them; None where the documents hold.
    """

    tokens: float = math.inf
    counted_at: datetime | None = None
    learnt: float | None = None

    def level(self, documented: float, burst: int, now: datetime) -> Level:
        """What it holds, and how fast that grows."""
        return Level(self._until(documented, burst, now).tokens, self._rate(documented))

    def take(self, documented: float, burst: int, now: datetime) -> tuple[Bucket, float]:
        """What is left after one request, and 0; or what there is, and the seconds to wait.

        Nothing is reserved for whoever waits.
        """
        counted = self._until(documented, burst, now)
        if counted.tokens >= 1:
            return replace(counted, tokens=counted.tokens - 1), 0.0
        assert counted.counted_at is not None
        ahead = (counted.counted_at - now).total_seconds()
        wait = ahead + (1 - counted.tokens) / self._pace(documented)
        return counted, max(1, math.ceil(wait * _TICK)) / _TICK

    def drained(self, now: datetime) -> Bucket:
        """A request was refused: nothing is held, and a rate named before is half believed.

        A refusal names no rate. Half of the last one is careful where others use up the same
        tokens, and the next answer names the rate again; where none was named, the documents hold.
        """
        learnt = None if self.learnt is None else self.learnt / 2
        return Bucket(0.0, self._moment(now), learnt)

    def naming(self, rate: float) -> Bucket:
        """The marketplace named its rate: it holds for whatever grew since the last request."""
        return replace(self, learnt=rate)

    def _until(self, documented: float, burst: int, now: datetime) -> Bucket:
        moment = self._moment(now)
        rate = self._rate(documented)
        room = max(1.0, burst - max(_SPARE_TOKENS, rate * _SPARE_SECONDS))
        passed = max(0.0, (moment - (self.counted_at or moment)).total_seconds())
        grown = self.tokens + passed * self._pace(documented)
        return replace(self, tokens=min(room, grown), counted_at=moment)

    def _rate(self, documented: float) -> float:
        return documented if self.learnt is None else self.learnt

    def _pace(self, documented: float) -> float:
        return self._rate(documented) * _TRUST_IN_RATES

    def _moment(self, now: datetime) -> datetime:
        """Until when tokens are counted: a clock that was set back is believed from then on."""
        if self.counted_at is not None and timedelta(0) < self.counted_at - now < _READ_EARLIER:
            return self.counted_at
        return now
