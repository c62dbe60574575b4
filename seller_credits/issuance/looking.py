"""Where to look for what became of what was handed in, what that proves, when to look again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from seller_credits.domain.feed_results import FeedResult, ResultState
from seller_credits.domain.feeds import Feed, FeedStatus
from seller_credits.domain.issuances import (
    FOR_A_PERSON,
    IN_FLIGHT,
    Issuance,
    Status,
    Submission,
)

STUCK_AFTER = timedelta(hours=12)
"""A feed that is in progress for longer may stay so for ever. Amazon names no time; caution of
our own: feeds of refunds take minutes."""

BEFORE = timedelta(minutes=5)
"""How long before its intent a feed may have been made, by the marketplace's clock."""

WITHIN = timedelta(minutes=10)
"""How long after its intent a feed may have been made: the one call that makes it ends sooner."""

RE_READS = (timedelta(days=2), timedelta(days=14), timedelta(days=30))
"""When after the intent the books are read again of what they have shown, or never did."""

LAST_READ = RE_READS[-1]

_SOON = (
    (timedelta(hours=1), timedelta(minutes=10)),
    (timedelta(hours=12), timedelta(hours=1)),
    (timedelta(days=4), timedelta(hours=6)),
)


def candidates(
    submission: Submission, feeds: Iterable[Feed], claimed: Collection[str]
) -> list[Feed]:
    """Feeds that may be what became of a submission whose answer was lost.

    Args:
        submission: without a feed's id.
        feeds: of the same type.
        claimed: ids of feeds that are known to be others'.
    """
    first, last = submission.at - BEFORE, submission.at + WITHIN
    return [
        feed
        for feed in feeds
        if feed.feed_id not in claimed
        and first <= feed.created_at <= last
        and (not feed.marketplaces or submission.marketplace in feed.marketplaces)
    ]


def is_its_report(result: FeedResult, submission: Submission, order_ids: Collection[str]) -> bool:
    """Whether a report can be that of a submission: as many messages, and no other's orders."""
    named = {each.order_id for each in result.results if each.order_id is not None}
    return (
        result.state is ResultState.READ
        and result.processed == submission.count
        and named <= set(order_ids)
    )


def is_stuck(feed: Feed, now: datetime) -> bool:
    """Whether a feed has been in progress for so long that it may stay so."""
    return not feed.is_over and now - feed.created_at > STUCK_AFTER


def what_is_known(feed: Feed) -> str:
    """How far a feed has come where its report tells nothing, in a sentence."""
    if feed.status == FeedStatus.FATAL:
        return f"Feed {feed.feed_id} broke off: some, none or all of it may have been carried out."
    if feed.status == FeedStatus.CANCELLED:
        return f"Feed {feed.feed_id} was cancelled after it had begun: a part may have been paid."
    return f"Feed {feed.feed_id} is {feed.status} since {feed.created_at:%Y-%m-%d %H:%M} UTC."


def look_again_at(
    issuance: Issuance, since: datetime, now: datetime, absent_after: timedelta
) -> datetime | None:
    """When the proof of an issuance is to be looked for next; None for never.

    Args:
        issuance: as it stands now.
        since: when it was intended or done; aware.
        now: the moment, aware.
        absent_after: how long after the intent its absence proves anything.
    """
    age = now - since
    if issuance.status in FOR_A_PERSON:
        return now + timedelta(days=1)
    if issuance.status in IN_FLIGHT:
        return _soon(since, now, absent_after)
    if issuance.status is Status.RECORDED:
        return _soon(since, now, absent_after) if age < LAST_READ else None
    if issuance.status in {Status.CONFIRMED, Status.ABSENT, Status.REJECTED}:
        ahead: Sequence[datetime] = [since + span for span in RE_READS if since + span > now]
        if not ahead and issuance.status is Status.CONFIRMED:
            return now + timedelta(days=1)
        return ahead[0] if ahead else None
    return None


def _soon(since: datetime, now: datetime, absent_after: timedelta) -> datetime:
    age, step = now - since, timedelta(days=1)
    for until, often in _SOON:
        if age < until:
            step = often
            break
    decisive = since + absent_after
    return min(now + step, decisive) if decisive > now else now + step
