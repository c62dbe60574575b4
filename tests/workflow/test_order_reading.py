"""Orders are searched for, asked for one by one, and never called late without being looked at."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from tests.workflow.desk import Desk
from tests.workflow.world import AMAZON, Doom, World, parcel


@pytest.fixture
def world():
    return World()


@pytest.fixture
def desk(home, world):
    return Desk(home, world)


def one_by_one(desk):
    """The latest word about orders that were asked for one by one."""
    return next(iter(w for w in desk.windows() if w["name"] == "orders asked for one by one"), None)


# Late by time alone


def test_an_order_that_is_overdue_and_unchanged_is_late(desk, world):
    order = world.place(1, ship_in=1)
    world.pass_by(hours=3)
    desk.sync()
    assert desk.kinds() == set()
    world.pass_by(days=1)
    desk.sync()
    assert desk.kinds() == {(order.order_id, "late_shipment")}


def test_an_order_that_changed_again_just_now_is_not_taken_for_unchanged(desk, world):
    order = world.place(1, ship_in=1)
    world.pass_by(hours=3)
    desk.sync()
    # Shipped in time. It changes once more, too late to be searched for yet.
    order.change(world.now + timedelta(hours=1), "SHIPPED", parcel())
    order.change(world.now + timedelta(days=1), "SHIPPED", parcel("DELIVERED"))
    world.pass_by(days=1, minutes=1)
    desk.sync()
    assert desk.kinds() == set()


def test_an_order_that_changes_while_its_page_waits_is_not_taken_for_unchanged(desk, world):
    world.page = 1
    orders = [world.place(number, ship_in=1) for number in range(5)]
    world.pass_by(hours=3)
    desk.sync()
    for order in orders:
        order.change(world.now + timedelta(hours=1), "SHIPPED", parcel())
        order.change(world.now + timedelta(days=1, minutes=5), "SHIPPED", parcel("DELIVERED"))
    world.pass_by(days=1, minutes=3)
    world.tokens = 2
    desk.sync(patience=timedelta(hours=1))
    assert desk.kinds() == set()


def test_an_overdue_order_is_asked_for_once_a_day_however_often_a_sync_runs(desk, world):
    order = world.place(1, ship_in=1)
    world.pass_by(days=1, hours=3)
    for _ in range(4):
        desk.sync()
        world.pass_by(minutes=15)
    assert world.single == {}  # the search told of it on the day it became late
    for _ in range(3):
        world.pass_by(days=1)
        desk.sync()
        world.pass_by(minutes=15)
        desk.sync()
    assert world.single == {order.order_id: 3}
    (late,) = [issue for issue in desk.issues() if issue["issue"] == "late_shipment"]
    days = [proof["values"]["still unshipped on"] for proof in late["evidence"]]
    assert days == ["2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05"]


@pytest.mark.slow
def test_an_order_that_stays_overdue_is_looked_at_ever_more_rarely_and_then_not_at_all(desk, world):
    world.place(1, ship_in=1)
    for _ in range(50):
        world.pass_by(days=1)
        desk.sync(days=200)
    assert 7 < sum(world.single.values()) < 20
    world.single.clear()
    for _ in range(20):
        world.pass_by(days=1)
        desk.sync(days=200)
    assert world.single == {}


@pytest.mark.parametrize("status", ["CANCELLED", "SHIPPED"])
def test_an_order_with_nothing_open_is_not_asked_for(desk, world, status):
    order = world.place(1, ship_in=1)
    order.change(world.now + timedelta(hours=1), status)
    world.pass_by(hours=3)
    desk.sync()
    world.pass_by(days=9)
    desk.sync()
    assert world.single == {}
    assert desk.kinds() == set()


def test_what_amazon_ships_is_never_due(desk, world):
    order = world.place(1, ship_in=1, shipped_by=AMAZON)
    desk.returned(order.order_id)
    world.pass_by(hours=3)
    desk.sync()
    assert world.single == {order.order_id: 1}
    world.pass_by(days=9)
    desk.sync()
    assert world.single == {order.order_id: 1}


def test_what_no_token_was_left_for_is_not_called_late(desk, world):
    world.place(1, ship_in=1)
    world.pass_by(hours=3)
    desk.sync()
    world.pass_by(days=1)
    world.denies.add("getOrder")
    outcome = desk.sync()
    assert desk.kinds() == set()
    assert not outcome.is_complete
    world.denies.clear()
    world.pass_by(hours=1)
    assert desk.sync().is_complete
    assert len(desk.kinds()) == 1


# Orders in trouble, one by one


def test_orders_in_trouble_are_read_while_the_search_waits(desk, world):
    order = world.place(1)
    world.pass_by(days=40)
    desk.returned(order.order_id)
    world.tokens = 0
    desk.sync(patience=timedelta(minutes=1))
    assert desk.snapshots()[order.order_id] == desk.truth(order)


def test_what_amazon_ships_is_read_while_the_search_waits(desk, world):
    order = world.place(1, shipped_by=AMAZON)
    world.pass_by(hours=3)
    desk.returned(order.order_id)
    world.tokens = 0
    desk.sync(patience=timedelta(minutes=1))
    assert desk.snapshots()[order.order_id] == desk.truth(order)


def test_where_amazon_fails_at_every_order_what_it_ships_is_not_asked_for_either(desk, world):
    orders = [world.place(number, shipped_by=AMAZON) for number in range(20)]
    world.pass_by(hours=3)
    desk.returned(*(order.order_id for order in orders))
    world.fails = {order.order_id for order in orders}
    desk.sync()
    assert world.asked["getOrder"] < 6


def test_one_order_amazon_fails_at_keeps_no_other_from_being_read(desk, world):
    orders = [world.place(number) for number in range(6)]
    world.pass_by(days=40)
    desk.returned(*(order.order_id for order in orders))
    world.fails = {orders[0].order_id, orders[3].order_id}
    outcome = desk.sync()
    assert set(desk.snapshots()) == {order.order_id for order in orders} - world.fails
    assert not outcome.is_complete
    world.fails = set()
    world.pass_by(days=1, minutes=1)
    assert desk.sync().is_complete
    assert set(desk.snapshots()) == {order.order_id for order in orders}


def test_where_amazon_fails_at_every_order_the_rest_is_left_to_the_next_sync(desk, world):
    orders = [world.place(number) for number in range(20)]
    world.pass_by(days=40)
    desk.returned(*(order.order_id for order in orders))
    world.fails = {order.order_id for order in orders}
    desk.sync()
    assert world.asked["getOrder"] < 6
    assert "17 orders left to the next sync" in one_by_one(desk)["why"]


def test_an_order_amazon_does_not_know_is_not_asked_for_in_every_sync(desk, world):
    desk.returned("111-9999999-9999999")
    for _ in range(5):
        outcome = desk.sync()
        world.pass_by(hours=1)
    assert world.asked["getOrder"] == 1
    assert outcome.is_complete
    world.pass_by(days=8)
    desk.sync()
    assert world.asked["getOrder"] == 2


def test_what_was_not_reached_is_said_until_it_is(desk, world):
    order = world.place(1)
    world.pass_by(days=40)
    desk.returned(order.order_id)
    world.denies.add("getOrder")
    desk.sync()
    assert one_by_one(desk)["state"] == "refused"
    world.denies.clear()
    world.pass_by(hours=1)
    desk.sync()
    assert one_by_one(desk)["state"] == "read"


def test_an_interrupt_leaves_no_word_of_orders_that_were_not_reached(desk, world):
    orders = [world.place(number) for number in range(9)]
    world.pass_by(days=40)
    desk.returned(*(order.order_id for order in orders))
    assert desk.sync(doom=Doom(24, KeyboardInterrupt)) is None
    assert 0 < world.asked["getOrder"] < 9
    assert one_by_one(desk) is None
    assert desk.sync().is_complete
    assert set(world.single.values()) == {1}


# Orders that cannot be read


def broken_and_whole(world, broken=0):
    orders = [world.place(number) for number in range(5)]
    orders[broken].change(world.now, "UNSHIPPED", broken=True)
    world.page = 2
    world.pass_by(hours=3)
    return orders


def test_an_order_that_cannot_be_read_is_named_and_no_other_is_unread(desk, world):
    orders = broken_and_whole(world)
    outcome = desk.sync()
    assert set(desk.snapshots()) == {order.order_id for order in orders[1:]}
    assert not outcome.is_complete
    assert orders[0].order_id in one_by_one(desk)["why"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("steps", range(0, 40, 3))
def test_an_order_that_cannot_be_read_is_named_whenever_the_sync_was_killed(desk, world, steps):
    orders = broken_and_whole(world)
    desk.sync(doom=Doom(steps))
    said = "" if (latest := one_by_one(desk)) is None else latest["why"]
    for _ in range(2):
        desk.sync()
        said += (one_by_one(desk) or {"why": ""})["why"]
    assert orders[0].order_id in said


def test_an_order_that_could_not_be_read_is_asked_for_again_every_day_until_it_can(desk, world):
    orders = broken_and_whole(world)
    for _ in range(4):
        desk.sync()
        world.pass_by(hours=1)
    # The look-back reads its page again in the first two hours.
    assert 1 <= world.single[orders[0].order_id] <= 4
    world.single.clear()
    world.pass_by(days=1)
    desk.sync()
    assert world.single[orders[0].order_id] == 1
    orders[0].changes[-1] = orders[0].changes[-1].__class__(orders[0].changes[-1].at, "UNSHIPPED")
    world.pass_by(days=1)
    outcome = desk.sync()
    assert outcome.is_complete
    assert one_by_one(desk)["state"] == "read"
    assert desk.snapshots()[orders[0].order_id] == desk.truth(orders[0])


# What an older answer says


def test_an_answer_saved_earlier_does_not_replace_what_is_known_since(desk, world):
    order = world.place(1)
    world.pass_by(hours=1)
    saved = {"orders": [order.as_json(world.now)], "lastUpdatedBefore": world.now.isoformat()}
    order.change(world.now, "SHIPPED", parcel(shipped=world.now))
    world.pass_by(hours=3)
    desk.sync()
    desk.take("saved.json", orjson.dumps(saved))
    assert desk.snapshots()[order.order_id] == desk.truth(order)
    world.pass_by(days=4)
    desk.sync()
    assert desk.kinds() == set()


def test_a_clock_that_is_ahead_makes_no_order_late(desk, world):
    order = world.place(1, ship_in=1)
    desk.returned(order.order_id)
    world.pass_by(hours=20)
    world.off = timedelta(days=1)
    desk.sync()
    assert world.single == {order.order_id: 1}
    assert {kind for _, kind in desk.kinds()} == {"defective"}
    world.off = timedelta(0)
    desk.sync()
    assert {kind for _, kind in desk.kinds()} == {"defective"}
