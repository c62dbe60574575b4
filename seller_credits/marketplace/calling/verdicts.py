"""Whether to ask again, and when: one pure function for every call there is.

What pays or writes to a buyer is never asked for again, whatever came: not even where nothing can
have happened. Whoever asked decides then, with the ledger in view.

Of the rest: Amazon promises no Retry-After and sends no limit with a 429 (observed; "Usage plans
and rate limits" promises it for 20x, 400 and 404 only), so waits double. A 429 spends no token and
is always safe to repeat; so is a request that never left. After a failure of Amazon's own, or a
lost answer, a read is repeated as long as patience lasts, and what is harmless twice once. A
report is not asked for again then: a second one costs a token that takes a minute to grow back, so
whoever asked looks first whether there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from seller_credits.marketplace.calling.exchange import Answer, Failure, FailureKind, Outcome
from seller_credits.marketplace.operations import Operation, Repeat

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0
_PATIENCE_WITH_NOBODY = 10.0  # whoever works offline wants to know soon
_PATIENCE_WITH_FAILURES = 120.0
_TOKENS_WORTH_WAITING_FOR = 3


@dataclass(frozen=True, slots=True)
class Retry:
    """Ask again after this many seconds at least; the caller adds jitter."""

    after: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """What came is final: the answer wanted, or a problem no repetition mends."""


Verdict = Retry | GiveUp


def verdict(operation: Operation, outcome: Outcome, attempt: int, elapsed: float) -> Verdict:
    """Judge what came back.

    Args:
        operation: what was asked for.
        outcome: the answer, or why there is none.
        attempt: 1 for the first.
        elapsed: seconds since the first attempt began, less what is forgiven.
    """
    if not _may_repeat(operation, outcome, attempt):
        return GiveUp()
    after = max(_doubled(attempt), _asked_for(outcome))
    return GiveUp() if elapsed + after > patience(operation, outcome) else Retry(after)


def patience(operation: Operation, outcome: Outcome) -> float:
    """Seconds one call may take with such an outcome.

    Short where nobody is there, two minutes with failures; too many requests are worth waiting
    for while three tokens of a slow limit grow.
    """
    if isinstance(outcome, Failure) and outcome.kind is FailureKind.NOT_SENT:
        return _PATIENCE_WITH_NOBODY
    if operation.rate is None or not is_throttled(outcome):
        return _PATIENCE_WITH_FAILURES
    return max(_PATIENCE_WITH_FAILURES, _TOKENS_WORTH_WAITING_FOR / operation.rate)


def forgiven(operation: Operation, outcome: Outcome, turns: float) -> float:
    """Of the seconds waited for turns between attempts, those that do not wear out patience.

    A failure under a limit of one request in three minutes is not a failure of three minutes. A
    refusal for asking too often is: there, patience is measured in turns anyway.
    """
    if operation.rate is None or is_throttled(outcome):
        return 0.0
    return min(turns, _TOKENS_WORTH_WAITING_FOR / operation.rate)


def is_throttled(outcome: Outcome) -> bool:
    """Whether Amazon was asked too often."""
    return isinstance(outcome, Answer) and outcome.status == HTTPStatus.TOO_MANY_REQUESTS


def _may_repeat(operation: Operation, outcome: Outcome, attempt: int) -> bool:
    if operation.repeat is Repeat.NEVER:
        return False
    if is_throttled(outcome):
        return True
    match outcome:
        case Failure(kind=FailureKind.NOT_SENT):
            return True
        case Failure(kind=FailureKind.NO_TRUST | FailureKind.UNSENDABLE):
            return False
        case Answer(status=status) if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return False
    return operation.repeat is Repeat.FREELY or (operation.repeat is Repeat.ONCE and attempt == 1)


def _doubled(attempt: int) -> float:
    steps = min(attempt - 1, 10)  # beyond this the longest wait holds anyway
    return min(_LONGEST_WAIT, _FIRST_WAIT * float(2**steps))


def _asked_for(outcome: Outcome) -> float:
    if isinstance(outcome, Answer):
        seconds = outcome.headers.get("retry-after", "")
        return float(seconds) if seconds.isascii() and seconds.isdecimal() else 0.0
    return 0.0
