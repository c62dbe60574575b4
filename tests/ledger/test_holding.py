"""One job at a time for an account."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.holding import holding

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)

HOLD = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from seller_credits.ledger.holding import holding
now = datetime(2026, 11, 23, 8, tzinfo=UTC)
with holding(Path(sys.argv[1]), sys.argv[2], doing="sync", now=now):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(home):
    """Another process that holds the account `eu`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home), "eu"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_whoever_comes_second_learns_who_holds_it_and_since_when(home, other):
    later = NOW + timedelta(minutes=7, seconds=30)

    with pytest.raises(LedgerProblem) as refused, holding(home, "eu", doing="run", now=later):
        raise AssertionError("two hold it")

    said = str(refused.value)
    assert "'eu'" in said
    assert f"`sync` (process {other.pid} on " in said
    assert "since 08:00 UTC, 7 min ago" in said
    assert "Nothing was done" in said
    assert refused.value.exit_code == 6


def test_another_account_is_free(home, other):
    with holding(home, "na", doing="run", now=NOW):
        pass


def test_who_was_killed_holds_nothing_and_is_not_named_any_more(home, other):
    other.send_signal(signal.SIGKILL)
    other.wait()

    with holding(home, "eu", doing="run", now=NOW):
        left = json.loads((home / "locks" / "eu.json").read_text())
    assert left["process"] == os.getpid()


def test_an_account_let_go_of_is_free_again_whatever_ended_it(home):
    class Ended(BaseException):
        pass

    for ending in (Ended, ValueError, KeyboardInterrupt):
        with pytest.raises(ending), holding(home, "eu", doing="run", now=NOW):
            raise ending
    with holding(home, "eu", doing="run", now=NOW):
        pass


def test_two_threads_of_one_process_do_not_hold_it_both(home):
    said: list[str] = []

    def second():
        try:
            with holding(home, "eu", doing="run", now=NOW):
                said.append("held")
        except LedgerProblem as problem:
            said.append(problem.message)

    with holding(home, "eu", doing="run", now=NOW):
        thread = Thread(target=second)
        thread.start()
        thread.join()
    assert len(said) == 1
    assert f"process {os.getpid()}" in said[0]


def test_where_who_holds_it_cannot_be_read_it_is_held_all_the_same(home, other):
    for text in ("", "[]", "{", '{"since": "yesterday"}', '{"since": "2026-11-23"}'):
        (home / "locks" / "eu.json").write_text(text)
        with pytest.raises(LedgerProblem, match="being worked on"):
            holding(home, "eu", doing="run", now=NOW).__enter__()


@pytest.mark.parametrize("account", ["../eu", "a/b", "ü", ".", "x y", "CON:", "eu.lock"])
def test_any_name_is_a_name_and_no_lock_leaves_the_folder(home, account):
    with holding(home, account, doing="run", now=NOW):
        files = [path for path in home.parent.rglob("*") if path.is_file()]
    assert {path.parent for path in files} == {home / "locks"}


def test_locks_are_the_owners_only(home):
    with holding(home, "eu", doing="run", now=NOW):
        assert stat.S_IMODE((home / "locks").stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "locks" / "eu.lock").stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_one_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerProblem, match="cannot be held"):
        holding(tmp_path / "file", "eu", doing="run", now=NOW).__enter__()


def test_a_name_too_long_for_a_file_is_told(home):
    with pytest.raises(LedgerProblem, match="cannot be held"):
        holding(home, "x" * 300, doing="run", now=NOW).__enter__()


def test_a_word_that_cannot_be_left_keeps_nobody_from_working(home, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with holding(home, "eu", doing="run", now=NOW):
        assert not (home / "locks" / "eu.json").exists()
