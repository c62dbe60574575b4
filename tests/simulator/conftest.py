"""A running marketplace for a whole module, and somebody who talks to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from seller_credits.simulator.clock import Clock
from seller_credits.simulator.hosting import hosted
from seller_credits.simulator.server import running
from seller_credits.simulator.world import World
from tests.simulator.shopper import Shopper, client

# Fast enough that no test waits for a report or for a quota.
FAST = 100_000


@pytest.fixture(scope="module")
def connection():
    with running(orders=400, seed=7, speed=FAST) as connection:
        yield connection


@pytest.fixture
def shopper(connection):
    with client() as http:
        yield Shopper(connection, http)


class Time(Clock):
    """A clock that a test moves."""

    __slots__ = ("later",)

    def __init__(self):
        super().__init__()
        self.later = timedelta()

    def now(self):
        return super().now() + self.later

    def pass_by(self, **span):
        self.later += timedelta(**span)


@pytest.fixture
def travel():
    """Give a shopper in a world at the pace of life, and the clock of that world to move."""
    time = Time()

    def begin(endpoint):
        world = World.begin(endpoint=endpoint, orders=120, seed=7, speed=1.0, detailed_status=False)
        return replace(world, clock=time)

    with hosted(0, begin) as world, client() as http:
        yield Shopper(world.connection(), http), time
