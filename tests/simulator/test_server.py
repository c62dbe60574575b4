from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from seller_credits.simulator.server import SimulatorPortInUse, running
from tests.simulator.shopper import LONG_AGO, Shopper, client

SERVE = """
import json
from seller_credits.simulator.server import serve
serve(port=0, orders=20, seed=7, speed=1.0, detailed_status=False,
      announce=lambda connection: print(json.dumps(connection.as_dict()), flush=True))
print("stopped", flush=True)
"""


def test_a_connection_names_everything_a_client_needs():
    with running(orders=5) as connection:
        said = connection.as_dict()
    assert list(said) == [
        *("endpoint", "token_endpoint", "client_id", "client_secret", "refresh_token"),
        *("seller_id", "marketplaces", "truth"),
    ]
    assert said["endpoint"].startswith("http://127.0.0.1:")
    assert said["marketplaces"] == ["ATVPDKIKX0DER", "A2EUQ1WTGCTBG2"]
    json.dumps(said)


def test_no_thread_and_no_port_are_left_behind():
    before = set(threading.enumerate())
    with running(orders=5) as connection:
        assert httpx.get(connection.truth).status_code == 200
    assert set(threading.enumerate()) == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(connection.truth)


def test_it_stops_although_a_client_keeps_its_connection_open():
    with client() as http:
        began = time.perf_counter()
        with running(orders=5) as connection:
            http.get(connection.truth)
        assert time.perf_counter() - began < 3


def test_it_stops_when_the_block_fails():
    with pytest.raises(LookupError), running(orders=5) as connection:
        raise LookupError
    with pytest.raises(httpx.ConnectError):
        httpx.get(connection.truth)


def test_two_can_run_side_by_side():
    with running(orders=5, seed=1) as one, running(orders=6, seed=2) as other:
        assert httpx.get(one.truth).json()["orders"] == 5
        assert httpx.get(other.truth).json()["orders"] == 6


def test_a_port_in_use_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = pytest.raises(SimulatorPortInUse, match=f"port {port} .* is in use")
        with refused, running(port=port, orders=5):
            pass


@pytest.mark.parametrize(
    "numbers",
    [{"orders": 0}, {"speed": 0}, {"started_at": datetime.fromisoformat("2026-01-01T09:00")}],
)
def test_numbers_that_make_no_shop_are_refused(numbers):
    with pytest.raises(ValueError, match=next(iter(numbers))), running(**numbers):
        pass


def test_a_shop_may_start_at_another_time():
    start = datetime(2026, 3, 9, 15, tzinfo=UTC)
    with running(orders=50, started_at=start, speed=1000) as connection, client() as http:
        orders = Shopper(connection, http).orders()
    latest = max(datetime.fromisoformat(order["lastUpdatedTime"]) for order in orders)
    assert start - timedelta(days=4) < latest < start


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_in_the_foreground_it_serves_until_it_is_signalled(number):
    environment = os.environ | {"PYTHONWARNINGS": "error"}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with process:
        said = json.loads(process.stdout.readline())
        assert httpx.get(said["truth"]).json()["orders"] == 20
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=20)
    assert (process.returncode, rest, complaints) == (0, "stopped\n", "")


def test_a_page_of_orders_is_quick():
    with running(orders=500, speed=1000) as connection, client() as http:
        shopper = Shopper(connection, http)
        began = time.perf_counter()
        shopper.search(createdAfter=LONG_AGO)
        assert time.perf_counter() - began < 2
