"""Lines of settlements gathered to movements: the same, however the rows are ordered or split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.settlements import Part, SettlementLine
from seller_credits.measurement.audit.nouns import Movement, Row


def gathered(lines: Iterable[SettlementLine], proven: frozenset[str]) -> Iterator[Movement]:
    """One movement of all lines of one transaction of one line of an order.

    Args:
        lines: each with an order; in any order.
        proven: ids of the settlements that add up.
    """
    groups: dict[tuple[str, ...], list[SettlementLine]] = {}
    for line in lines:
        groups.setdefault(_key(line), []).append(line)
    for key in sorted(groups):
        yield _movement(groups[key], proven)


def _key(line: SettlementLine) -> tuple[str, ...]:
    kind = "" if line.is_sale else str(line.kind or line.transaction_type)
    # V1 does not tell every line's item, and both layouts tell its SKU.
    item = line.sku or line.order_item_id or ""
    return (
        *(line.settlement_id, kind, line.order_id or "", item),
        *(line.adjustment_id or "", line.merchant_adjustment_id or ""),
        *(_posted(line.posted), line.amount.currency),
    )


def _posted(when: datetime | date | None) -> str:
    """Its day: layouts differ in how exactly they tell the time."""
    return str(when.date() if isinstance(when, datetime) else when)


def _movement(lines: list[SettlementLine], proven: frozenset[str]) -> Movement:
    lines.sort(key=lambda each: (each.origin.where, each.amount_type, each.description))
    first = lines[0]
    parts: dict[Part, Decimal] = {}
    for line in lines:
        known, amount = parts.get(line.part), line.amount.amount
        parts[line.part] = amount if known is None else known + amount
    return Movement(
        kind=None if first.is_sale else first.kind,
        order_id=first.order_id or "",
        order_item_id=next((each.order_item_id for each in lines if each.order_item_id), None),
        sku=first.sku,
        marketplace=first.marketplace,
        posted=_first_posted(lines),
        currency=first.amount.currency,
        parts=parts,
        quantity=_units(lines),
        settlement_id=first.settlement_id,
        adjustment_id=first.adjustment_id,
        merchant_adjustment_id=first.merchant_adjustment_id,
        is_proven=first.settlement_id in proven,
        fulfillment=first.fulfillment,
        rows=tuple(_row(each) for each in lines),
    )


def _first_posted(lines: list[SettlementLine]) -> datetime | date | None:
    told = {each.posted for each in lines}
    return min(told, key=str) if len(told) > 1 else lines[0].posted


def _units(lines: list[SettlementLine]) -> int | None:
    """Told once for a line, with its price."""
    told = [each.quantity for each in lines if each.part is Part.PRICE and each.quantity]
    return sum(told) if told else next((each.quantity for each in lines if each.quantity), None)


def _row(line: SettlementLine) -> Row:
    words = (line.transaction_type, line.amount_type, line.description)
    told = words if all(words) else filter(None, words)
    return Row(line.origin, ", ".join(told), line.amount)


def of_money(row: MoneyRow) -> Movement:
    """A movement as another book has it, which tells what went back and nothing of fees."""
    given = row.amount.amount
    part = Part.GOODWILL if row.kind is MoneyKind.GOODWILL else Part.PRICE
    if row.kind is MoneyKind.REIMBURSEMENT:
        part, given = Part.OTHER, -given
    return Movement(
        kind=row.kind,
        order_id=row.order_id,
        order_item_id=row.order_item_id,
        sku=row.sku,
        marketplace=row.marketplace,
        posted=row.posted,
        currency=row.amount.currency,
        parts={part: -given},
        merchant_adjustment_id=row.adjustment_id,
        rows=(Row(row.origin, row.words, Money(-given, row.amount.currency)),),
    )
