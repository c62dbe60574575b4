"""The account's books are read beside the orders: each booking once, and honestly in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from seller_credits.domain.coverage import Span
from seller_credits.marketplace.plans import Book
from seller_credits.workflow.books import leaf
from tests.workflow.desk import Desk
from tests.workflow.world import START, Claim, Doom, World

LAG = timedelta(hours=48)


@pytest.fixture
def world():
    world = World(now=START + timedelta(days=40))
    world.place(1, ship_in=60, deliver_in=90)
    return world


@pytest.fixture
def desk(home, world):
    return Desk(home, world, books=tuple(Book))


def claimed(world, *days_ago):
    """A claim for one order each, posted so many days ago."""
    for number, days in enumerate(days_ago, len(world.claims) + 1):
        order_id = f"111-7777777-{number:07}"
        world.claims.append(Claim(order_id, world.now - timedelta(days=days)))


def claims(desk):
    return [issue["order_id"] for issue in desk.issues() if issue["issue"] == "a_to_z_claim"]


def covered(desk, name="finances v0"):
    (window,) = (window for window in desk.windows("finances") if window["name"] == name)
    return window


def test_a_claim_in_both_books_is_one_issue_that_the_finances_show(desk, world):
    claimed(world, 5)

    outcome = desk.sync()

    (issue,) = desk.issues()
    assert (issue["issue"], issue["order_id"]) == ("a_to_z_claim", "111-7777777-0000001")
    assert [proof["source"] for proof in issue["evidence"]] == ["finances", "finances"]
    assert (outcome.issues, outcome.found, outcome.merged) == (1, 1, 1)


def test_a_second_sync_adds_nothing_and_accounts_for_what_it_reads_again(desk, world):
    claimed(world, 2.5, 5, 20)
    desk.sync()

    again = desk.sync()

    assert (again.issues, again.found) == (0, 0)
    assert again.records == again.merged + again.clean + again.skipped.total()
    assert len(claims(desk)) == 3


@pytest.mark.parametrize("book", Book)
def test_what_is_known_of_a_book_ends_two_days_before_it_was_read(desk, world, book):
    now = world.clock()

    desk.sync()

    window = covered(desk, book)
    assert datetime.fromisoformat(window["until"]) == now - LAG
    assert datetime.fromisoformat(window["since"]) == now - timedelta(days=30)


def test_a_booking_that_shows_only_after_two_days_is_read_then(desk, world):
    desk.sync()
    claimed(world, 0)
    desk.sync()
    assert claims(desk) == []

    world.pass_by(days=2, hours=1)
    desk.sync()

    assert len(claims(desk)) == 1


def test_what_a_short_sync_wants_is_read_back_to_where_the_books_are_sure(desk, world):
    claimed(world, 2.5)
    wanted = world.clock()

    desk.sync(days=1)

    assert len(claims(desk)) == 1
    since = datetime.fromisoformat(covered(desk)["since"])
    assert since == wanted - timedelta(days=3)


def test_money_let_go_after_weeks_is_found_under_its_old_date(desk, world):
    desk.sync()
    claimed(world, 20)

    outcome = desk.sync()

    (issue,) = desk.issues()
    assert outcome.issues == 1
    assert [proof["values"].get("list") for proof in issue["evidence"]] == [
        "GuaranteeClaimEventList"
    ]


@pytest.mark.exhaustive
@pytest.mark.parametrize("steps", range(0, 60, 3))
def test_a_sync_that_is_killed_goes_on_and_each_claim_is_one_issue(desk, world, steps):
    world.page = 2
    claimed(world, 3, 4, 5, 12, 13, 26)
    desk.sync(doom=Doom(steps))

    desk.sync()

    assert sorted(claims(desk)) == sorted(claim.order_id for claim in world.claims)
    assert datetime.fromisoformat(covered(desk)["until"]) > world.now - LAG - timedelta(hours=1)


def test_a_killed_sync_reads_no_portion_again_that_was_recorded(desk, world):
    world.tokens = 0  # the search has to wait, and the books are read meanwhile
    claimed(world, 3, 26)
    desk.sync(doom=Doom(25))
    asked = world.asked["listTransactions"]

    desk.sync()

    assert world.asked["listTransactions"] - asked < asked + 3


def test_without_the_role_each_book_is_refused_and_the_orders_are_read(desk, world):
    world.denies = {"listTransactions", "listFinancialEvents"}

    outcome = desk.sync()

    states = {window.name: window.state for window in outcome.windows}
    assert {states[book] for book in Book} == {"refused"}
    assert states["orders US"] == "empty"


def test_what_time_does_not_reach_is_unknown_and_the_next_sync_reads_it(desk, world):
    world.in_time = {"listTransactions": 1, "listFinancialEvents": 2}
    claimed(world, 3, 26)

    outcome = desk.sync()
    early = claims(desk)
    world.in_time = {}
    desk.sync()

    states = {(window.name, window.state) for window in outcome.windows if window.name in set(Book)}
    assert states == {(book, state) for book in Book for state in ("read", "unknown")}
    assert len(early) == 1
    assert len(claims(desk)) == 2


def test_a_book_in_which_nothing_stands_is_empty(desk):
    desk.sync()
    assert covered(desk)["state"] == "empty"


def test_a_window_of_years_is_read_in_weeks_without_gap_or_overlap(world):
    wanted = Span(world.now - timedelta(days=400), world.now)

    spans = leaf(Book.TRANSACTIONS, wanted, ()).spans

    assert spans[0].until == world.now
    assert spans[-1].since == wanted.since
    assert all(later.since == earlier.until for later, earlier in pairwise(spans))
    assert max(span.length for span in spans) <= timedelta(days=7) + LAG
