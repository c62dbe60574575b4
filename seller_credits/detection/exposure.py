"""ODR exposure: whether acting now can still keep an order out of the order defect rate.

Claims are shown by no source before they are paid, but for one column of a returns report. So a
claim is known to be absent only while none can have been filed yet, or where that column says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from seller_credits.domain.clock import instant_text
from seller_credits.domain.issues import DELIVERY_KINDS, Channel, Exposure, IssueKind

# How long a source's word that there is no claim is taken to hold: as long as a buyer has to wait
# for an answer before filing one. A choice.
_WORD_HOLDS = timedelta(hours=48)

Judged = tuple[Exposure, str]


@dataclass(frozen=True, slots=True)
class Defects:
    """What is known of an order's defects, of those it has and those it may yet get.

    Attributes:
        feedback_left: the buyer left one or two stars.
        claim_open: a claim was seen.
        claim_paid: a claim was paid from the seller's balance.
        charged_back: the buyer's bank took the money back from the seller's balance.
        protected: the label's protection answers for its delivery.
        no_claim_as_of: when a source that shows claims showed none (aware); None without such.
        claim_opens: the earliest instant at which a claim can have been filed; None if not known.
        claim_closes: the last at which one can be filed; None if not known.
        counts_until: until when the order counts in the rate at all; None if not known.
    """

    feedback_left: bool = False
    claim_open: bool = False
    claim_paid: bool = False
    charged_back: bool = False
    protected: bool = False
    no_claim_as_of: datetime | None = None
    claim_opens: datetime | None = None
    claim_closes: datetime | None = None
    counts_until: datetime | None = None


def exposure_of(
    kind: IssueKind, channel: Channel | None, defects: Defects, now: datetime
) -> Judged:
    """The exposure at a moment (aware), and why, in a sentence."""
    if channel is Channel.AMAZON:
        return Exposure.NOT_EXPOSED, "Amazon fulfilled it and answers for it"
    counted = _counted(kind, defects)
    if counted is not None:
        return counted
    if kind in DELIVERY_KINDS and defects.protected:
        return Exposure.NOT_EXPOSED, "its label is protected: the marketplace answers for delivery"
    if kind is IssueKind.BUYER_REMORSE:
        return Exposure.NOT_EXPOSED, "the buyer changed their mind; nothing went wrong"
    if _is_over(defects, now):
        return Exposure.NOT_EXPOSED, "the time for claims has passed"
    if channel is None:
        return Exposure.UNKNOWN, "who fulfilled the order is not known"
    return _possible(defects, now)


def _counted(kind: IssueKind, defects: Defects) -> Judged | None:
    """A defect the order has, or may have; None where none was seen."""
    if defects.feedback_left or kind is IssueKind.NEGATIVE_FEEDBACK:
        return Exposure.ALREADY_COUNTED, "negative feedback is left and counts already"
    if defects.charged_back:
        why = "a chargeback was taken from the balance; those about service count"
        return Exposure.ALREADY_COUNTED, why
    if defects.claim_paid:
        why = "a claim was paid from the balance; granted claims commonly count"
        return Exposure.ALREADY_COUNTED, why
    if kind is IssueKind.CHARGEBACK:
        return Exposure.UNKNOWN, "a chargeback was filed; whether it counts depends on its outcome"
    if defects.claim_open or kind is IssueKind.A_TO_Z_CLAIM:
        return Exposure.UNKNOWN, "a claim is open; whether it counts depends on its outcome"
    return None


def _is_over(defects: Defects, now: datetime) -> bool:
    closed = defects.claim_closes is not None and defects.claim_closes < now
    return closed and (defects.counts_until is None or defects.counts_until < now)


def _possible(defects: Defects, now: datetime) -> Judged:
    """Whether it is known that no claim was filed."""
    if defects.claim_opens is not None and now < defects.claim_opens:
        opens = instant_text(defects.claim_opens)
        return Exposure.PREVENTABLE, f"no claim can be filed before {opens}"
    said = defects.no_claim_as_of
    if said is not None and now - said <= _WORD_HOLDS:
        return Exposure.PREVENTABLE, f"the returns report shows no claim as of {instant_text(said)}"
    return Exposure.UNKNOWN, "a claim may have been filed: no source shows one before it is paid"
