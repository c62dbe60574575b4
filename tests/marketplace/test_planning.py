"""What a sync would ask, and how long that takes, is arithmetic on tokens and time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.coverage import Span
from seller_credits.domain.issues import Source
from seller_credits.marketplace import planning
from seller_credits.marketplace.calling.buckets import Level
from seller_credits.marketplace.operations import CREATE_REPORT, GET_ORDER, SEARCH_ORDERS
from seller_credits.marketplace.plans import Book, Effort, Leaf, Need, Way, Wish
from tests.marketplace.conftest import NOW

MONTH = Span(NOW - timedelta(days=30), NOW)
HOUR = timedelta(hours=1)
MINUTES_A_TOKEN = 1 / SEARCH_ORDERS.rate / 60


def full(operation):
    return Level(operation.burst, operation.rate)


def empty(operation):
    return Level(0, operation.rate)


def need(**changes):
    plain = {"reports": (), "gaps": (), "orders_a_day": None, "details": 0, "due": 0}
    return Need(**(plain | {"patience": HOUR} | changes))


ALL_OF_IT = Effort({"createReport": 1, "getReport": 1, "getReportDocument": 1}, is_made=True)


def made_plan(wanted, level, effort=ALL_OF_IT):
    return planning.made_plan(wanted, level, lambda _: effort)


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
        *("mfn_returns", "orders one by one", "orders you ship", "all_orders"),
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
    plan = made_plan(need(gaps=(MONTH,)), full)
    (step,) = plan.steps
    assert step.orders is None
    assert step.is_open
    assert plan.is_open
    assert "20 at once" in step.why


def test_what_comes_after_an_unknown_number_of_orders_is_no_sooner_than_that():
    wishes = (
        Wish(Source.MFN_RETURNS, "US", MONTH),
        Wish(Source.ALL_ORDERS, "US", MONTH, first=False),
    )
    first, *_, last = made_plan(need(reports=wishes, gaps=(MONTH,)), full).steps
    assert not first.is_open
    assert last.is_open


def test_what_the_reports_will_name_is_not_known_before_they_are_read():
    wish = (Wish(Source.MFN_RETURNS, "US", MONTH),)
    (single,) = of(made_plan(need(reports=wish, gaps=(MONTH,), orders_a_day=9), full), Way.SINGLE)
    assert (single.orders, single.requests, single.is_open) == (None, {}, True)


def test_a_report_that_was_read_before_costs_nothing_and_says_so():
    wish = (Wish(Source.MFN_RETURNS, "US", MONTH),)
    plan = made_plan(need(reports=wish), empty, Effort({}, "read before"))
    (step,) = plan.steps
    assert (step.requests, step.why, plan.seconds) == ({}, "read before", 0)


def test_a_report_that_is_being_made_costs_its_document_only():
    wish = (Wish(Source.MFN_RETURNS, "US", MONTH),)

    def asked_up(operation):
        return empty(operation) if operation is CREATE_REPORT else full(operation)

    plan = made_plan(need(reports=wish), asked_up, Effort({"getReport": 1}, "gone on with"))
    assert plan.seconds == 0


def test_more_reports_than_a_bucket_holds_wait_for_their_turn():
    wishes = [Wish(Source.MFN_RETURNS, "US", MONTH)] * (CREATE_REPORT.burst + 2)
    plan = made_plan(need(reports=wishes), full)
    assert plan.waiting == pytest.approx(2 / CREATE_REPORT.rate)


def test_orders_whose_promise_has_passed_are_always_asked_for_by_themselves():
    (single,) = of(made_plan(need(gaps=(MONTH,), orders_a_day=1, due=90), full), Way.SINGLE)
    assert single.requests == {"getOrder": 90}


def test_single_orders_that_take_longer_than_the_search_make_the_plan_longer():
    plan = made_plan(need(gaps=(MONTH,), orders_a_day=1, due=90), full)
    assert plan.seconds == pytest.approx(60 / GET_ORDER.rate)


def test_a_search_that_was_cut_short_goes_on_and_says_so():
    day = Span(NOW - timedelta(days=1), NOW)
    first, second = made_plan(need(gaps=(day, MONTH), orders_a_day=1, goes_on=True), full).steps
    assert "goes on" in first.why
    assert "goes on" not in second.why


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
    assert "12 others come with the search" in single.why


@given(
    st.none() | st.floats(0, 5000),
    st.integers(0, 500),
    st.integers(0, 500),
    st.floats(0, 20),
    st.integers(1, 300).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_no_plan_spends_more_than_there_is_in_its_time(a_day, details, due, tokens, patience):
    def level(operation):
        return Level(min(tokens, operation.burst), operation.rate)

    wanted = need(gaps=(MONTH,), orders_a_day=a_day, details=details, due=due, patience=patience)
    plan = made_plan(wanted, level)
    for operation in (SEARCH_ORDERS, GET_ORDER):
        asked = sum(step.requests.get(operation.name, 0) for step in plan.steps)
        assert asked <= min(tokens, operation.burst) + operation.rate * plan.seconds + 1e-6
    assert all(step.begins <= step.ends <= plan.seconds + 1e-6 for step in plan.steps)


# The account's books


def books(plan):
    return {step.what: step for step in of(plan, Way.BOOK)}


def leaf(book=Book.POSTINGS, portions=1, again=0, days=7):
    span = Span(NOW - timedelta(days=days), NOW)
    return Leaf(book, [span] * portions, [span] * again)


def test_a_book_takes_a_request_a_portion_and_delays_nothing_that_has_tokens_of_its_own():
    wanted = need(gaps=(MONTH,), orders_a_day=10, books=[leaf(Book.TRANSACTIONS), leaf()])
    plan = made_plan(wanted, full)

    assert {what: dict(step.requests) for what, step in books(plan).items()} == {
        "finances": {"listTransactions": 1},
        "finances v0": {"listFinancialEvents": 1},
    }
    (search,) = of(plan, Way.SEARCH)
    assert (search.begins, plan.seconds, plan.is_open) == (0, 0, False)


def test_a_busy_sellers_book_has_a_page_for_a_hundred_orders():
    plan = made_plan(need(orders_a_day=500, books=[leaf()]), full)
    assert books(plan)["finances v0"].requests == {"listFinancialEvents": 35}
    assert plan.waiting == pytest.approx((35 - 30) / 0.5)


def test_what_is_read_again_is_only_what_costs_no_waiting():
    least, most = (
        made_plan(need(orders_a_day=10, books=[leaf(again=5)]), level) for level in (empty, full)
    )

    assert books(least)["finances v0"].requests == {"listFinancialEvents": 1}
    assert books(most)["finances v0"].requests == {"listFinancialEvents": 6}


def test_before_anything_is_known_how_long_a_book_takes_shows_on_the_way():
    plan = made_plan(need(books=[leaf()]), full)
    assert books(plan)["finances v0"].is_open
    assert plan.is_open


def test_a_book_of_which_nothing_is_to_be_read_is_no_step():
    assert made_plan(need(books=[leaf(portions=0)]), full).steps == ()
