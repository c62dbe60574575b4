"""Any policy: sets, tables, offers, adjustments, limits and an experiment, drawn at random.

What the language leaves open is not drawn: `already: skip` beside several remedies offered.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from seller_credits.domain.money import Money

one_of = st.sampled_from
CURRENCIES = ("USD", "EUR", "JPY")
RATES = {"USD": "1.087", "EUR": "0.92", "JPY": "155.5"}
PRICES = ("0.01", "0.99", "4.99", "5", "9.99", "10", "12.34", "30", "33.335", "100", "3.333333")
YEN = ("1", "99", "100", "499", "500", "999", "1000", "1234", "3000", "3333.5", "10000")
ISSUES = ("late_delivery", "damaged", "lost")
REMEDIES = ("partial_refund", "full_refund", "replacement", "return_and_refund", "message", "none")


def sometimes(draw, values, usual=None, chance=8):
    """About once in `chance` times one of the values; else the usual, which is the simplest too."""
    return draw(values) if draw(st.integers(0, chance)) == chance // 2 + 1 else usual


@st.composite
def amounts(draw, currency):
    """A price of few enough that bounds are met exactly, often."""
    return Money(Decimal(draw(one_of(YEN if currency == "JPY" else PRICES))), currency)


@st.composite
def written_amounts(draw, covered):
    """`5 USD`, or a bare `5`."""
    money = draw(amounts(draw(one_of(covered))))
    bare = money.currency == covered[0] and draw(st.booleans())
    return str(money.amount) if bare else f"{money.amount} {money.currency}"


@st.composite
def number_sets(draw, values):
    low, high = sorted((draw(values), draw(values)))
    some = (f"{low}", f"{low}..{high}", f"..{high}", [f"{low}", f"{high}"])
    refused = {"not": draw(one_of(some))}
    return draw(one_of((*some, f"{low}..", refused, {"missing": "yes"}, {"missing": "no"})))


@st.composite
def money_sets(draw, covered):
    currency = draw(one_of(covered))
    low, high = sorted(draw(amounts(currency)).amount for _ in range(2))
    written = draw(
        one_of((f"..{high} {currency}", f"{low} {currency}..", f"{low}..{high} {currency}"))
    )
    return draw(one_of((written, {"not": written}, {"missing": "yes"})))


def word_sets(words):
    several = st.lists(one_of(words), min_size=1, max_size=2, unique=True)
    refused = several.map(lambda some: {"not": some})
    return st.one_of(one_of(words), several, refused, st.just({"missing": "yes"}))


@st.composite
def conditions(draw, covered):
    """A `when` on up to two facts."""
    days = st.integers(0, 5)
    possible = {
        "issue": st.one_of(one_of(ISSUES), st.lists(one_of(ISSUES), min_size=1, max_size=2)),
        "days_late": number_sets(days),
        "item_price": money_sets(covered),
        "unit_cost": money_sets(covered),
        "business": one_of(("yes", "no", {"missing": "yes"}, {"not": "yes"})),
        "carrier": word_sets(("UPS", "DHL", "ups")),
        "package": word_sets(("delivered", "moving", "stuck")),
        "buyer_prior_issues": number_sets(days),
        "margin": number_sets(st.integers(-5, 5)),
        "sku": word_sets(("A-1", "a-1")),
    }
    names = draw(st.lists(one_of(sorted(possible)), max_size=2, unique=True))
    return {name: draw(possible[name]) for name in names}


@st.composite
def shares(draw):
    base = draw(one_of(("item", "item", "order", "shipping", "return_label")))
    return f"{draw(one_of(('10', '12.5', '33.3', '50', '100')))}% of {base}"


def terms(covered):
    return st.one_of(shares(), written_amounts(covered))


@st.composite
def tables(draw, covered):
    """A table with a gap below its first row."""
    by = draw(one_of(("days_late", "quantity", "margin")))
    cuts = sorted(draw(st.sets(st.integers(0, 5), min_size=2, max_size=3)))
    rows = {f"{low}..{high - 1}": draw(terms(covered)) for low, high in pairwise(cuts)}
    return {"by": by, **rows, f"{cuts[-1]}..": draw(terms(covered))}


@st.composite
def outcomes(draw, covered):
    """What a rule gives: one remedy or several offered, and its amount."""
    if draw(st.booleans()):
        remedies = draw(st.lists(one_of(REMEDIES), min_size=1, max_size=3, unique=True))
        outcome = {"offer": remedies, "choose": draw(one_of(("first", "cheapest")))}
        already = ("add", "subtract")
    else:
        remedies = [draw(one_of(("partial_refund", "partial_refund", *REMEDIES, "review")))]
        outcome = {"remedy": remedies[0]}
        already = ("skip", "add", "subtract")
    if "message" in remedies or draw(st.booleans()):
        outcome["message"] = "sorry"
    if "partial_refund" in remedies:
        outcome["amount"] = draw(st.one_of(terms(covered), tables(covered)))
        bounds = {
            "at_least": sometimes(draw, shares(), chance=2),
            "at_most": sometimes(draw, terms(covered), chance=2),
            "already": sometimes(draw, one_of(already), chance=2),
        }
        outcome |= {key: value for key, value in bounds.items() if value is not None}
    return outcome


@st.composite
def limits(draw, covered):
    days = one_of(("30d", "180d"))
    counts = st.integers(0, 3).map(str)
    possible = {
        "per_line": st.one_of(one_of(("50%", "33%", "0%")), written_amounts(covered)),
        "per_order": st.one_of(one_of(("60%", "100%")), written_amounts(covered)),
        "per_buyer": st.fixed_dictionaries({"credits": counts, "within": days}),
        "per_day": written_amounts(covered),
        "per_month": written_amounts(covered),
    }
    names = draw(st.lists(one_of(sorted(possible)), max_size=3, unique=True))
    return {name: draw(possible[name]) for name in names}


@st.composite
def adjustments(draw, covered):
    percent = one_of(("+10%", "-33.3%", "+150%", "-99%"))
    signed = st.builds("{}{}".format, one_of("+-"), written_amounts(covered))
    return {"when": draw(conditions(covered)), "change": draw(st.one_of(percent, signed))}


@st.composite
def policies(draw):
    """The currencies a policy covers, its own first, and the policy as its YAML would read."""
    own = draw(one_of(CURRENCIES))
    others = [name for name in CURRENCIES if name != own and draw(st.booleans())]
    covered = (own, *others)
    top = 10000 if own == "JPY" else 100
    automatic = str(draw(one_of((0, top // 20))))
    policy = {
        "currency": own,
        **({"rates": {name: RATES[name] for name in others}} if others else {}),
        "authority": {"automatic": automatic, "agent": str(top // 4), "manager": str(top)},
        "limits": draw(limits(covered)),
        "rules": [
            {"rule": f"r{number}", "when": draw(conditions(covered)), **draw(outcomes(covered))}
            for number in range(draw(st.integers(0, 3)))
        ],
        "otherwise": draw(st.one_of(st.just({"remedy": "review"}), outcomes(covered))),
        "adjustments": draw(st.lists(adjustments(covered), max_size=2)),
    }
    if policy["rules"] and draw(st.booleans()):
        instead = draw(outcomes(covered))
        tried = {"name": "try", "share": "30%", "rules": ["r0"], "instead": instead}
        policy["experiment"] = tried
    return covered, policy
