"""How an amount is spread over order lines: by value, and never above what is left of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from seller_credits.domain.issuances import LineShare
from seller_credits.domain.money import Money, minor_digits


@dataclass(frozen=True, slots=True)
class LineLeft:
    """One line that gets a part.

    Attributes:
        order_item_id: the marketplace's; None where no source told it.
        value: what the buyer paid for it: by this the parts are weighed.
        left: what can still be refunded of it, shipping included.
        quantity: affected units.
    """

    order_item_id: str | None
    sku: str | None
    value: Money
    left: Money
    quantity: int = 0


def spread(amount: Money, lines: Sequence[LineLeft]) -> tuple[LineShare, ...] | None:
    """The amount over the lines, to the smallest unit; None where less is left of them in all.

    Each gets its part by value; what rounding leaves goes to the largest remainders, the first
    line first. A line of which less is left gets that, and the rest goes to the others by their
    value. A line that gets nothing is left out.

    Args:
        amount: above nought, with no more digits than the currency has.
        lines: in the order of the order, all in the amount's currency.
    """
    unit = Decimal(1).scaleb(-minor_digits(amount.currency))
    wanted = int(amount.amount / unit)
    most = [max(int(line.left.amount // unit), 0) for line in lines]
    if wanted > sum(most):
        return None
    units = [0] * len(lines)
    open_ = list(range(len(lines)))
    while wanted:
        open_ = [number for number in open_ if units[number] < most[number]]
        parts = _by_value(wanted, [lines[number].value.amount for number in open_])
        given = [
            min(part, most[number] - units[number])
            for number, part in zip(open_, parts, strict=True)
        ]
        for number, part in zip(open_, given, strict=True):
            units[number] += part
        wanted -= sum(given)
    return tuple(
        LineShare(line.order_item_id, line.sku, Money(part * unit, amount.currency), line.quantity)
        for line, part in zip(lines, units, strict=True)
        if part
    )


def _by_value(units: int, values: Sequence[Decimal]) -> list[int]:
    """So many units in proportion to the values; the largest remainders get one more each."""
    weights = [max(Fraction(value), Fraction(0)) for value in values]
    if not sum(weights):
        weights = [Fraction(1)] * len(values)  # worth nothing alike: each the same
    exact = [units * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for number in by_remainder[: units - sum(parts)]:
        parts[number] += 1
    return parts
