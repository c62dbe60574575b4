"""One order under the plain reading: its facts, its currency, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

DIGITS = {"JPY": 0, "USD": 2, "EUR": 2}
PAID = ("item_price", "line_total", "order_total", "shipping_paid", "affected_value")
GIVEN = ("refunded_so_far", "credited_for_issue")
COSTLY = {"partial_refund", "full_refund", "return_and_refund", "replacement"}


@dataclass
class Verdict:
    """What is to be done, and by whose word."""

    remedy: str
    rule: str | None = None
    guard: str | None = None
    amount: Fraction | None = None
    currency: str | None = None
    worth: Fraction | None = None
    authority: str | None = None
    limits_hit: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class ForAPerson(Exception):  # no error: an answer
    """What the rule gives cannot be given; a person must look."""

    def __init__(self, missing=(), limits=(), guard=None):
        super().__init__()
        self.missing, self.limits, self.guard = missing, limits, guard


class Order:
    """One order's facts, the policy that judges it, and what was given elsewhere."""

    def __init__(self, policy, facts, options):
        self.policy, self.facts, self.options = policy, facts, options
        self.own = policy["currency"]
        self.rates = {name: Fraction(rate) for name, rate in policy.get("rates", {}).items()}
        self.rates[self.own] = Fraction(1)
        named = {facts[name].currency for name in (*PAID, *GIVEN) if name in facts}
        self.in_one_currency = len(named) <= 1
        self.currency = min(named, default=self.own)

    def limit(self, name):
        """What the policy's `limits` say of it; None where they say nothing."""
        return self.policy.get("limits", {}).get(name)

    def converted(self, amount, currency, to=None):
        """An amount in the order's currency, or another covered one.

        > other currencies: `rates: {EUR: 0.92, JPY: 155}`
        """
        to = to or self.currency
        return amount if currency == to else amount * self.rates[to] / self.rates[currency]

    def written(self, text):
        """`5 USD` in the order's currency.

        > currency: of bare amounts
        """
        number, _, currency = text.partition(" ")
        return self.converted(Fraction(number), currency or self.own)

    def money(self, name):
        """A fact that is needed, in the order's currency.

        > `review`, naming the fact, only where the matched rule itself needs it
        """
        if name not in self.facts:
            raise ForAPerson(missing=(name,))
        return self.converted(Fraction(self.facts[name].amount), self.facts[name].currency)

    def rounded(self, amount):
        """The language: rounded half-even to the currency's minor unit (JPY: none)."""
        unit = 10 ** DIGITS[self.currency]
        return Fraction(round(amount * unit), unit)

    def floored(self, amount):
        """The language: ceilings round down."""
        unit = 10 ** DIGITS[self.currency]
        return Fraction(floor(amount * unit), unit)

    def left_of_line(self):
        """The language: what is left to refund; shipping counts where it is known."""
        shipping = self.money("shipping_paid") if "shipping_paid" in self.facts else 0
        return self.money("line_total") + shipping - self.money("refunded_so_far")

    def affected(self):
        """What a percentage of the item is taken of.

        > what the buyer paid for the affected units: `item_price` times `quantity`
        """
        if "affected_value" in self.facts:
            return self.money("affected_value")
        price = self.money("item_price")
        if "quantity" not in self.facts:
            raise ForAPerson(missing=("quantity",))
        return price * self.facts["quantity"]
