"""Whatever happens to a sync, no change of an order is missed and no order is called late falsely.

Orders change at any moment, also between the pages of a search; syncs come just after a change,
are killed, interrupted, short of time, far apart; stores are added, the seller's clock is wrong.
In the end an undisturbed sync knows every order as it is, and all that a sync of a new home finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from seller_credits.domain.marketplaces import find_marketplace
from tests.workflow.desk import Desk
from tests.workflow.world import AMAZON, SELLER, START, Doom, Killed, World, parcel, wanted

pytestmark = pytest.mark.slow
DAYS = 10
FOR_EVER = START + timedelta(days=999)
TRAVELLING = ("PENDING", "IN_TRANSIT", "SHIPPED")

# In minutes from the start. Moments lie close together and collide on purpose: around promises,
# around each other, and within the two minutes that cannot be searched yet.
MOMENTS = st.sampled_from([30, 600, 1438, 1439, 1442, 1445, 2870, 2881, 4000, 4002, 9000])


@dataclass(frozen=True)
class Life:
    """What becomes of one order, placed at the start: what changes, and when."""

    changes: list[tuple[str, int]]
    store: str
    shipped_by: str


@dataclass(frozen=True)
class Run:
    """A sync so many minutes after a change of an order."""

    order: int
    change: int
    minutes: int
    stores: str
    days: float
    steps: int
    end: type[BaseException]
    patience: int
    tokens: int
    off: int


LIVES = st.builds(
    Life,
    st.lists(
        st.tuples(st.sampled_from(["ship", "ship", "touch", "touch", "arrive", "cancel"]), MOMENTS),
        max_size=4,
    ),
    st.sampled_from(["US", "US", "US", "CA"]),
    st.sampled_from([SELLER, SELLER, SELLER, AMAZON]),
)
RUNS = st.builds(
    Run,
    order=st.integers(0, 4),
    change=st.integers(0, 4),
    minutes=st.sampled_from([1, 3, 125]),
    stores=st.sampled_from(["US", "US", "US,CA"]),
    days=st.sampled_from([0.001, 0.5, 3, 10, 10, 10]),
    steps=st.sampled_from([-1, -1, -1, *range(0, 60, 2)]),
    end=st.sampled_from([Killed, KeyboardInterrupt]),
    patience=st.sampled_from([1, 4, 600]),
    tokens=st.sampled_from([0, 1, 2, 30]),
    off=st.sampled_from([0, 0, 0, -300, -5, 5, 300]),
)


def place(world, lives):
    for number, life in enumerate(lives):
        item = world.place(
            number, ship_in=1, deliver_in=2, store=life.store, shipped_by=life.shipped_by
        )
        for what, minutes in sorted(life.changes, key=lambda change: change[1]):
            at, last = START + timedelta(minutes=minutes), item.changes[-1]
            match what:
                case "ship":
                    item.change(at, "SHIPPED", parcel(shipped=at))
                case "arrive":
                    item.change(at, "SHIPPED", parcel("DELIVERED", shipped=at))
                case "touch":
                    item.change(at, last.status, *last.packages)
                case "cancel":
                    item.change(at, "CANCELLED")


def play(desk, run):
    world = desk.world
    items = [item for item in world.items.values() if len(item.changes) > run.change]
    if items:
        anchor = items[run.order % len(items)].changes[run.change].at
        world.now = max(world.now, anchor + timedelta(minutes=run.minutes))
    world.tokens, world.off = run.tokens, timedelta(minutes=run.off)
    desk.stores = tuple(run.stores.split(","))
    doom = Doom(run.steps, run.end)
    desk.sync(days=run.days, doom=doom, patience=timedelta(minutes=run.patience))


def assert_nothing_is_false(desk):
    for issue in desk.issues():
        item = desk.world.items[issue["order_id"]]
        for proof in issue["evidence"]:
            values = proof["values"]
            if "still unshipped on" in values:
                assert was(item, values["still unshipped on"], item.ship_by, unshipped), issue
            elif "not there yet on" in values and "shipTime" not in values["how this is known"]:
                assert was(item, values["not there yet on"], item.deliver_by, on_its_way), issue


def was(item, day, after, so):
    """Whether an order was so at some moment of the store's day, after another moment."""
    store, day = find_marketplace(item.store), date.fromisoformat(day)
    ends = [*(change.at for change in item.changes[1:]), FOR_EVER]
    return any(
        so(change)
        and store.day_of(max(change.at, after)) <= day
        and store.day_of(end) >= day
        and end > after
        for change, end in zip(item.changes, ends, strict=True)
    )


def unshipped(change):
    return change.status == "UNSHIPPED"


def on_its_way(change):
    parcels = (one["packageStatus"]["status"] for one in change.packages)
    return unshipped(change) or any(status in TRAVELLING for status in parcels)


def found(desk):
    """Every issue with all that shows it."""
    return {
        (issue["order_id"], issue["issue"], proof["key"])
        for issue in desk.issues()
        for proof in issue["evidence"]
    }


@pytest.mark.timeout(300)
@settings(max_examples=90, suppress_health_check=list(HealthCheck))
@given(st.lists(LIVES, min_size=1, max_size=5), st.lists(RUNS, max_size=6), st.integers(1, 3))
def test_no_change_is_missed_and_no_order_is_called_late_that_is_not(lives, runs, page):
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "home", World(page=page))
        world = desk.world
        place(world, lives)
        for run in sorted(runs, key=lambda run: (run.change, run.minutes)):
            play(desk, run)
            assert_nothing_is_false(desk)
        last = max(change.at for item in world.items.values() for change in item.changes)
        world.now, world.off, world.tokens = max(world.now, last), timedelta(0), 1000
        world.pass_by(hours=3)
        desk.stores = ("US", "CA")
        assert desk.sync(days=DAYS).is_complete
        known = desk.snapshots()
        for item in wanted(world, DAYS, desk.stores):
            assert known[item.order_id] == desk.truth(item)
        assert_nothing_is_false(desk)
        fresh = Desk(Path(folder) / "fresh", world, desk.stores)
        fresh.sync(days=DAYS)
        event(f"late: {len(fresh.kinds())}")
        assert found(fresh) <= found(desk)
