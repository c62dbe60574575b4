"""Faults of the connection: answers that fail, come late, come in part, or never."""

import asyncio
from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from seller_credits.simulator.faults import disturbances
from seller_credits.simulator.faults.disturbances import Disturbance
from seller_credits.simulator.faults.fault import Fault


class Flaky(Fault):
    """One request in three goes wrong in one of five ways, and works when it is repeated.

    500, 503, a reset, no answer at all, or half an answer; the first three did nothing, the last
    two did what was asked. After two troubles in a row the same path always works once. The mix
    depends on the seed and on the order of requests alone.
    """

    name = "flaky"

    # How long a request is kept waiting before the line goes dead. At the pace of life this
    # is longer than Amazon's front door waits for its own services (about 30 s).
    _silence = 40.0
    _least_silence = 0.5
    _share = 1 / 3
    _most_in_a_row = 2

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        silence = max(self._least_silence, self._silence / speed)
        self._ways: tuple[Disturbance, ...] = (
            disturbances.fail,
            disturbances.be_unavailable,
            disturbances.reset,
            disturbances.silence(silence),
            disturbances.truncate,
        )
        self._in_a_row: Counter[tuple[str, str]] = Counter()

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the application behind a bad line."""

        async def flaky(scope: Scope, receive: Receive, send: Send) -> None:
            way = self._way(scope)
            if way is None:
                await app(scope, receive, send)
            else:
                await way(app, scope, receive, send)

        return flaky

    def _way(self, scope: Scope) -> Disturbance | None:
        key = scope["method"], scope["path"]
        if self._in_a_row[key] < self._most_in_a_row and self._dice.chance(self._share):
            self._in_a_row[key] += 1
            return self._dice.pick(self._ways)
        self._in_a_row[key] = 0
        return None


class Slow(Fault):
    """Every answer takes one to three seconds, and nobody waits for anybody else's."""

    name = "slow"

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the application behind a long line."""

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            await asyncio.sleep(self._dice.between(1000, 3000) / 1000 / self._speed)
            await app(scope, receive, send)

        return slow
