"""Keeps to Amazon's limits: waits before a request, learns from its answer."""

from __future__ import annotations

import math

from seller_credits.marketplace.account import Account
from seller_credits.marketplace.buckets import TokenBuckets
from seller_credits.marketplace.exchange import Answer, Outcome
from seller_credits.marketplace.operations import Operation
from seller_credits.marketplace.verdicts import is_throttled
from seller_credits.marketplace.waiting import Waiting

_LIMIT = "x-amzn-ratelimit-limit"


class Pacer:
    """One account's requests, spread as its limits want it."""

    def __init__(self, account: Account, buckets: TokenBuckets, waiting: Waiting) -> None:
        self._owner = account.owner
        self._buckets = buckets
        self._waiting = waiting
        self._learnt: dict[str, float] = {}

    def before(self, operation: Operation) -> None:
        """Wait until the operation may be asked for."""
        rate = self._rate(operation)
        if rate is not None:
            key = self._key(operation)
            wait = self._buckets.take(key, rate, operation.burst, self._waiting.clock())
            self._waiting.wait(wait, f"Amazon takes {operation.name} every {1 / rate:.3g} s only")

    def after(self, operation: Operation, outcome: Outcome) -> None:
        """Learn the limit an answer names; after a 429, count from nothing."""
        if operation.rate is None or not isinstance(outcome, Answer):
            return
        if is_throttled(outcome):
            self._buckets.drain(self._key(operation), self._waiting.clock())
        elif (limit := _limit(outcome)) is not None:
            self._learnt[operation.name] = limit

    def _rate(self, operation: Operation) -> float | None:
        return self._learnt.get(operation.name, operation.rate)

    def _key(self, operation: Operation) -> str:
        return f"{self._owner} {operation.name}"


def _limit(answer: Answer) -> float | None:
    """Requests a second as the header says, where what it says is a rate at all."""
    try:
        rate = float(answer.headers.get(_LIMIT, ""))
    except ValueError:
        return None
    return rate if math.isfinite(rate) and rate > 0 else None
