"""Accounts side by side: one that waits or fails keeps no other from its turn."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations_with_replacement

import pytest

from seller_credits.domain.coverage import Window
from seller_credits.domain.errors import ConfigurationProblem, LedgerProblem
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.errors import Unreachable
from seller_credits.unattended.one_account import AccountDone
from seller_credits.unattended.side_by_side import exit_code, take_turns
from seller_credits.unattended.stopping import Stop, Stopped
from seller_credits.workflow.results import Outcome

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def read(*states: CoverageState) -> Outcome:
    outcome = Outcome()
    for number, state in enumerate(states):
        outcome.covered(
            Window(Source.FEEDBACK, "US", None, None, state, NOW, name=f"feedback {number}")
        )
    return outcome


WHOLE = AccountDone("whole", read(CoverageState.READ, CoverageState.EMPTY))
PARTLY = AccountDone("partly", read(CoverageState.READ, CoverageState.FAILED))
NOT_AT_ALL = AccountDone("not at all", read(CoverageState.FAILED, CoverageState.REFUSED))
MISTYPED = AccountDone("mistyped", problem=ConfigurationProblem("no"))
UNREACHABLE = AccountDone("unreachable", problem=Unreachable("no", operation="x"))
HELD = AccountDone("held", problem=LedgerProblem("no"))
BROKEN = AccountDone("broken", problem=KeyError("no"))
STOPPED = AccountDone("stopped", read(CoverageState.FAILED), stopped=True)


@pytest.mark.parametrize(
    ("done", "code"),
    [
        (WHOLE, 0),
        (PARTLY, 7),
        (NOT_AT_ALL, 5),
        (MISTYPED, 4),
        (UNREACHABLE, 5),
        (HELD, 6),
        (BROKEN, 1),
        (STOPPED, 0),
    ],
    ids=lambda value: getattr(value, "account", value),
)
def test_an_account_alone_ends_as_a_sync_of_it_would(done, code):
    assert done.exit_code == code
    assert exit_code([done]) == code
    assert exit_code([done, done]) == code


@pytest.mark.parametrize(
    ("done", "code"),
    [
        ([WHOLE, STOPPED], 0),
        ([WHOLE, HELD], 7),
        ([WHOLE, BROKEN], 7),
        ([PARTLY, UNREACHABLE], 7),
        ([UNREACHABLE, MISTYPED], 4),
        ([UNREACHABLE, HELD], 5),
        ([HELD, BROKEN], 1),
    ],
)
def test_where_accounts_differ_7_says_that_some_were_read_and_else_the_gravest_speaks(done, code):
    assert exit_code(done) == code


def test_only_where_every_account_is_whole_the_code_is_0():
    everything = [WHOLE, PARTLY, NOT_AT_ALL, MISTYPED, UNREACHABLE, HELD, BROKEN]
    for done in combinations_with_replacement(everything, 3):
        assert (exit_code(done) == 0) == all(one is WHOLE for one in done)


def test_a_bug_is_told_by_its_kind_and_without_secrets():
    done = AccountDone("a", problem=ValueError("bad header Atzr|IwEBIsecret of jane@example.com"))

    assert "ValueError: bad header" in done.said
    assert "IwEBI" not in done.said
    assert "jane" not in done.said


@dataclass
class Sleeper:
    """A turn that sleeps."""

    account: str
    stop: Stop
    seconds: float = 0.2

    def take(self):
        try:
            self.stop.sleep(self.seconds)
        except Stopped:
            return AccountDone(self.account, stopped=True)
        return AccountDone(self.account)


def test_accounts_take_their_turns_at_the_same_time_and_are_told_in_their_order():
    stop = Stop()
    begun = time.monotonic()

    done = take_turns([Sleeper(name, stop) for name in "badc"], stop)

    assert [one.account for one in done] == list("badc")
    assert time.monotonic() - begun < 0.7
