"""Accounts side by side: one that waits or fails keeps no other from its turn."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from threading import Thread

from seller_credits.domain.errors import UnreadableSource
from seller_credits.unattended.one_account import IN_QUESTION, AccountDone, Turn
from seller_credits.unattended.stopping import Stop

_NAP = 0.2  # so that a signal is heard at once on every system
_GRACE = 1.0
_WHERE_SOMETHING_WAS_READ = frozenset({0, IN_QUESTION, UnreadableSource.exit_code})


def take_turns(turns: Sequence[Turn], stop: Stop) -> list[AccountDone]:
    """Let every account do what is due, all at the same time; their results in the same order.

    Args:
        turns: one for each account.
        stop: the wish to end that they heed; an interrupt of this thread is one too.
    """
    done: dict[str, AccountDone] = {}

    def take(turn: Turn) -> None:
        done[turn.account] = turn.take()

    # They do not outlive the program: what the marketplace does not answer for half a minute must
    # not keep an interrupt waiting, and whatever is cut off is what a kill would cut off.
    threads = [Thread(target=take, args=(turn,), name=turn.account, daemon=True) for turn in turns]
    for thread in threads:
        thread.start()
    try:
        while any(thread.is_alive() for thread in threads):
            _join(threads, _NAP)
    except BaseException:
        stop.wish()
        _join(threads, _GRACE)
        raise
    return [done[turn.account] for turn in turns]


def exit_code(done: Sequence[AccountDone]) -> int:
    """Of all accounts: what they agree on; 3 where all is well but for refunds in question.

    Else 7 where some were read, or the gravest.

    The gravest is the one that waiting mends least: a bug, then what is wrong in the settings, then
    the marketplace, then an account that somebody else works on.
    """
    codes = {account.exit_code for account in done}
    if codes == {0, IN_QUESTION}:
        return IN_QUESTION
    if len(codes) > 1 and codes & _WHERE_SOMETHING_WAS_READ:
        return UnreadableSource.exit_code
    return min(codes)


def _join(threads: Iterable[Thread], seconds: float) -> None:
    """Wait for all of them, so long altogether."""
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
