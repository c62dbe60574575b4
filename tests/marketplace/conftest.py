"""An account, a time that passes only when somebody sleeps, and a marketplace on loopback."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from seller_credits.marketplace.account import Account
from seller_credits.marketplace.client import AmazonMarketplace
from tests.marketplace.loopback import TOKEN, loopback

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CLIENT_SECRET = "amzn1.oa2-cs.v1.not-a-real-secret"
REFRESH_TOKEN = "Atzr|not-a-real-refresh-token"


class Time:
    """Passes only while somebody sleeps, and remembers for how long."""

    def __init__(self, now=NOW):
        self.now = now
        self.naps = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.naps.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def progress():
    return []


@pytest.fixture
def amazon():
    with loopback() as amazon:
        yield amazon


def account(endpoint, **changes):
    return Account(
        **{
            "name": "default",
            "client_id": "amzn1.application-oa2-client.test",
            "client_secret": SecretStr(CLIENT_SECRET),
            "refresh_token": SecretStr(REFRESH_TOKEN),
            "seller_id": "A1TESTSELLER",
            "marketplaces": ("US", "CA"),
            "endpoint": endpoint,
            "token_endpoint": f"{endpoint}{TOKEN}",
        }
        | changes
    )


@pytest.fixture
def client_of(time, progress, tmp_path):
    """Makes clients of accounts, and closes them."""
    with ExitStack() as stack:

        def make(who, **changes):
            return stack.enter_context(
                AmazonMarketplace(
                    who,
                    **{
                        "clock": time.clock,
                        "sleep": time.sleep,
                        "progress": progress.append,
                        "downloads": tmp_path / "downloads",
                    }
                    | changes,
                )
            )

        yield make


@pytest.fixture
def client(amazon, client_of):
    return client_of(account(amazon.url))


@pytest.fixture
def downloads(tmp_path) -> Path:
    return tmp_path / "downloads"
