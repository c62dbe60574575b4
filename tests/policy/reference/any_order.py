"""Any order: mostly one that nothing stops, any of its facts missing, and what surrounds it."""

from __future__ import annotations

from decimal import Decimal

import yaml
from hypothesis import strategies as st

from seller_credits.domain.decisions import Drawn
from seller_credits.domain.facts import Facts
from seller_credits.domain.fees import Fees
from seller_credits.domain.money import Money
from seller_credits.policy import Budgets, Options
from seller_credits.policy.engine.guards import LOOSENABLE
from tests.policy.reference.any_policy import ISSUES, amounts, one_of, policies, sometimes

NOT_COVERED = "GBP"
RARELY = 40


@st.composite
def orders(draw, covered):
    """The facts of one issue, all but up to three of them known."""
    currency = sometimes(draw, st.just(NOT_COVERED), draw(one_of(covered)), RARELY)
    known = {
        **draw(circumstances()),
        **draw(paid(currency)),
        **draw(costs(sometimes(draw, one_of(covered), currency, 3), covered)),
        "days_late": draw(st.integers(0, 6)),
        "quantity": draw(st.integers(1, 3)),
        "quantity_ordered": draw(st.integers(1, 3)),
        "business": draw(st.booleans()),
        "carrier": draw(one_of(("UPS", "dhl", "Hermes"))),
        "sku": draw(one_of(("A-1", "a-1"))),
        "package": draw(one_of(("delivered", "moving", "unknown"))),
        "buyer_prior_issues": draw(st.integers(0, 6)),
        "buyer_prior_credits": draw(st.integers(0, 3)),
    }
    left_out = draw(st.sets(one_of(sorted(known)), max_size=3))
    return Facts({name: value for name, value in known.items() if name not in left_out})


@st.composite
def circumstances(draw):
    """What guards look at."""
    return {
        "issue": draw(one_of(ISSUES)),
        "channel": sometimes(draw, st.just("amazon"), "seller", RARELY),
        "order_status": sometimes(draw, one_of(("unshipped", "cancelled")), "shipped", 20),
        "claim_open": sometimes(draw, st.just("yes"), "not_seen", RARELY),
        "return_state": sometimes(draw, one_of(("open", "received")), "none"),
        "marketplace_pays": sometimes(draw, one_of(("yes", "no")), "unknown", 20),
        "source_age": sometimes(draw, one_of((Decimal(48), Decimal("48.1"))), Decimal(3)),
        "source_state": sometimes(draw, st.just("failed"), "read", RARELY),
        "replacement_order": sometimes(draw, st.just(value=True), usual=False, chance=RARELY),
        "prime": sometimes(draw, st.just(value=True), usual=False, chance=RARELY),
        "buyer_contact": sometimes(draw, st.just("feedback"), "message", RARELY),
        "feedback_rating": sometimes(draw, st.just(2), None, RARELY),
        "refund_pending": sometimes(draw, st.just(value=True), usual=False, chance=RARELY),
        "replacement_pending": sometimes(draw, st.just(value=True), usual=False, chance=RARELY),
    }


@st.composite
def paid(draw, currency):
    """What the buyer paid and got back."""
    money, nothing = amounts(currency), Money.zero(currency)
    return {
        **{name: draw(money) for name in ("item_price", "line_total", "order_total")},
        "shipping_paid": draw(st.one_of(st.just(nothing), money)),
        "affected_value": sometimes(draw, money),
        "refunded_so_far": sometimes(draw, money, nothing, 3),
        "credited_for_issue": sometimes(draw, money, nothing, 3),
    }


@st.composite
def costs(draw, currency, covered):
    """What it costs the seller, in whatever currency the seller reckons."""
    reckoned = amounts(currency if currency in covered else covered[0])
    return {
        "return_label": draw(reckoned),
        "unit_cost": draw(reckoned),
        "postage": sometimes(draw, reckoned, chance=1),
        "margin": Decimal(draw(st.integers(-6, 6))),
        "in_stock": sometimes(draw, st.just(value=False), usual=True, chance=2),
    }


@st.composite
def surroundings(draw, covered):
    """Budgets, fees, an arm: any of them not known."""
    spent = st.lists(amounts(draw(one_of((*covered, NOT_COVERED)))), max_size=2).map(tuple)
    days_ago = st.lists(one_of((0, 29, 30, 179, 180)), max_size=3).map(tuple)
    budgets = Budgets(
        on_order=sometimes(draw, amounts(draw(one_of(covered))), chance=1),
        today=sometimes(draw, spent, chance=1),
        this_month=sometimes(draw, spent, chance=1),
        to_buyer=sometimes(draw, days_ago, chance=1),
    )
    most = draw(st.none() | amounts(draw(one_of(covered))))
    instead = draw(st.booleans())
    drawn = Drawn(draw(one_of(("try", "other"))), instead, Decimal("0.3" if instead else "0.7"))
    return Options(
        stale_after_hours=sometimes(draw, st.none(), Decimal(48)),
        budgets=draw(st.none() | st.just(budgets)),
        fees=draw(st.none() | st.just(Fees(Decimal("0.15"), Decimal("0.20"), most))),
        drawn=draw(st.none() | st.just(drawn)),
        answered_by_marketplace=sometimes(draw, st.just(value=True), usual=False, chance=RARELY),
        loosened=sometimes(draw, st.frozensets(one_of(LOOSENABLE)), frozenset(), RARELY),
    )


@st.composite
def cases(draw):
    """A policy's text, an order's facts, and what surrounds them."""
    covered, policy = draw(policies())
    text = yaml.safe_dump(policy, sort_keys=False)
    return text, draw(orders(covered)), draw(surroundings(covered))
