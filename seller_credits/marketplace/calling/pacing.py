"""Keeps to Amazon's limits: waits before a request, learns from its answer."""

from __future__ import annotations

import math
from contextlib import suppress

from seller_credits.domain.buckets import Level
from seller_credits.domain.errors import LedgerProblem
from seller_credits.marketplace.account import Account
from seller_credits.marketplace.calling.buckets import TokenBuckets
from seller_credits.marketplace.calling.exchange import Answer, Outcome
from seller_credits.marketplace.calling.verdicts import is_throttled
from seller_credits.marketplace.calling.waiting import Waiting
from seller_credits.marketplace.errors import Throttled
from seller_credits.marketplace.operations import Operation
from seller_credits.marketplace.spans import span

_LIMIT = "x-amzn-ratelimit-limit"
# Whoever shares an account with so many others that none of ten turns was his gets none soon.
_TURNS_WORTH_WAITING_FOR = 10
_LEAST_PATIENCE = 600.0
_SLOWEST = 1 / 86_400  # less than one request a day is no limit but a mistake


class Pacer:
    """One account's requests, spread as its limits want it."""

    def __init__(self, account: Account, buckets: TokenBuckets, waiting: Waiting) -> None:
        self._account = account
        self._buckets = buckets
        self._waiting = waiting

    def before(self, operation: Operation) -> float:
        """Wait until the operation may be asked for; gives the seconds that took.

        Others who share the account may be faster when a token has grown: then it waits again.

        Raises:
            Throttled: they always were; nothing was asked for.
            LedgerProblem: what is shared with them cannot be read or written.
        """
        waited = 0.0
        while wait := self._take(operation):
            rate = self.level(operation).rate
            if waited > max(_LEAST_PATIENCE, _TURNS_WORTH_WAITING_FOR / rate):
                raise self._others_use_it_up(operation, waited)
            self._waiting.wait(wait, _why(operation, rate, again=waited > 0))
            waited += wait
        return waited

    def wait_for(self, operation: Operation) -> float:
        """Seconds until the operation may be asked for once more; takes nothing."""
        level = self.level(operation)
        return max(0.0, (1 - level.tokens) / level.rate)

    def level(self, operation: Operation) -> Level:
        """What the operation's bucket holds, and how fast it grows."""
        assert operation.rate is not None
        key, now = self._key(operation), self._waiting.clock()
        return self._buckets.level(key, operation.rate, operation.burst, now)

    def after(self, operation: Operation, outcome: Outcome) -> None:
        """Learn the limit an answer names; after a 429, count from nothing."""
        if operation.rate is None or not isinstance(outcome, Answer):
            return
        # An answer that is here, and may mean that money moves, is not lost for a note about it.
        with suppress(LedgerProblem):
            if is_throttled(outcome):
                self._buckets.drain(self._key(operation), self._waiting.clock())
            elif (limit := _limit(outcome)) is not None:
                self._buckets.learn(self._key(operation), limit)

    def _take(self, operation: Operation) -> float:
        if operation.rate is None:
            return 0.0
        key, now = self._key(operation), self._waiting.clock()
        return self._buckets.take(key, operation.rate, operation.burst, now)

    def _key(self, operation: Operation) -> str:
        return f"{self._account.owner} {operation.name}"

    def _others_use_it_up(self, operation: Operation, waited: float) -> Throttled:
        return Throttled(
            f"For {span(waited)}, other programs took every turn this account had.",
            hint="Run fewer at the same time, or fewer accounts of the same application.",
            operation=operation.name,
            account=self._account.name,
            may_have_happened=False,
        )


def _why(operation: Operation, rate: float, *, again: bool) -> str:
    limit = f"Amazon takes one {operation.name} in {span(1 / rate)} from this account"
    return f"another program took the turn; {limit}" if again else limit


def _limit(answer: Answer) -> float | None:
    """Requests a second as the header says, where what it says is a rate at all."""
    try:
        rate = float(answer.headers.get(_LIMIT, ""))
    except ValueError:
        return None
    return rate if math.isfinite(rate) and rate > _SLOWEST else None
