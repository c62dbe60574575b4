"""Killed between any two writes, or beside another process: nothing is lost, nothing is twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing

import pytest

from seller_credits.workflow.recording import BATCH_ROWS
from tests.workflow.office import numbered, orders_text, returns_text

pytestmark = pytest.mark.slow
ORDERS = 3000


def start(office, *files):
    """`seller-credits import` in a process of its own."""
    command = [sys.executable, "-m", "seller_credits", "--home", office.home, "--quiet", "import"]
    known = {name: text for name, text in os.environ.items() if name != "COVERAGE_PROCESS_START"}
    return subprocess.Popen(
        [*map(str, command), *map(str, files)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=known,
    )


def finish(process):
    _, said = process.communicate(timeout=100)
    assert process.returncode == 0, said


def recorded(office):
    """How many issues stand in the ledger so far; None before there is one."""
    if not (office.home / "ledger.db").exists():
        return None
    with closing(sqlite3.connect(office.home / "ledger.db")) as database:
        try:
            return database.execute("select count(*) from issues").fetchone()[0]
        except sqlite3.OperationalError:
            return None


def check_whole(office, orders):
    """The chain holds, and every order has its issue and its suggestion exactly once."""
    assert office.faults() == []
    found = office.issues()
    issues = Counter(issue["order_id"] for issue in found)
    assert (len(issues), set(issues.values())) == (orders, {1})
    assert {len(issue["evidence"]) for issue in found} == {1}
    waiting = Counter(item["issue_id"] for item in office.suggestions())
    assert (len(waiting), set(waiting.values())) == (orders, {1})


def test_killed_again_and_again_an_import_is_whole_in_the_end(office):
    path = office.file("returns.txt", numbered(ORDERS))
    dice = random.Random(11)
    killed, stood = 0, set()
    for _ in range(10):
        process = start(office, path)
        time.sleep(dice.uniform(0.4, 1.3))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        stood.add(recorded(office))
    assert killed
    # A batch stands whole, or not at all.
    assert all(count is None or count % BATCH_ROWS == 0 for count in stood)
    finish(start(office, path))
    check_whole(office, ORDERS)


def test_two_imports_of_one_file_at_the_same_time_record_it_once(office):
    path = office.file("returns.txt", numbered(ORDERS))
    both = [start(office, path) for _ in range(2)]
    for process in both:
        finish(process)
    check_whole(office, ORDERS)


def test_two_imports_of_different_files_at_the_same_time_lose_nothing(office):
    rows = [{"Order ID": f"111-{n:07}-{n:07}", "Amazon RMA ID": f"R{n}"} for n in range(1500)]
    first = office.file("first.txt", returns_text(*rows[:1000]))
    second = office.file("second.txt", returns_text(*rows[500:]))
    third = office.file(
        "orders.txt", orders_text(*({"amazon-order-id": row["Order ID"]} for row in rows))
    )
    every = [start(office, path) for path in (first, second, third)]
    for process in every:
        finish(process)
    assert office.faults() == []
    assert len(office.issues()) == 1500
    # Whoever came last knew both the return and the price.
    priced = [item for item in office.suggestions() if "item_price" in item["facts"]]
    assert len(priced) == 1500


def test_a_new_ledger_opened_by_several_at_once_is_made_once(office):
    path = office.file("returns.txt", returns_text({}))
    every = [start(office, path) for _ in range(4)]
    for process in every:
        finish(process)
    check_whole(office, 1)
