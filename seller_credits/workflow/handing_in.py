"""Handing in, once: the intent is on disk before the call, and what became of it after.

An approved remedy becomes intended in one transaction, with the digest of the very document; all is
looked at once more there, where nobody else writes to the account. Then the marketplace is asked,
once. With its id the remedy is submitted. Where the marketplace surely never had it, it is approved
again. Anything else is unknown, also where this process ends in between: whoever comes next finds
the intent, and looks for what became of it instead of sending it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from seller_credits.domain.errors import ConfigurationProblem, SellerCreditsError, UsageProblem
from seller_credits.domain.identity import submission_id
from seller_credits.domain.issuances import Issuance, Status, Submission
from seller_credits.issuance.components import as_json
from seller_credits.issuance.hurdles import Fate, waits
from seller_credits.issuance.plan import Planned
from seller_credits.marketplace.errors import CallProblem, OutOfTime
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.outbox import Outbox

FIRST_LOOK = timedelta(minutes=3)
"""A feed takes minutes: before that there is nothing to be seen of it."""


class LeftToAPerson(Exception):
    """It lies in a file: whether a person uploads it, only the marketplace can tell."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be handed in, as it is on disk.

    Attributes:
        planned: in the order of their messages.
    """

    submission: Submission
    planned: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What became of an intent.

    Attributes:
        status: `submitted`, `unknown`, or `approved` where the marketplace surely never had it.
        why: in a sentence, where it is not submitted.
        problem: what the marketplace or the network said, where it said anything.
    """

    intent: Intent
    status: Status
    feed_id: str | None = None
    why: str = ""
    problem: SellerCreditsError | None = None


def numbered(planned: Sequence[Planned]) -> tuple[Planned, ...]:
    """The same with their messages numbered from 1."""
    return tuple(
        replace(each, refund=replace(each.refund, message_id=number))
        for number, each in enumerate(planned, 1)
        if each.refund is not None
    )


def intend(
    outbox: Outbox, store: str, planned: Sequence[Planned], document: bytes, kind: str = "refunds"
) -> tuple[Intent | None, list[Planned]]:
    """Write down what is handed in next, if all of it may still go.

    Args:
        outbox: the account's.
        store: the one store it is for.
        planned: what the document says, in the order of its messages.
        document: what will be handed in.
        kind: `refunds`, `message` or `replacement`.

    Returns:
        The intent; or, where anything changed, None and how each stands now.
    """
    wanted = {each.issuance.issuance_id: each for each in planned}
    with outbox.recorder.acting() as acting:
        now = {each.issuance.issuance_id: each for each in outbox.planned(acting, wanted)}
        if not all(_is_as_planned(each, now.get(name)) for name, each in wanted.items()):
            return None, settle(acting, [_now(each, now.get(n)) for n, each in wanted.items()])
        digest = sha256(document).hexdigest()
        submission = Submission(
            submission_id(outbox.account, acting.writer.position, digest),
            kind,
            store,
            digest,
            len(planned),
            acting.now,
        )
        acting.writer.issuing.handed_in(submission)
        for number, each in enumerate(planned, 1):
            told: dict[str, Any] = {
                "submission_id": submission.submission_id,
                "message_id": number,
                "items": as_json(each.refund) if each.refund else [],
            }
            name = each.issuance.issuance_id
            acting.move(name, Status.INTENDED, told, again_at=acting.now)
    return Intent(submission, tuple(planned)), []


def _is_as_planned(planned: Planned, now: Planned | None) -> bool:
    if now is None or not now.goes or now.store != planned.store:
        return False
    if planned.shipment != now.shipment:
        return False
    if planned.refund is None or now.refund is None:
        return planned.refund is None and now.refund is None
    return replace(planned.refund, message_id=1) == now.refund


def _now(planned: Planned, now: Planned | None) -> Planned:
    if now is not None:
        return now
    return replace(planned, hurdle=waits("changed", "Somebody else changed it meanwhile."))


def settle(acting: Acting, planned: Sequence[Planned]) -> list[Planned]:
    """Record of what is not to be handed in any more that it is not, and have it decided anew."""
    anew: dict[str, None] = {}
    for each in planned:
        fate = each.hurdle.fate if each.hurdle else None
        if each.hurdle is None or fate not in _ENDS:
            continue
        found = acting.writer.issuing.of(each.issuance.issuance_id)
        if found is not None and found.status is Status.APPROVED:
            told = {"code": each.hurdle.code, "why": each.hurdle.why}
            acting.move(each.issuance.issuance_id, _ENDS[fate], told)
            if fate is Fate.SUPERSEDED:
                anew[each.issuance.order_id] = None
    for order_id in anew:
        acting.decide(acting.case(order_id))
    return list(planned)


_ENDS = {Fate.SUPERSEDED: Status.SUPERSEDED, Fate.EXPIRED: Status.EXPIRED}


def hand_over(outbox: Outbox, intent: Intent, call: Callable[[], str]) -> HandedIn:
    """Hand in what is intended, once, and write down what became of it.

    Args:
        outbox: the account's.
        intent: on disk by now.
        call: hands it in and gives the marketplace's id of it, empty where it gives none. It is
            called once.

    Raises:
        LedgerProblem: what became of it could not be written down: it is an intent still, and
            whoever comes next looks for it.
    """
    try:
        feed_id = call()
    except CallProblem as problem:
        if problem.may_have_happened:
            return _ended(outbox, HandedIn(intent, Status.UNKNOWN, None, problem.message, problem))
        return _ended(outbox, HandedIn(intent, Status.APPROVED, None, problem.message, problem))
    except (OutOfTime, ConfigurationProblem, UsageProblem) as problem:
        return _ended(outbox, HandedIn(intent, Status.APPROVED, None, problem.message, problem))
    except LeftToAPerson as left:
        return _ended(outbox, HandedIn(intent, Status.UNKNOWN, None, str(left)))
    except BaseException as ended:
        why = f"It was cut short ({type(ended).__name__}) while the marketplace was asked."
        _ended(outbox, HandedIn(intent, Status.UNKNOWN, None, why))
        raise
    return _ended(outbox, HandedIn(intent, Status.SUBMITTED, feed_id or None))


def _ended(outbox: Outbox, became: HandedIn) -> HandedIn:
    submission = became.intent.submission
    with outbox.recorder.acting() as acting:
        issuing = acting.writer.issuing
        if became.feed_id is not None:
            issuing.submission_seen(submission.submission_id, became.feed_id, "")
        for each in became.intent.planned:
            found = issuing.of(each.issuance.issuance_id)
            if found is None or found.submission_id != submission.submission_id:
                continue
            if found.status not in {Status.INTENDED, Status.UNKNOWN}:
                continue
            if found.status is became.status:
                continue
            if found.status is Status.UNKNOWN and became.status is Status.APPROVED:
                continue  # whoever took it for lost looks for it now, and proves the same
            told: dict[str, Any] = {"submission_id": submission.submission_id}
            told |= {"message_id": found.message_id, "feed_id": became.feed_id, "why": became.why}
            again_at = None if became.status is Status.APPROVED else acting.now + FIRST_LOOK
            acting.move(found.issuance_id, became.status, told, again_at=again_at)
    if became.status is not Status.APPROVED:
        amounts = (each.issuance.amount for each in became.intent.planned)
        outbox.gone.extend(amount for amount in amounts if amount is not None)
    return became


def take_up(outbox: Outbox) -> list[Issuance]:
    """Take what an earlier process intended and never said more of for lost; gives those.

    To be called by whoever holds the account: nobody else is at it then.
    """
    intended = outbox.ledger.issuances(outbox.account, statuses=[Status.INTENDED])
    if next(iter(intended), None) is None:
        return []
    told = {"why": "Whoever handed it in ended before the answer was written down."}
    with outbox.recorder.acting() as acting:
        return [
            acting.move(each.issuance_id, Status.UNKNOWN, told, again_at=acting.now)
            for each in acting.writer.issuing.standing(statuses=[Status.INTENDED])
        ]
