"""What a sync would ask, and how long that takes, is arithmetic on tokens and time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.coverage import Span
from seller_credits.domain.issues import Source
from seller_credits.marketplace.calling.buckets import Level
from seller_credits.marketplace.operations import GET_ORDER, SEARCH_ORDERS
from seller_credits.marketplace.planning import made_plan
from seller_credits.marketplace.plans import Need, Way, Wish
from tests.marketplace.conftest import NOW

MONTH = Span(NOW - timedelta(days=30), NOW)
HOUR = timedelta(hours=1)
MINUTES_A_TOKEN = 1 / SEARCH_ORDERS.rate / 60


def full(operation):
    return Level(operation.burst, operation.rate)


def empty(operation):
    return Level(0, operation.rate)


def need(**changes):
    plain = {"reports": (), "gaps": (), "orders_a_day": None, "details": 0, "patience": HOUR}
    return Need(**(plain | changes))


def of(plan, way):
    return [step for step in plan.steps if step.way is way]


def test_nothing_to_learn_is_no_step():
    plan = made_plan(need(), full)
    assert (plan.steps, plan.seconds) == ((), 0)


def test_what_buyers_said_comes_first_and_what_only_counts_comes_last():
    wishes = (
        Wish(Source.MFN_RETURNS, "US", MONTH),
        Wish(Source.ALL_ORDERS, "US", MONTH, first=False),
    )
    plan = made_plan(need(reports=wishes, gaps=(MONTH,), orders_a_day=10, details=3), full)
    assert [step.what for step in plan.steps] == [
        *("mfn_returns US", "orders in trouble", "orders you ship", "all_orders US"),
    ]


def test_a_hundred_orders_cost_one_request():
    (step,) = made_plan(need(gaps=(MONTH,), orders_a_day=10), full).steps
    assert (step.orders, step.requests) == (300, {"searchOrders": 3})


def test_a_full_bucket_is_spent_without_waiting():
    assert made_plan(need(gaps=(MONTH,), orders_a_day=66), full).waiting == 0


def test_after_the_burst_every_page_waits_for_its_token():
    plan = made_plan(need(gaps=(MONTH,), orders_a_day=100), full)
    assert plan.waiting == pytest.approx(10 / SEARCH_ORDERS.rate)


def test_what_the_time_does_not_reach_is_the_oldest_and_says_so():
    near, far = made_plan(need(gaps=(MONTH,), orders_a_day=1000, patience=HOUR), full).steps
    assert near.reached
    assert near.requests == {"searchOrders": 40}
    assert near.span.until == NOW
    assert not far.reached
    assert far.requests == {}
    assert (far.span.since, far.span.until) == (MONTH.since, near.span.since)
    assert near.orders + far.orders == 30_000


def test_where_nothing_tells_how_many_orders_there_are_none_are_made_up():
    (step,) = made_plan(need(gaps=(MONTH,)), full).steps
    assert step.orders is None
    assert "20 requests at once" in step.why


def test_orders_in_trouble_are_asked_for_one_by_one_while_the_search_waits():
    def searched_out(operation):
        return empty(operation) if operation is SEARCH_ORDERS else full(operation)

    plan = made_plan(need(gaps=(MONTH,), orders_a_day=1, details=12), searched_out)
    (single,) = of(plan, Way.SINGLE)
    assert single.requests == {"getOrder": 12}
    assert single.ends == 0


def test_orders_in_trouble_are_left_to_the_search_where_it_is_sooner():
    def busy(operation):
        return empty(operation) if operation is GET_ORDER else full(operation)

    plan = made_plan(need(gaps=(MONTH,), orders_a_day=1, details=12), busy)
    (single,) = of(plan, Way.SINGLE)
    assert single.requests == {}
    assert "search" in single.why


@given(
    st.floats(0, 5000),
    st.integers(0, 500),
    st.floats(0, 20),
    st.integers(1, 300).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_no_plan_spends_more_than_there_is_in_its_time(a_day, details, tokens, patience):
    def level(operation):
        return Level(min(tokens, operation.burst), operation.rate)

    plan = made_plan(
        need(gaps=(MONTH,), orders_a_day=a_day, details=details, patience=patience), level
    )
    asked = sum(step.requests.get("searchOrders", 0) for step in plan.steps)
    grown = min(tokens, 20) + SEARCH_ORDERS.rate * max(plan.seconds, 0)
    assert asked <= grown + 1e-6
    assert all(step.begins <= step.ends for step in plan.steps)
