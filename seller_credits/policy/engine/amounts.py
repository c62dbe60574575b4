"""How much: what a term is worth for one order, and what is left to refund."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Value
from seller_credits.domain.money import Money
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.tariff import Tariff
from seller_credits.policy.engine.telling import shown
from seller_credits.policy.language import Amount, Base, Share, Term, Tiers
from seller_credits.policy.rates import EXACT, Rates

Paid = Callable[[Case], Decimal | None]
"""An amount of the order; None where it is unknown, which is then noted as missing."""
Worth = Callable[[Case], tuple[Decimal, tuple[object, ...]] | None]
"""An amount, unrounded, and the figures of the words it is told in; None where it is unknown,
which is then noted as missing."""
Priced = Callable[[Case], Decimal | Decision]
"""The amount a rule gives, unrounded, noted and told; or the decision where there is none."""

_ZERO = Decimal(0)


def priced(amount: Amount, tariff: Tariff) -> Priced:
    """The amount of a rule made ready: its own term, or its table's row for the order."""
    if not isinstance(amount, Tiers):
        return _told(amount, tariff)
    rows = {row.text: _told(row.term, tariff) for row in amount.rows}
    by, rates = amount.by, tariff.rates

    def of_row(case: Case) -> Decimal | Decision:
        value = case.known.get(by)
        number = _plain_number(value, rates)
        if number is None:
            case.lack(by)
            return case.lacking()
        row = amount.row_of(number)
        if row is None:
            return case.review("{}", f"{by} is {shown(value)} and no row of the table covers it.")
        case.note("amount", "table by {}: {} is in the row {}", (by, str(value), row.text))
        return rows[row.text](case)

    return of_row


def _told(term: Term, tariff: Tariff) -> Priced:
    (how, worth), line = worth_of(term, tariff), term.place.line
    why = f"Rule {{}}: {how}."

    def told(case: Case) -> Decimal | Decision:
        found = worth(case)
        if found is None:
            return case.lacking()
        value, figures = found
        case.reasons.append((why, (case.rule, *figures)))
        case.notes.append(("amount", how, figures, line))
        return value

    return told


def worth_of(term: Term, tariff: Tariff) -> tuple[str, Worth]:
    """A term made ready, behind how it is told: `10% of item (40.00 USD) = 4.00 USD`."""
    if isinstance(term, Share):
        return "{} ({}) = {}", _share(term, tariff)
    value = tariff.rates.amount_in(term.money, tariff.currency)
    if term.money.currency == tariff.currency:
        return "{}", lambda _: (value, (value,))
    return "{} = {}", lambda _: (value, (term, value))


def _share(term: Share, tariff: Tariff) -> Worth:
    paid, factor, text = _base(term.base, tariff), term.factor, term.text

    def share(case: Case) -> tuple[Decimal, tuple[object, ...]] | None:
        base = paid(case)
        if base is None:
            return None
        value = EXACT.multiply(base, factor)
        return value, (text, base, value)

    return share


def _base(base: Base, tariff: Tariff) -> Paid:
    if base is Base.ITEM:
        return affected_value
    if base is Base.ORDER:
        return lambda case: case.needed("order_total")
    if base is Base.SHIPPING:
        return lambda case: case.needed("shipping_paid")
    rates, currency = tariff.rates, tariff.currency

    def return_label(case: Case) -> Decimal | None:
        label = case.known.get("return_label")
        if isinstance(label, Money) and label.currency in rates:
            return rates.amount_in(label, currency)
        case.lack("return_label")
        return None

    return return_label


def affected_value(case: Case) -> Decimal | None:
    """What the buyer paid for the affected units; what it takes to know is noted as missing."""
    value = case.known.get("affected_value")
    if isinstance(value, Money):
        return value.amount
    price, quantity = case.needed("item_price"), case.known.get("quantity")
    if isinstance(quantity, int):
        # Most orders are of a single unit, and a product costs more than this question.
        return price if quantity == 1 or price is None else EXACT.multiply(price, quantity)
    case.lack("quantity")
    return None


def left_of(case: Case, line: Decimal, refunded: Decimal) -> Decimal:
    """What could still be refunded of a line; shipping counts where it is known."""
    shipping = case.known.get("shipping_paid")
    paid = line + shipping.amount if isinstance(shipping, Money) else line
    return paid - refunded


def full_refund(case: Case) -> Decimal | None:
    """What is left of the line with its shipping; of the affected units where others are fine.

    None where a fact it takes is missing, which is then noted.
    """
    line, refunded = case.needed("line_total"), case.needed("refunded_so_far")
    left = None if line is None or refunded is None else left_of(case, line, refunded)
    affected, ordered = case.known.get("quantity"), case.known.get("quantity_ordered")
    if isinstance(affected, int) and isinstance(ordered, int) and affected < ordered:
        value = affected_value(case)
        if left is None or value is None:
            return None
        text = "{} of {} units are affected: their value alone, without shipping"
        case.note("amount", text, (affected, ordered))
        return max(_ZERO, min(value - (refunded or _ZERO), left))
    shipping = case.needed("shipping_paid")
    return None if left is None or shipping is None else left


def _plain_number(value: Value | None, rates: Rates) -> Decimal | int | None:
    if isinstance(value, int):
        return value
    if isinstance(value, Money):
        return rates.amount_in(value, rates.own) if value.currency in rates else None
    return value if isinstance(value, Decimal) else None
