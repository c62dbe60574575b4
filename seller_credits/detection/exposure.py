"""ODR exposure: whether acting now can still keep an order out of the order defect rate."""

from __future__ import annotations

from datetime import datetime

from seller_credits.domain.issues import Channel, Exposure, IssueKind


def exposure_of(
    kind: IssueKind,
    channel: Channel | None,
    *,
    claim_open: bool,
    feedback_left: bool,
    expires: datetime | None,
    now: datetime,
) -> tuple[Exposure, str]:
    """The exposure, and why, in a sentence."""
    if channel is Channel.AMAZON:
        return Exposure.NOT_EXPOSED, "Amazon fulfilled it and answers for it"
    if feedback_left:
        return Exposure.ALREADY_COUNTED, "negative feedback is left and counts already"
    if claim_open:
        return Exposure.UNKNOWN, "a claim is open; whether it counts depends on its outcome"
    if kind is IssueKind.BUYER_REMORSE:
        return Exposure.NOT_EXPOSED, "the buyer changed their mind; nothing went wrong"
    if expires is not None and expires < now:
        return Exposure.NOT_EXPOSED, "the time for claims has passed"
    if channel is None:
        return Exposure.UNKNOWN, "who fulfilled the order is not known"
    return Exposure.PREVENTABLE, "no claim or negative feedback has been seen"
