"""The search for orders that changed reads what is not known yet, and goes on where it stopped."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from seller_credits.domain.coverage import Span
from seller_credits.marketplace.memory import Borrowed
from seller_credits.workflow.searching import newest_slice, rest_of
from tests.workflow.desk import Desk
from tests.workflow.world import START, Doom, Killed, World

MONTH = Span(START - timedelta(days=30), START)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def desk(home, world):
    return Desk(home, world)


def placed(world, count, every=timedelta(hours=1)):
    """So many orders, one after the other; then time enough to find them all."""
    orders = []
    for number in range(count):
        orders.append(world.place(number, ship_in=60, deliver_in=90))
        world.now += every
    world.pass_by(hours=3)
    return orders


def assert_all_known(desk, orders):
    known = desk.snapshots()
    assert {order.order_id: desk.truth(order) for order in orders} == known


def spans(desk):
    with closing(desk.ledger()) as ledger:
        return desk.recorder(ledger).known.read_spans("orders", "orders US")


# Incremental


def test_a_second_sync_asks_only_for_what_may_have_changed(desk, world):
    orders = placed(world, 9)
    desk.sync()
    world.asked.clear()
    orders[0].change(world.now, "SHIPPED")
    world.pass_by(minutes=5)
    desk.sync()
    assert world.asked == {"searchOrders": 1}
    assert_all_known(desk, orders)


def test_a_longer_time_is_read_from_where_the_shorter_one_began(desk, world):
    orders = placed(world, 30)
    desk.sync(days=0.5)
    assert len(desk.snapshots()) < 30
    world.asked.clear()
    desk.sync(days=30)
    assert world.asked["searchOrders"] < 10
    assert_all_known(desk, orders)
    desk.sync(days=0.5)
    world.asked.clear()
    desk.sync(days=30)
    assert world.asked["searchOrders"] <= 2


def test_orders_that_changed_in_the_same_second_are_all_read(desk, world):
    orders = placed(world, 8, every=timedelta(0))
    desk.sync()
    assert_all_known(desk, orders)


def test_a_time_too_short_to_be_read_is_not_searched(desk, world):
    placed(world, 2)
    assert desk.sync(days=1 / 1440).windows == []
    assert world.asked == {}


def test_the_order_in_which_stores_are_named_makes_no_difference(desk, world):
    orders = placed(world, 9)
    desk.stores = ("US", "CA")
    desk.sync()
    world.asked.clear()
    desk.stores = ("CA", "US")
    desk.sync()
    assert world.asked == {"searchOrders": 1}
    assert_all_known(desk, orders)


def test_a_store_that_is_added_is_read_as_far_back_as_the_others(desk, world):
    orders = placed(world, 5)
    canadian = world.place(99, store="CA")
    world.pass_by(hours=12)
    desk.sync()
    desk.stores = ("US", "CA")
    desk.sync()
    assert_all_known(desk, [*orders, canadian])


# Going on


@pytest.mark.exhaustive
@pytest.mark.parametrize("steps", range(2, 38, 3))
def test_wherever_it_is_killed_the_next_sync_reads_the_rest(desk, world, steps, tmp_path):
    orders = placed(world, 12)
    world.page = 2
    assert desk.sync(doom=Doom(steps)) is None
    desk.sync()
    assert_all_known(desk, orders)
    asked = world.asked.pop("searchOrders")
    Desk(tmp_path / "beside" / "home", world).sync()
    # A page may be read twice: the one whose token was not on disk yet. And where the first slice
    # was whole, its latest hours are read again and what is older is a search of its own.
    assert asked <= world.asked["searchOrders"] + 3


@pytest.mark.exhaustive
@pytest.mark.parametrize("steps", range(2, 38, 3))
def test_wherever_it_is_interrupted_nothing_is_recorded_as_failed(desk, world, steps):
    orders = placed(world, 12)
    world.page = 2
    assert desk.sync(doom=Doom(steps, KeyboardInterrupt)) is None
    assert {window["state"] for window in desk.windows()} <= {"read", "empty"}
    desk.sync()
    assert_all_known(desk, orders)


def test_syncs_short_of_time_complete_a_shop_and_ask_for_no_page_twice(desk, world):
    orders = placed(world, 40)
    world.page = 1
    for _ in range(30):
        world.tokens = 2
        desk.sync(patience=timedelta(minutes=1))
        world.pass_by(minutes=2)
    assert_all_known(desk, orders)
    assert len(spans(desk)) >= 1


def test_after_a_day_the_search_begins_anew(desk, world):
    orders = placed(world, 12)
    desk.sync(doom=Doom(14))
    world.pass_by(days=1, minutes=1)
    desk.sync()
    assert_all_known(desk, orders)


def test_a_token_that_is_not_taken_any_more_begins_the_search_anew(desk, world):
    orders = placed(world, 3)
    desk.sync(doom=Doom(14))
    orders += placed(world, 9)
    world.refuses_tokens = True
    world.page = 100
    desk.sync()
    assert_all_known(desk, orders)


def test_where_no_token_is_ever_taken_the_search_ends_and_says_so(desk, world):
    placed(world, 12)
    world.refuses_tokens = True
    outcome = desk.sync()
    assert not outcome.is_complete
    assert world.asked["searchOrders"] < 5


def test_another_choice_of_stores_does_not_go_on_with_the_others_search(desk, world):
    orders = placed(world, 12)
    desk.sync(doom=Doom(14))
    desk.stores = ("US", "CA")
    desk.sync()
    assert_all_known(desk, orders)


def test_an_unfinished_search_for_a_time_nobody_wants_any_more_is_left(desk, world):
    placed(world, 12)
    world.page = 1
    desk.sync(doom=Doom(14))
    world.pass_by(hours=15)
    world.asked.clear()
    desk.sync(days=0.2)
    assert world.asked == {"searchOrders": 1}


def test_the_search_of_a_dry_run_makes_the_real_one_skip_nothing(desk, world, tmp_path):
    orders = placed(world, 12)
    dry = replace(desk, home=tmp_path / "dry" / "home", memory=Borrowed(desk.memory))
    dry.sync(doom=Doom(20))
    desk.sync()
    assert_all_known(desk, orders)


@pytest.mark.parametrize("steps", range(8, 40, 4))
def test_another_account_of_the_same_ledger_reads_everything_itself(desk, world, steps):
    orders = placed(world, 12)
    world.page = 2
    desk.sync(doom=Doom(steps))
    other = replace(desk, account="other")
    other.sync()
    assert_all_known(other, orders)
    desk.sync()
    assert_all_known(desk, orders)


@pytest.mark.parametrize("steps", range(8, 40, 4))
def test_a_ledger_begun_anew_reads_everything_again(desk, world, steps):
    orders = placed(world, 12)
    world.page = 2
    desk.sync(doom=Doom(steps))
    shutil.rmtree(desk.home)
    desk.sync()
    assert_all_known(desk, orders)


@pytest.mark.parametrize("steps", range(8, 40, 4))
def test_an_older_copy_of_the_ledger_reads_what_it_lacks(desk, world, steps, tmp_path):
    orders = placed(world, 2)
    desk.sync()
    shutil.copytree(desk.home, tmp_path / "kept")
    orders += placed(world, 12)
    world.page = 2
    desk.sync(doom=Doom(steps))
    shutil.rmtree(desk.home)
    shutil.copytree(tmp_path / "kept", desk.home)
    desk.sync()
    assert_all_known(desk, orders)


# What is said of it


def test_a_search_that_fails_at_once_leaves_the_source_failed_as_of_now(desk, world):
    placed(world, 3)
    desk.sync()
    world.pass_by(days=2)
    world.denies.add("searchOrders")
    outcome = desk.sync()
    assert [window.state for window in outcome.windows if window.source == "orders"] == ["refused"]
    assert desk.windows()[-1]["state"] == "refused"


def test_each_stretch_that_was_read_is_known_wherever_it_lies(desk, world):
    placed(world, 10)
    desk.sync(days=0.3)
    world.pass_by(days=3)
    desk.sync(days=0.3)
    assert len(spans(desk)) == 2
    # A search of the time in between is killed and gone on with, when others are known.
    assert desk.sync(days=30).is_complete
    world.asked.clear()
    desk.sync(days=30)
    assert world.asked == {"searchOrders": 1}


def test_a_clock_that_is_set_back_during_a_sync_claims_nothing_that_was_not_read(desk, world):
    orders = placed(world, 4)
    desk.sync()
    orders += placed(world, 6)
    world.pass_by(hours=3)

    class SetBack(Doom):
        def step(self):
            world.off = timedelta(hours=-5)

    desk.sync(doom=SetBack())
    world.off = timedelta(0)
    desk.sync()
    assert_all_known(desk, orders)


def test_what_could_not_be_read_at_all_says_so_of_the_whole_window(desk, world):
    world.denies.add("searchOrders")
    (window,) = [w for w in desk.sync().windows if w.source == "orders"]
    assert window.state == "refused"
    assert window.until - window.since > timedelta(days=29)


def test_killed_means_nothing_more_is_written(desk, world):
    placed(world, 3)
    doom = Doom(3, Killed)
    desk.sync(doom=doom)
    assert doom.is_dead
    assert desk.windows() == []


# Slices


@pytest.mark.parametrize(
    ("a_day", "days"), [(None, 1), (2000, 1), (1000, 2), (0, 30), (50, 30), (80, 30), (100, 20)]
)
def test_a_slice_is_about_a_bucket_of_pages_and_the_newest_day_where_nothing_is_known(a_day, days):
    found = newest_slice(MONTH, a_day)
    assert found.until == MONTH.until
    assert found.length == timedelta(days=days)


def test_slices_make_the_whole():
    read, rest = [], MONTH
    while rest is not None:
        read.append(newest_slice(rest, 700))
        rest = rest_of(rest, read[-1])
    assert read[0].until == MONTH.until
    assert read[-1].since == MONTH.since
    assert all(newer.since == older.until for newer, older in pairwise(read))
