"""A world so small that every order of it can be asked about: what is proven there is so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from seller_credits.domain.facts import Facts
from seller_credits.policy import parse_given

KINDS = ("late_delivery", "lost", "damaged", "other")
DAYS = (None, 0, 1, 2, 3, 4, 5)
PACKAGES = (None, "moving", "delivered", "stuck")
YES_NO = (None, True, False)
PAYS = (None, "unknown", "yes")
WORLD = {
    "issue": KINDS,
    "days_late": DAYS,
    "package": PACKAGES,
    "business": YES_NO,
    "marketplace_pays": PAYS,
}
"""Values of a few facts; the last of each stands for all that no policy here names."""
_outcomes = st.sampled_from(["remedy: none", "remedy: review", "remedy: full_refund"])
_KNOWN = {fact: {value for value in values if value is not None} for fact, values in WORLD.items()}
_WORDS = {"issue": KINDS[:3], "package": PACKAGES[1:3], "marketplace_pays": ("yes",)}


@dataclass(frozen=True)
class SmallRule:
    """A rule as its text and, by fact, the values of the world it accepts."""

    name: str
    text: str
    accepts: dict
    remedy: str

    def fits(self, order):
        """Whether all its conditions hold."""
        return all(order[fact] in values for fact, values in self.accepts.items())


def orders(**world):
    """Every order of the world, or of one with other values for some facts."""
    values = WORLD | world
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def facts_of(order, price="20 USD"):
    """The order as the policy is asked about it."""
    full = dict(parse_given({"item_price": price}, "USD")) | order
    return Facts({fact: value for fact, value in full.items() if value is not None})


@st.composite
def _words(draw, fact):
    named = draw(st.lists(st.sampled_from(_WORDS[fact]), min_size=1, max_size=2, unique=True))
    if draw(st.integers(0, 3)):
        return f"[{', '.join(named)}]", set(named)
    return f"{{not: [{', '.join(named)}]}}", _KNOWN[fact] - set(named)


@st.composite
def _days(draw):
    low, high = sorted((draw(st.integers(0, 4)), draw(st.integers(0, 4))))
    within = set(range(low, high + 1))
    return draw(
        st.sampled_from(
            [
                (f"{low}..{high}", within),
                (f"{low}..", set(range(low, 6))),
                (f"..{high}", set(range(high + 1))),
                (f"{{not: {low}..{high}}}", set(range(6)) - within),
                (f"[{low}, {high}]", {low, high}),
            ]
        )
    )


_yes_no = st.sampled_from([("yes", {True}), ("no", {False})])
_any_missing = st.sampled_from([("{missing: yes}", {None}), ("{missing: no}", None)])


@st.composite
def condition(draw, fact):
    """One condition on a fact: its text, and the values of the world it accepts."""
    if fact != "issue" and not draw(st.integers(0, 5)):
        text, values = draw(_any_missing)
        return text, _KNOWN[fact] if values is None else values
    if fact == "days_late":
        return draw(_days())
    return draw(_words(fact) if fact in _WORDS else _yes_no)


@st.composite
def rule(draw, number, facts, outcomes=None):
    """One rule on a line of its own; `outcomes` draws what it gives, else a bare remedy."""
    asked = draw(st.lists(st.sampled_from(facts), max_size=4, unique=True))
    conditions = {fact: draw(condition(fact)) for fact in asked}
    when = ", ".join(f"{fact}: {text}" for fact, (text, _) in conditions.items())
    gives = draw(_outcomes if outcomes is None else outcomes)
    text = f"  - {{rule: r{number}, when: {{{when}}}, {gives}}}\n"
    accepts = {fact: values for fact, (_, values) in conditions.items()}
    return SmallRule(f"r{number}", text, accepts, gives.partition(",")[0])


@st.composite
def rules(draw, facts=tuple(WORLD), outcomes=None, most=5):
    """A few rules over these facts."""
    count = draw(st.integers(1, most))
    return [draw(rule(number, facts, outcomes)) for number in range(count)]


def policy_text(small_rules, *, more="", otherwise="review"):
    """The rules as a file, the first of them in line 3."""
    body = "".join(each.text for each in small_rules)
    return f"currency: USD\nrules:\n{body}otherwise: {{remedy: {otherwise}}}\n{more}"


def share(percent):
    """What a partial refund of a rule reads."""
    return f"remedy: partial_refund, amount: {percent}% of item"


def paid(decision):
    """What a buyer gets by a decision; None where a person must look."""
    if decision.remedy in {"none", "message"} and decision.guard is None:
        return Decimal(0)
    return decision.amount.amount if decision.amount else None
