"""A made-up table as a policy of this program, and what its adjustments and limits must make of it.

`settled` is that reckoning once more, in whole numbers and fractions and without the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction

from benchmarks.tables import Order, Range, Row
from seller_credits.domain.facts import Facts
from seller_credits.domain.fees import Fees
from seller_credits.domain.money import Money
from seller_credits.policy import Budgets, Options, Policy, load_policy, parse_given

BUSINESS, KNOWN_BUYER = Fraction(110, 100), Fraction(125, 100)
PER_LINE, PER_ORDER = Fraction(1, 2), Fraction(6000)
_HEAD = """\
policy: made-up
version: "1"
currency: USD
authority: {automatic: 2 USD, agent: 20 USD, manager: 100 USD}
limits:
  per_line: 50%
  per_order: 60 USD
  per_buyer: {credits: 5, within: 180d}
  per_day: 2500 USD
  per_month: 40000 USD
adjustments:
  - {when: {business: yes}, change: +10%}
  - {when: {buyer_prior_issues: 1..}, change: +25%}
otherwise: {remedy: review}
rules:
"""


def policy_of(table: Iterable[Row]) -> Policy:
    """The table as a seller would have written it."""
    return load_policy(_HEAD + "".join(map(_rule, table)))


def options() -> Options:
    """What a decision in a run goes by beside the facts: money given so far, and fees."""
    zero, spent = Money.zero("USD"), (Money.of("100.00", "USD"),)
    fees = Fees(Decimal("0.15"), Decimal("0.20"), Money.of("5.00", "USD"))
    return Options(budgets=Budgets(zero, spent, spent, (30,)), fees=fees)


def facts_of(order: Order) -> Facts:
    """The order with everything the program knows of an uneventful one."""
    told = {name: value for name, value in asdict(order).items() if value is not None}
    price = f"{_money(order.item_price)} USD"
    return parse_given({**told, "item_price": price, "buyer_prior_credits": 1}, "USD")


def settled(row: Row, order: Order, hundredths: int) -> Money:
    """What the buyer gets by this row, from its amount in hundredths of a cent."""
    cents = Fraction(hundredths, 100)
    if order.business:
        cents *= BUSINESS
    if order.buyer_prior_issues:
        cents *= KNOWN_BUYER
    if row.at_most is not None:
        cents = min(cents, Fraction(row.at_most))
    half_line = Fraction(int(order.item_price * order.quantity * PER_LINE))
    return Money(Decimal(_money(round(min(cents, half_line, PER_ORDER)))), "USD")


def _rule(row: Row) -> str:
    lines = [f"rule: {row.name}", f"when: {_conditions(row)}", "remedy: partial_refund"]
    lines.append(f"amount: {_amount(row)}")
    if row.at_most is not None:
        lines.append(f"at_most: {_money(row.at_most)} USD")
    return "  - " + "\n    ".join(lines) + "\n"


def _conditions(row: Row) -> str:
    asked: Mapping[str, str] = {
        "issue": _words(row.kinds),
        "days_late": _range(row.days),
        "item_price": _prices(row.price),
        "package": _words(row.packages),
        "buyer_contact": _words(row.contacts),
        "country": _words(row.countries),
    }
    return "{" + ", ".join(f"{name}: {text}" for name, text in asked.items() if text) + "}"


def _amount(row: Row) -> str:
    if not row.percents:
        return f"{_money(row.cents)} USD"
    if len(row.percents) == 1:
        return f"{row.percents[0][1]}% of item"
    rows = (f"{_range(days)}: {percent}% of item" for days, percent in row.percents)
    return f"{{by: days_late, {', '.join(rows)}}}"


def _words(words: Sequence[str]) -> str:
    return f"[{', '.join(words)}]" if words else ""


def _range(asked: Range | None) -> str:
    return "" if asked is None else f"{asked.low}..{'' if asked.high is None else asked.high}"


def _prices(asked: Range | None) -> str:
    if asked is None:
        return ""
    high = "" if asked.high is None else f"{_money(asked.high)} USD"
    return f"{_money(asked.low)} USD..{high}"


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
