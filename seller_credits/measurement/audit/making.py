"""Findings made of movements and returns: what all of them have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.records import ReturnRow
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.casebook import LineFile
from seller_credits.measurement.audit.findings import Certainty, Finding, FindingKind, Nature
from seller_credits.measurement.audit.nouns import Movement, Row


def finding(
    kind: FindingKind,
    nature: Nature,
    line: LineFile,
    amount: Money,
    *,
    rests_on: Sequence[Movement | ReturnRow],
    facts: Mapping[str, str],
    is_proven: bool,
    missing: tuple[Source, ...] = (),
    deadline: date | None = None,
) -> Finding:
    """A finding about a line.

    Args:
        kind: what it is.
        nature: what it is to the seller's purse.
        line: what it is about.
        amount: how much.
        rests_on: whose rows it rests on; what stands in a settlement that does not add up proves
            nothing.
        facts: what its sentence needs.
        is_proven: these rows say so by themselves.
        missing: what would settle it.
        deadline: the last day something can be done.
    """
    moved = [each for each in rests_on if isinstance(each, Movement)]
    is_sure = is_proven and all(each.is_proven for each in moved)
    days = [day for each in rests_on if (day := _day(each)) is not None]
    return Finding(
        kind,
        Certainty.PROVEN if is_sure else Certainty.POSSIBLE,
        nature,
        line.order.order_id,
        line.order_item_id,
        line.sku,
        line.order.marketplace,
        amount,
        Money.zero(amount.currency),
        max(days, default=None),
        deadline,
        facts,
        missing,
        tuple(row for each in rests_on for row in _rows(each)),
    )


def _day(each: Movement | ReturnRow) -> date | None:
    if isinstance(each, Movement):
        return each.day
    return each.received


def _rows(each: Movement | ReturnRow) -> tuple[Row, ...]:
    if isinstance(each, Movement):
        return each.rows
    words = ", ".join(filter(None, (each.reason, each.status, each.resolution)))
    return (Row(each.origin, words),)


def refund_of(movement: Movement) -> Decimal:
    """What a refund gave back of what was paid: goodwill is on top of that, and left out."""
    from_goodwill = -movement.part(Part.GOODWILL)
    return movement.given.amount - from_goodwill


def paid_of(sales: Iterable[Movement], currency: str) -> Decimal | None:
    """What the buyer paid, tax left out; None where no sale in that currency is in the files."""
    amounts = [-each.given.amount for each in sales if each.currency == currency]
    return sum(amounts, Decimal(0)) if amounts else None


def hand_of(movement: Movement) -> str:
    """Who refunded, as far as the books tell."""
    return "by a feed" if movement.merchant_adjustment_id else "by hand, or by the marketplace"


def told_day(movement: Movement) -> str:
    """Its day as text; `an unread day` where that is unknown."""
    day = movement.day
    return day.isoformat() if day else "an unread day"
