"""A plan says what a sync then asks, as far as that can be known, and asks nothing itself."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from seller_credits.marketplace.plans import Book, Way
from tests.workflow.desk import Desk
from tests.workflow.world import Doom, World


@pytest.fixture
def world():
    return World(page=100)


@pytest.fixture
def desk(home, world):
    return Desk(home, world)


def placed(world, count, *, ship_in=60, every=timedelta(minutes=20)):
    """So many orders in a row, the last of them three hours ago."""
    for number in range(len(world.items), len(world.items) + count):
        world.place(number, ship_in=ship_in, deliver_in=90)
        world.now += every
    world.pass_by(hours=3)


def requests(plan):
    """What it asks of orders; how many bookings there are in the books, nobody counts before."""
    total = Counter()
    for step in plan.steps:
        if step.way is not Way.BOOK:
            total.update(step.requests)
    return +total


def searches(plan):
    return [step for step in plan.steps if step.way is Way.SEARCH]


def really_asked(desk, **said):
    desk.world.asked.clear()
    desk.sync(**said)
    return desk.world.asked


def test_a_plan_asks_nothing_and_records_nothing(desk, world):
    placed(world, 5)
    desk.sync()
    before, asked = desk.snapshots(), Counter(world.asked)
    windows = desk.windows()
    desk.plan()
    assert (desk.snapshots(), world.asked, desk.windows()) == (before, asked, windows)


def test_before_the_first_sync_nobody_knows_how_many_orders_there_are(desk, world):
    placed(world, 5)
    plan = desk.plan()
    assert plan.is_open
    assert all(step.orders is None for step in plan.steps)


def test_right_after_a_sync_there_is_next_to_nothing_to_ask(desk, world):
    placed(world, 500)
    desk.sync()
    plan = desk.plan()
    assert not plan.is_open
    assert requests(plan) == {"searchOrders": 1} == really_asked(desk)
    assert plan.seconds == 0


@pytest.mark.exhaustive
def test_after_a_month_it_is_as_many_pages_as_a_month_has(desk, world):
    placed(world, 72 * 20)
    desk.sync(days=20)
    placed(world, 72 * 30)
    planned = requests(desk.plan(days=30))
    asked = really_asked(desk, days=30)
    assert planned["searchOrders"] == pytest.approx(asked["searchOrders"], abs=2)
    assert planned["searchOrders"] > 20


def test_the_books_are_read_for_the_wanted_time_and_then_for_what_may_have_come_since(home, world):
    desk = Desk(home, world, books=tuple(Book))
    placed(world, 5)
    desk.sync()

    again = {step.what: step.span for step in desk.plan().steps if step.way is Way.BOOK}

    assert again["finances"].length.days == 3
    assert again["finances v0"].length == timedelta(days=30)
    assert all(span.until == world.clock() for span in again.values())


def test_overdue_orders_are_counted_one_by_one(desk, world):
    placed(world, 7, ship_in=2)
    desk.sync()
    world.pass_by(days=3)
    assert requests(desk.plan()) == {"searchOrders": 1, "getOrder": 7} == really_asked(desk)


def test_after_a_search_that_was_cut_short_it_goes_on_there(desk, world):
    placed(world, 500)
    world.page = 20
    desk.sync(doom=Doom(12))
    first, *_ = searches(desk.plan())
    assert "goes on" in first.why


def test_with_empty_buckets_the_time_is_what_the_tokens_take(desk, world):
    placed(world, 72 * 20)
    desk.sync(days=20)
    placed(world, 72 * 20)
    world.tokens = 0
    plan = desk.plan(days=30, patience=timedelta(days=1))
    began = world.now
    desk.sync(days=30)
    took = (world.now - began).total_seconds()
    assert plan.waiting == pytest.approx(plan.seconds)
    assert plan.seconds == pytest.approx(took, rel=0.1)


def test_what_patience_does_not_reach_is_left_to_the_next_sync(desk, world):
    placed(world, 72 * 20)
    desk.sync(days=20)
    placed(world, 72 * 20)
    world.tokens = 0
    plan = desk.plan(days=30, patience=timedelta(minutes=20))
    assert [step.reached for step in searches(plan)] == [True, False]
    assert requests(plan)["searchOrders"] == 6
