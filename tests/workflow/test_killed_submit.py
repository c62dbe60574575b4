"""A submit that is killed, or started twice at once: every refund is paid once, over real HTTP."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from urllib.request import urlopen

import pytest

from seller_credits.bootstrap import House
from seller_credits.cli.main import main
from seller_credits.domain.issuances import Status
from seller_credits.settings import Where
from tests.workflow.shop import items, open_shop, truth

pytestmark = pytest.mark.slow

LIVE = ("--quiet", "submit", "--live", "--yes", "--hold", "0s", "--no-canary")
REFUNDS = ("partial_refund", "full_refund")


@pytest.fixture
def shop(monkeypatch):
    with open_shop(monkeypatch, orders=300) as opened:
        yield opened


@pytest.fixture
def suggested(run, shop):
    """Ids of refunds that are suggested, in a home that has read the shop."""
    assert run("policy", "activate", "--by", "olga").code == 0
    assert run("--quiet", "sync", "--since", "120d").code in {0, 7}
    return [
        item["suggestion_id"]
        for item in items(run, "suggestions", "--status", "proposed")
        if item["remedy"] in REFUNDS
    ]


def approved(run, suggested):
    """A person approves them, as long as the policy's limits leave room."""
    return [each for each in suggested if run("approve", each, "--by", "owner").code == 0]


def start(home):
    command = [sys.executable, "-m", "seller_credits", "--home", str(home), *LIVE]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    )


def issuances(home):
    with closing(House.open(Where(home=home), account="default")) as house:
        return {each.issuance_id: each for each in house.ledger.issuances("default")}


def handed_in(shop):
    """How often the shop was handed each of our keys, whatever it made of it."""
    paid = Counter()
    for refund in truth(shop)["refunds"]:
        if refund["by"] == "seller" and refund["adjustment_id"]:
            paid[refund["adjustment_id"].rpartition("-")[0]] += 1
    return paid


def asked(shop):
    with urlopen(f"{shop.endpoint}/counts") as answer:
        return sum(json.load(answer)["requests"].values())


def check(home, shop):
    """Nothing is paid twice; what is paid is known to have left; nothing is an intent still."""
    time.sleep(0.5)
    paid, known = handed_in(shop), issuances(home)
    assert all(count == 1 for count in paid.values()), paid
    assert {known[key].status for key in paid} <= {Status.SUBMITTED, Status.UNKNOWN}
    assert Status.INTENDED not in {each.status for each in known.values()}
    assert main(["--home", str(home), "--quiet", "ledger", "verify"]) == 0
    return paid


@pytest.mark.timeout(300)
def test_killed_at_any_moment_a_submit_pays_nothing_twice(run, suggested, shop, home):
    dice = random.Random(5)
    for each in suggested[:6]:
        if not approved(run, [each]):
            continue
        for _ in range(2):
            process = start(home)
            wanted = asked(shop) + dice.randint(1, 8)
            while process.poll() is None and asked(shop) < wanted:
                time.sleep(0.005)
            time.sleep(dice.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            process.communicate()
    process = start(home)
    _, said = process.communicate(timeout=100)
    assert process.returncode == 0, said
    assert check(home, shop)


@pytest.mark.timeout(200)
def test_of_two_submitters_at_once_one_hands_in_and_the_other_is_told_who(
    run, suggested, shop, home
):
    keys = approved(run, suggested)
    both = [start(home), start(home)]
    ended = [process.communicate(timeout=100) for process in both]
    codes = sorted(process.returncode for process in both)

    assert codes in ([0, 0], [0, 6]), ended
    if codes == [0, 6]:
        assert any(b"is being worked on by `submit`" in said for _, said in ended)
    assert len(check(home, shop)) <= len(keys)
