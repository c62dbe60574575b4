"""What the clock and the exposure of an issue go by, gathered from what is known of its order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from seller_credits.detection.parcels.words import UNSHIPPED
from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.facts import Value
from seller_credits.domain.issues import Channel
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.orders import Order

_NO_PROGRAMME: frozenset[str] = frozenset()
_ANSWERED = frozenset({"refund_pending", "replacement_pending", "return_denied"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the clocks of one issue go by, as far as it is known.

    Attributes:
        now: the moment, aware.
        placed: when the order was.
        promise: the latest delivery promised, aware.
        ship_by: until when it is to leave, aware, while something of it is still to be shipped.
        programmes: what the order is part of: `prime`, `business`.
        claim_open: a claim was seen on the order, and none was paid.
        appeal_open: an appeal of the claim is under way.
        claim_paid: a claim on the order was paid from the seller's balance.
        claim_paid_on: since when that is; None where no book says.
        received: when the earliest return came back that is not refunded yet.
        refunded_for_seller: when the marketplace refunded the buyer from the seller's balance.
    """

    now: datetime
    placed: datetime | date | None = None
    promise: datetime | None = None
    ship_by: datetime | None = None
    programmes: frozenset[str] = _NO_PROGRAMME
    claim_open: bool = False
    appeal_open: bool = False
    claim_paid: bool = False
    claim_paid_on: datetime | date | None = None
    received: datetime | date | None = None
    refunded_for_seller: datetime | date | None = None


def circumstances_of(
    case: OrderCase,
    issue: Issue,
    order: Order | None,
    told: Mapping[str, Value | None],
    *,
    placed: datetime | date | None,
    now: datetime,
) -> Circumstances:
    """The circumstances of one issue.

    That an appeal is under way, and that it was the marketplace who refunded, no source tells.

    Args:
        case: all that is known of the order.
        issue: the issue.
        order: the best snapshot of the order, where there is one.
        told: the facts that are known so far: `claim_open`, `refunded_so_far`, `prime`, ...
        placed: when the order was.
        now: the moment, aware.
    """
    waiting = order is not None and order.status in UNSHIPPED
    return Circumstances(
        now=now,
        placed=placed,
        promise=order.deliver_by if order else None,
        ship_by=order.ship_by if order and waiting else None,
        programmes=frozenset(name for name in ("prime", "business") if told.get(name) is True),
        claim_open=told.get("claim_open") == "yes",
        claim_paid=has_moved(case, MoneyKind.A_TO_Z_CLAIM),
        claim_paid_on=_posted(case, MoneyKind.A_TO_Z_CLAIM),
        received=_received(issue) if _is_owed(issue, told) else None,
    )


def has_moved(case: OrderCase, kind: MoneyKind) -> bool:
    """Whether any book shows that money moved for a reason."""
    return any(row.kind is kind for row in case.money)


def _posted(case: OrderCase, kind: MoneyKind) -> datetime | date | None:
    """When it first did; None where it has not, or no book says when."""
    days = [row.posted for row in case.money if row.kind is kind and row.posted is not None]
    return min(days, key=str, default=None)


def _is_owed(issue: Issue, told: Mapping[str, Value | None]) -> bool:
    """Whether the seller still owes a refund for what came back."""
    refunded, affected = told.get("refunded_so_far"), told.get("affected_value")
    if issue.channel is not Channel.SELLER:
        return False
    if not isinstance(refunded, Money) or not refunded.amount:
        return True
    if isinstance(affected, Money) and affected.currency == refunded.currency:
        return refunded.amount < affected.amount
    return False


def _received(issue: Issue) -> datetime | date | None:
    """When the first of the issue's returns came back; each return by its latest row.

    What is answered otherwise, or refunded by itself, is not for the seller to refund.
    """
    latest: dict[tuple[str | None, str], Sighting] = {
        (seen.sku, seen.unit_key): seen for seen in issue.sightings
    }
    days = [
        seen.days["received"]
        for seen in latest.values()
        if "received" in seen.days and not _ANSWERED & seen.facts.keys()
    ]
    return min(days, key=str, default=None)
