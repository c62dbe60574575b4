"""An account, a time that passes only when somebody sleeps, and a marketplace on loopback."""

from __future__ import annotations

import json
import os
import re
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from vcr.serializers import yamlserializer

from seller_credits.marketplace.account import Account
from seller_credits.marketplace.client import AmazonMarketplace
from tests.marketplace.calling import calling
from tests.marketplace.loopback import TOKEN, loopback
from tests.record import CONNECTION, PORT, STARTED_AT

NOW = STARTED_AT
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
def caller(amazon, time):
    with calling(account(amazon.url), time.clock, time.sleep) as caller:
        yield caller


@pytest.fixture
def downloads(tmp_path) -> Path:
    return tmp_path / "downloads"


# Cassettes: recorded from the simulator by `python -m tests.record`, replayed without a network.

CASSETTES = Path(__file__).parents[1] / "cassettes"
SAYS_SO = (
    "# Recorded from the simulator of seller-credits by `python -m tests.record`. Not Amazon.\n"
)
HIDDEN = "hidden"
_ADDRESSES = frozenset({"address", "destinationAddress", "shipToAddress"})
_OFFLINE = {
    "client_id": f"amzn1.application-oa2-client.{HIDDEN}",
    "client_secret": HIDDEN,
    "refresh_token": HIDDEN,
    "seller_id": HIDDEN,
}


class _Labelled:
    """Cassettes as YAML that says at its top where it comes from."""

    @staticmethod
    def serialize(cassette):
        return SAYS_SO + yamlserializer.serialize(cassette)

    @staticmethod
    def deserialize(text):
        return yamlserializer.deserialize(text)


def pytest_recording_configure(vcr):
    vcr.register_serializer("yaml", _Labelled)


def _without_addresses(value):
    """Where goods are sent is nobody's business, though the address is made up."""
    if isinstance(value, list):
        return [_without_addresses(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _hidden(part) if name in _ADDRESSES else _without_addresses(part)
        for name, part in value.items()
    }


def _hidden(address):
    return {name: text if name == "countryCode" else HIDDEN for name, text in address.items()}


def _scrubbed(body):
    """Filters of headers and forms do not reach into a body."""
    body = re.sub(rb'"Atz[a-z]\|[^"]*"', f'"{HIDDEN}"'.encode(), body)
    if any(f'"{name}"'.encode() in body for name in _ADDRESSES):
        body = json.dumps(_without_addresses(json.loads(body))).encode()
    return body


def _scrubbed_request(request):
    if request.body:
        request.body = _scrubbed(request.body)
    return request


def _scrubbed_response(response):
    response["body"]["string"] = _scrubbed(response["body"]["string"])
    response["headers"].pop("date", None)
    return response


@pytest.fixture(scope="module")
def vcr_config():
    secret = ("client_id", "client_secret", "refresh_token")
    unwanted = ("x-amz-access-token", "authorization", "user-agent", "x-amz-date", "cookie")
    return {
        "serializer": "yaml",
        "match_on": ("method", "scheme", "host", "port", "path", "query", "body"),
        "filter_headers": list(unwanted),
        "filter_post_data_parameters": [(name, HIDDEN) for name in secret],
        "before_record_request": _scrubbed_request,
        "before_record_response": _scrubbed_response,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir(request):
    return str(CASSETTES / f"marketplace_{request.path.stem.removeprefix('test_')}")


@pytest.fixture
def all_said(vcr):
    """A talk is replayed to its end: what was recorded and is not asked for any more is stale."""
    yield
    assert CONNECTION in os.environ or vcr.all_played


@pytest.fixture
def recorded_account():
    """The simulator's account while recording; one without any secret while replaying."""
    known = json.loads(os.environ.get(CONNECTION, "null")) or _OFFLINE
    return account(
        f"http://127.0.0.1:{PORT}",
        client_id=known["client_id"],
        client_secret=SecretStr(known["client_secret"]),
        refresh_token=SecretStr(known["refresh_token"]),
        seller_id=known["seller_id"],
    )


@pytest.fixture
def recorded_caller(recorded_account, time):
    with calling(recorded_account, time.clock, time.sleep) as caller:
        yield caller
