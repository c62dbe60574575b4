"""A running marketplace for a whole module, and somebody who talks to it."""

from __future__ import annotations

import importlib
import logging
import warnings
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from seller_credits.simulator.clock import Clock
from seller_credits.simulator.hosting import hosted
from seller_credits.simulator.server import running
from seller_credits.simulator.world import World
from tests.simulator.shopper import Shopper, client

# Fast enough that no test waits for a report, for a quota, or for the rest between two reports.
FAST = 100_000_000


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


@contextmanager
def travelling(*, orders=120, speed=1.0, **more):
    """Give a shopper in a world of its own, and the clock of that world to move."""
    time = Time()

    def begin(endpoint):
        world = World.begin(
            endpoint=endpoint, orders=orders, seed=7, speed=speed, detailed_status=False, **more
        )
        return replace(world, clock=time)

    with hosted(0, begin) as world, client() as http:
        yield Shopper(world.connection(), http), time


@pytest.fixture
def travel():
    """Give a shopper in a world at the pace of life, and the clock of that world to move."""
    with travelling() as found:
        yield found


@pytest.fixture(scope="module")
def spapi():
    """Import Amazon's SDK as it is.

    Its import sets up logging for the whole process, which is undone here, and its old generated
    code uses escapes that newer Pythons warn of, which is nothing this project can mend.
    """
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", SyntaxWarning)
        module = importlib.import_module("spapi")
    root.handlers[:] = handlers
    root.setLevel(level)
    return module


@pytest.fixture
def amazon(spapi, connection):
    config = spapi.SPAPIConfig(
        client_id=connection.client_id,
        client_secret=connection.client_secret,
        refresh_token=connection.refresh_token,
        region="NA",
    )
    client = spapi.SPAPIClient(
        config, oauth_endpoint=connection.token_endpoint, endpoint=connection.endpoint
    )
    yield client.api_client
    client.api_client.rest_client.pool_manager.clear()


@pytest.fixture
def saleweaver(connection):
    """Give a maker of python-amazon-sp-api clients that log in at, and call, the simulator."""
    auth = importlib.import_module("sp_api.auth")

    class Login(auth.AccessTokenClient):
        scheme = "http://"
        host = connection.endpoint.removeprefix("http://")

    made = []

    def make(kind):
        client = kind(
            refresh_token=connection.refresh_token,
            credentials={
                "lwa_app_id": connection.client_id,
                "lwa_client_secret": connection.client_secret,
            },
            auth_token_client_class=Login,
        )
        client.endpoint = connection.endpoint
        made.append(client)
        return client

    yield make
    for each in made:
        each.close()
        each._auth._transport.close()
