"""What the buyer paid and what was refunded, of the units and lines an issue is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from seller_credits.detection.matching import known_lines, line_of
from seller_credits.detection.money import given_back, reserved_back
from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.facts import Value
from seller_credits.domain.issues import ORDER_KINDS
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line, Order
from seller_credits.domain.reserving import credited


def money_facts(
    case: OrderCase,
    issue: Issue,
    order: Order | None,
    rows: Sequence[Sighting],
    told: Mapping[str, Value | None],
) -> dict[str, Value | None]:
    """Prices of the affected units and line, what was refunded, and the order's total."""
    lines = known_lines(case)
    if issue.kind in ORDER_KINDS:
        values = _of_lines(lines)
    else:
        line = line_of(case, issue.order_item_id, issue.sku)
        values = _of_line(line, issue.units) if line else {}
    if not values and isinstance(told.get("line_total"), Money):
        values = _of_settled_row(told)
    total = order.total if order and order.total else _sum_of_order(lines)
    if total is not None:
        values["order_total"] = total
    currency = _currency(issue, rows, values, told)
    if currency:
        values["refunded_so_far"] = _refunded_so_far(case, issue, rows, currency)
        values["credited_for_issue"] = credited(case.issuances, issue.issue_id, currency)
    return values


def _of_line(line: Line, units: int) -> dict[str, Value | None]:
    quantity = min(units, line.quantity) if line.quantity else units
    values: dict[str, Value | None] = {"quantity": quantity, "quantity_ordered": line.quantity}
    if line.paid is None or not line.quantity:
        return values
    values["line_total"] = line.paid
    values["shipping_paid"] = line.shipping or Money.zero(line.paid.currency)
    values["affected_value"] = _share(line.paid, quantity, line.quantity)
    values["item_price"] = _share(line.paid, 1, line.quantity)
    return values


def _of_lines(lines: list[Line]) -> dict[str, Value | None]:
    """The whole order is affected: the lines together; one unit's price only if all are alike."""
    if not lines:
        return {}
    if len(lines) == 1:
        return _of_line(lines[0], lines[0].quantity)
    units = sum(line.quantity for line in lines)
    values: dict[str, Value | None] = {"quantity": units, "quantity_ordered": units}
    paid = [line.paid for line in lines if line.paid is not None]
    if len(paid) != len(lines):
        return values
    values["line_total"] = values["affected_value"] = _sum(paid)
    shipping = [line.shipping for line in lines if line.shipping is not None]
    values["shipping_paid"] = _sum(shipping) if shipping else Money.zero(paid[0].currency)
    prices = {_share(line.paid, 1, line.quantity) for line in lines if line.paid and line.quantity}
    if len(prices) == 1:
        values["item_price"] = prices.pop()
    return values


def _of_settled_row(told: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """The return is of everything ordered, so the order's amount is the line's price."""
    total, units = told["line_total"], told["quantity_ordered"]
    assert isinstance(total, Money)
    assert isinstance(units, int)
    return {
        "line_total": total,
        "affected_value": total,
        "item_price": _share(total, 1, units),
        "shipping_paid": Money.zero(total.currency),
        "quantity": units,
    }


def _share(paid: Money, units: int, of: int) -> Money:
    return paid if units == of else Money(paid.amount * units / of, paid.currency)


def _sum(amounts: list[Money]) -> Money:
    total = amounts[0]
    for amount in amounts[1:]:
        total += amount
    return total


def _sum_of_order(lines: list[Line]) -> Money | None:
    """Lines and their shipping, only where every line's price is known."""
    paid = [line.paid for line in lines if line.paid is not None]
    if not lines or len(paid) != len(lines):
        return None
    return _sum(paid + [line.shipping for line in lines if line.shipping is not None])


def _currency(
    issue: Issue,
    rows: Iterable[Sighting],
    values: Mapping[str, Value | None],
    told: Mapping[str, Value | None],
) -> str | None:
    for name in ("line_total", "order_total"):
        for source in (values, told):
            amount = source.get(name)
            if isinstance(amount, Money):
                return amount.currency
    for seen in rows:
        if seen.refunded is not None:
            return seen.refunded.currency
    store = find_marketplace(issue.marketplace)
    return store.currency if store else None


def _refunded_so_far(
    case: OrderCase, issue: Issue, rows: Iterable[Sighting], currency: str
) -> Money | None:
    """The larger of what the rows and the books show, and what is on its way beside it.

    None where that cannot be compared.
    """
    told, booked = _refunded(rows), given_back(case, issue, currency)
    if booked is None or any(sum_.amount and sum_.currency != currency for sum_ in told):
        return None
    shown = max(Money.zero(currency), booked, *told, key=lambda sum_: sum_.amount)
    if not case.issuances:
        return shown
    pending = reserved_back(case, issue, currency)
    return None if pending is None else shown + pending


def _refunded(rows: Iterable[Sighting]) -> list[Money]:
    """What the rows show as refunded: each return by the latest row that names an amount.

    One sum for each currency.
    """
    latest = {
        (seen.sku, seen.unit_key): seen.refunded for seen in rows if seen.refunded is not None
    }
    by_currency: dict[str, list[Money]] = {}
    for amount in latest.values():
        by_currency.setdefault(amount.currency, []).append(amount)
    return [_sum(amounts) for amounts in by_currency.values()]
