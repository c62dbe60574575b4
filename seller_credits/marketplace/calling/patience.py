"""Asks until the verdict is final: the one place where anything is asked twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from tenacity import RetryCallState, Retrying

from seller_credits.marketplace.calling.exchange import Failure, Outcome
from seller_credits.marketplace.calling.pacing import Pacer
from seller_credits.marketplace.calling.verdicts import Retry, forgiven, is_throttled, verdict
from seller_credits.marketplace.calling.waiting import Elapsed, Waiting
from seller_credits.marketplace.operations import Operation

_dice = secrets.SystemRandom()


class Patience:
    """Carries one attempt after another through limits and failures."""

    def __init__(self, pacer: Pacer, waiting: Waiting) -> None:
        self._pacer = pacer
        self._waiting = waiting

    def run(self, operation: Operation, attempt: Callable[[], Outcome]) -> Outcome:
        """The first outcome that is final.

        What `attempt` raises (an interrupt, refused credentials) is final too and goes on.
        """
        judge = _Judge(operation, self._waiting)

        def paced() -> Outcome:
            # Also after a refusal: others who share the account may have used up what grew since.
            judge.begin(self._pacer.before(operation))
            outcome = attempt()
            self._pacer.after(operation, outcome)
            return outcome

        return Retrying(retry=judge.wants_more, wait=judge.wait, sleep=judge.sleep)(paced)


class _Judge:
    """Gives tenacity our verdicts."""

    def __init__(self, operation: Operation, waiting: Waiting) -> None:
        self._operation = operation
        self._waiting = waiting
        self._elapsed: Elapsed | None = None
        self._after = 0.0
        self._turns = 0.0
        self._why = ""

    def begin(self, waited_for_turn: float) -> None:
        if self._elapsed is None:
            self._elapsed = Elapsed(self._waiting, self._waiting.clock())
        else:
            self._turns += waited_for_turn

    def wants_more(self, state: RetryCallState) -> bool:
        if self._elapsed is None or state.outcome is None or state.outcome.failed:
            return False
        outcome: Outcome = state.outcome.result()
        free = forgiven(self._operation, outcome, self._turns)
        passed = self._elapsed.seconds(forgiven=free)
        ruling = verdict(self._operation, outcome, state.attempt_number, passed)
        if not isinstance(ruling, Retry):
            return False
        self._after = ruling.after
        self._why = f"{_words(outcome)}; {self._operation.name} is asked for again"
        return True

    def wait(self, _: RetryCallState) -> float:
        """Up to half as long again, so that many clients do not come back at once."""
        return _dice.uniform(self._after, self._after * 1.5)

    def sleep(self, seconds: float) -> None:
        assert self._elapsed is not None
        self._elapsed.wait(seconds, self._why)


def _words(outcome: Outcome) -> str:
    if isinstance(outcome, Failure):
        return outcome.words
    if is_throttled(outcome):
        return "Amazon says that it was asked too often"
    return f"Amazon failed (HTTP {outcome.status})"
