"""A sync that is killed again and again reads everything once and asks for no report twice."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from urllib.request import urlopen

import pytest

from seller_credits.simulator.server import running
from tests.workflow.shop import came_true, items, shown

pytestmark = pytest.mark.slow
KILLS = 12
SPEED = 600  # slow enough that there is something to kill


def start(home):
    command = [sys.executable, "-m", "seller_credits", "--home", home, "--quiet", "sync"]
    return subprocess.Popen(
        [*map(str, command), "--since", "121d", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def counts(shop):
    with urlopen(f"{shop.endpoint}/counts") as answer:
        return json.load(answer)


def kill(process, shop, requests, seconds):
    """Kill it so long after so many requests; whatever the machine's pace, it was at work."""
    wanted = asked(shop) + requests
    while process.poll() is None and asked(shop) < wanted:
        time.sleep(0.02)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def asked(shop):
    """How many requests the shop has had."""
    return sum(counts(shop)["requests"].values())


def environment(monkeypatch, shop):
    for name, value in shop.as_dict().items():
        if name != "truth":
            text = ",".join(value) if isinstance(value, list) else value
            monkeypatch.setenv(f"SELLER_CREDITS_{name.upper()}", text)


@pytest.mark.timeout(400)
def test_killed_again_and_again_a_sync_reads_everything_once_and_asks_for_no_report_twice(
    monkeypatch, run, home, tmp_path
):
    dice = random.Random(3)
    with running(orders=900, seed=5, speed=SPEED) as shop:
        environment(monkeypatch, shop)
        for _ in range(KILLS):
            kill(start(home), shop, dice.randint(0, 12), dice.uniform(0, 0.1))
        out, said = start(home).communicate(timeout=100)
        assert json.loads(out)["coverage"], said
        in_all = counts(shop)
        expected = shown(shop)
        with running(orders=900, seed=5, speed=SPEED) as untouched:
            environment(monkeypatch, untouched)
            _, said = start(tmp_path / "beside").communicate(timeout=100)
            plain = counts(untouched)
        environment(monkeypatch, shop)
    found = Counter(came_true(items(run, "issues")))
    assert set(found) == expected
    assert set(found.values()) == {1}
    assert run("ledger", "verify").code == 0
    assert in_all["requests"]["createReport"] == plain["requests"]["createReport"]
    assert in_all["throttled"] == {}
