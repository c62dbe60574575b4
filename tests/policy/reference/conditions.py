"""Conditions under the plain reading: one value, a list, a range, `not`, `missing`."""

from __future__ import annotations

from fractions import Fraction

from seller_credits.domain.facts import FACTS, FactType
from seller_credits.domain.money import Money


def all_hold(order, when):
    """The language: `when` is an AND over facts."""
    return all(holds(order, name, wanted) for name, wanted in when.items())


def holds(order, name, wanted):
    """Whether one condition holds.

    > A fact that is missing matches no condition on it; a rule may ask for it: {missing: yes}.
    > Negation: `carrier: {not: [UPS, USPS]}`.
    """
    value = order.facts.get(name)
    if isinstance(wanted, dict) and "missing" in wanted:
        return (value is None) == (wanted["missing"] == "yes")
    if value is None:
        return False
    if isinstance(wanted, dict):
        return not any_of(order, name, value, wanted["not"])
    return any_of(order, name, value, wanted)


def any_of(order, name, value, wanted):
    """The language: one value, a list (any of), a range."""
    several = wanted if isinstance(wanted, list) else [wanted]
    return any(is_in(order, name, value, one) for one in several)


def is_in(order, name, value, text):
    """Whether a known fact is the value, or in the range.

    > a range `a..b` (inclusive; `a..` and `..b` are open)
    """
    kind = FACTS[name].type
    if kind is FactType.YES_NO:
        return value is (text == "yes")
    if kind is FactType.CHOICE:
        return value == text
    if kind is FactType.TEXT:
        return value == text if name == "sku" else value.casefold() == text.casefold()
    low, dots, high = text.partition("..")
    high = high if dots else low
    if isinstance(value, Money):
        value = in_currency_of(order, value, text)
    above = not low or value >= Fraction(low.split()[0])
    return above and (not high or value <= Fraction(high.split()[0]))


def in_currency_of(order, money, text):
    """The language: money ranges carry a currency."""
    currency = text.split()[-1].strip(".")
    return order.converted(Fraction(money.amount), money.currency, currency)
