"""A file is opened while somebody else opens it too: accounts side by side, or two processes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from threading import Timer

import pytest

from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.ledger.opening import open_ledger

OPENERS = {
    "the ledger": lambda path: open_ledger(path, actor="tests"),
    "what was asked": SharedBuckets,
}


@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS)
@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_new_file_that_somebody_else_is_making_is_waited_for(tmp_path, opener, statement):
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute(statement)
        other.execute("CREATE TABLE first (one)")
        done = Timer(0.3, other.execute, ["COMMIT"])
        done.start()
        try:
            opener(path).close()
        finally:
            done.join()
