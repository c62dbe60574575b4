"""How much: what a term is worth for one order, and what is left to refund."""

from __future__ import annotations

from decimal import Decimal

from seller_credits.domain.facts import Value
from seller_credits.domain.money import Money
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.telling import Because, shown
from seller_credits.policy.language import Amount, Base, Fixed, Term, Tiers
from seller_credits.policy.rates import EXACT, Rates


def term_of(case: Case, amount: Amount, rates: Rates) -> Term | None:
    """The amount's own term, or its table's row for this order; None where no row covers it.

    Where the table's fact is unknown it is noted as missing.
    """
    if not isinstance(amount, Tiers):
        return amount
    value = case.known.get(amount.by)
    number = _plain_number(value, rates)
    if number is None:
        case.lack(amount.by)
        return None
    row = amount.row_of(number)
    if row is None:
        return None
    case.note("amount", "table by {}: {} is in the row {}", (amount.by, str(value), row.text))
    return row.term


def value_of(case: Case, term: Term, rates: Rates) -> tuple[Decimal, Because] | None:
    """What the term is worth, unrounded, and how: `10% of item (40.00 USD) = 4.00 USD`.

    None where its base is unknown, which is then noted as missing.
    """
    if isinstance(term, Fixed):
        value = rates.amount_in(term.money, case.currency)
        same = term.money.currency == case.currency
        return value, ("{}", (value,)) if same else ("{} = {}", (term, value))
    base = _base(case, term.base, rates)
    if base is None:
        return None
    value = EXACT.multiply(base, term.factor)
    return value, ("{} ({}) = {}", (term.text, base, value))


def _base(case: Case, base: Base, rates: Rates) -> Decimal | None:
    if base is Base.ITEM:
        return affected_value(case)
    if base is Base.ORDER:
        return case.needed("order_total")
    if base is Base.SHIPPING:
        return case.needed("shipping_paid")
    label = case.known.get("return_label")
    if isinstance(label, Money) and label.currency in rates:
        return rates.amount_in(label, case.currency)
    case.lack("return_label")
    return None


def affected_value(case: Case) -> Decimal | None:
    """What the buyer paid for the affected units; what it takes to know is noted as missing."""
    value = case.money("affected_value")
    if value is not None:
        return value
    price, quantity = case.needed("item_price"), case.known.get("quantity")
    if isinstance(quantity, int):
        return None if price is None else EXACT.multiply(price, quantity)
    case.lack("quantity")
    return None


def left_to_refund(case: Case) -> Decimal | None:
    """What could still be refunded of the line; shipping counts where it is known."""
    line, refunded = case.needed("line_total"), case.needed("refunded_so_far")
    if line is None or refunded is None:
        return None
    return line + (case.money("shipping_paid") or Decimal(0)) - refunded


def full_refund(case: Case) -> Decimal | None:
    """What is left of the line with its shipping; of the affected units where others are fine.

    None where a fact it takes is missing, which is then noted.
    """
    left = left_to_refund(case)
    affected, ordered = case.known.get("quantity"), case.known.get("quantity_ordered")
    if isinstance(affected, int) and isinstance(ordered, int) and affected < ordered:
        value = affected_value(case)
        if left is None or value is None:
            return None
        refunded = case.money("refunded_so_far") or Decimal(0)
        text = "{} of {} units are affected: their value alone, without shipping"
        case.note("amount", text, (affected, ordered))
        return max(Decimal(0), min(value - refunded, left))
    shipping = case.needed("shipping_paid")
    return None if left is None or shipping is None else left


def no_row(case: Case, table: Tiers) -> str:
    """The sentence where a table does not cover the order's value."""
    return f"{table.by} is {shown(case.known.get(table.by))} and no row of the table covers it."


def _plain_number(value: Value | None, rates: Rates) -> Decimal | int | None:
    if isinstance(value, int):
        return value
    if isinstance(value, Money):
        return rates.amount_in(value, rates.own) if value.currency in rates else None
    return value if isinstance(value, Decimal) else None
