"""Ctrl-C while the program waits for the marketplace: it ends at once, and says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time as real_time

import pytest

from tests.marketplace.conftest import CLIENT_SECRET, REFRESH_TOKEN
from tests.marketplace.loopback import ORDERS, REPORTS, TOKEN, throttled


@pytest.fixture
def syncing(amazon, tmp_path):
    """A sync of a marketplace that says to everything: not yet."""
    for path in (ORDERS, REPORTS):
        amazon.answers(path, throttled())
    prefix = "SELLER_CREDITS_"
    own = {name: value for name, value in os.environ.items() if not name.startswith(prefix)}
    said = {
        "CLIENT_ID": "amzn1.application-oa2-client.test",
        "CLIENT_SECRET": CLIENT_SECRET,
        "REFRESH_TOKEN": REFRESH_TOKEN,
        "SELLER_ID": "A1TESTSELLER",
        "MARKETPLACES": "US",
        "ENDPOINT": amazon.url,
        "TOKEN_ENDPOINT": f"{amazon.url}{TOKEN}",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "seller_credits", "--home", str(tmp_path / "home"), "sync"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=own | {f"{prefix}{name}": value for name, value in said.items()},
    )
    yield process
    process.kill()
    process.communicate()


def _until_refused(amazon, syncing):
    deadline = real_time.monotonic() + 40
    while not (amazon.asked(ORDERS) or amazon.asked(REPORTS)):
        assert syncing.poll() is None, syncing.stderr.read()
        assert real_time.monotonic() < deadline
        real_time.sleep(0.05)
    real_time.sleep(0.5)  # the shortest wait after a refusal is twice as long


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_an_interrupt_during_a_wait_ends_the_program_at_once(amazon, syncing):
    """The wait is one of minutes; what is left of a second is the end of the process itself."""
    _until_refused(amazon, syncing)
    begun = real_time.monotonic()

    syncing.send_signal(signal.SIGINT)
    _, said = syncing.communicate(timeout=10)

    assert real_time.monotonic() - begun < 2
    assert syncing.returncode == 130
    assert "Interrupted" in said
    assert "Traceback" not in said
