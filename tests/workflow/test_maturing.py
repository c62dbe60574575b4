"""Outcomes: each troubled order gets one when nothing more can come, and not before."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from seller_credits.domain.issuances import Status
from seller_credits.domain.issues import Source
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.measurement.outcomes import Waiting
from seller_credits.workflow.maturing import horizon_of
from tests.measurement.troubles import FOUND, at, trouble
from tests.workflow.aftermath import LONG, Aftermath
from tests.workflow.approvals import order_id


@pytest.fixture
def shop(home):
    """Order 1 with something damaged, and a policy that gives a fifth back."""
    shop = Aftermath(home)
    shop.rules()
    shop.troubled(1)
    return shop


def entries_of(shop, kind):
    with closing(shop.house()) as house:
        return [each for each in house.ledger.history(order_id(1)) if each.kind == kind]


def test_an_order_of_which_nothing_more_can_come_has_its_outcome(shop):
    shop.grows_old()
    assert shop.matures().recorded == 1
    assert shop.outcomes() == {1: "nothing"}
    assert shop.faults() == []


def test_claims_are_counted_from_the_promise_and_the_rest_from_the_order(shop):
    with closing(shop.house()) as house:
        windows = house.settings.windows()
    promised, placed = at(days=4), at(days=-6)
    found = horizon_of(trouble(promised=promised, placed=placed), windows)
    assert found.claim == promised + timedelta(days=90)
    assert found.feedback == placed + timedelta(days=90)
    assert found.chargeback == found.until == placed + timedelta(days=120)


def test_where_promise_and_order_are_not_known_all_is_counted_from_the_finding(shop):
    with closing(shop.house()) as house:
        windows = house.settings.windows()
    found = horizon_of(trouble(promised=None, placed=None), windows)
    assert (found.claim, found.until) == (at(days=90), at(days=120))
    of_a_day = horizon_of(trouble(placed=FOUND.date()), windows)
    assert found.until - timedelta(days=1) < of_a_day.until < found.until


def test_it_is_recorded_once(shop):
    shop.grows_old()
    shop.matures()
    assert shop.matures().written == 0
    assert len(entries_of(shop, "outcome")) == 1


def test_while_something_can_still_come_there_is_none(shop):
    shop.grows_old(days=100)
    assert shop.matures().waiting == {Waiting.OPEN: 1}
    assert shop.outcomes() == {}


def test_a_claim_waits_for_the_windows_like_any_other_outcome(shop):
    shop.pass_by(days=5)
    shop.taken(1)
    shop.reads()
    assert shop.matures().waiting == {Waiting.OPEN: 1}
    shop.grows_old()
    shop.matures()
    assert shop.outcomes() == {1: "claim"}


@pytest.mark.parametrize(
    ("happens", "word"),
    [
        (lambda shop: shop.taken(1), "claim"),
        (lambda shop: shop.taken(1, MoneyKind.CHARGEBACK), "chargeback"),
        (lambda shop: shop.stars(1, "2"), "negative_feedback"),
        (lambda shop: shop.stars(1, "3"), "nothing"),
        (lambda shop: shop.stars(1, "5"), "nothing"),
        (lambda shop: (shop.stars(1, "1"), shop.taken(1)), "claim"),
    ],
)
def test_the_gravest_thing_is_the_outcome(shop, happens, word):
    shop.credits(1)
    shop.pass_by(days=9)
    happens(shop)
    shop.grows_old()
    shop.matures()
    assert shop.outcomes() == {1: word}


def test_what_was_before_the_credit_is_no_outcome_of_it(shop):
    shop.stars(1)
    shop.pass_by(days=3)
    shop.credits(1)
    shop.grows_old()
    shop.matures()
    recorded = shop.known(1).recorded
    assert recorded.word == "nothing"
    assert [str(each.what) for each in recorded.before] == ["negative_feedback"]
    assert recorded.credited_by == shop.issuances()[0].issuance_id


def test_feedback_of_the_day_of_the_credit_counts_as_afterwards(shop):
    shop.stars(1)
    shop.credits(1)
    shop.grows_old()
    shop.matures()
    assert shop.outcomes() == {1: "negative_feedback"}


@pytest.mark.parametrize(
    ("read", "waiting"),
    [(Source.FINANCES, Waiting.FEEDBACK), (Source.FEEDBACK, Waiting.BOOKS)],
)
def test_a_source_that_was_not_read_keeps_it_from_maturing_and_says_so(shop, read, waiting):
    shop.pass_by(days=LONG)
    shop.reads(read)
    assert shop.matures().waiting == {waiting: 1}


def test_a_gap_of_a_week_in_the_reading_is_a_gap(shop):
    shop.pass_by(days=LONG)
    shop.reads(Source.FINANCES)
    shop.reads(Source.FEEDBACK, days=40)
    shop.reads(Source.FEEDBACK, days=90, until=47)
    assert shop.matures().waiting == {Waiting.FEEDBACK: 1}
    shop.reads(Source.FEEDBACK, days=10, until=40)
    assert shop.matures().recorded == 1


def test_feedback_of_another_store_says_nothing(shop):
    shop.grows_old()
    shop.troubled(2)
    with closing(shop.house()) as house:
        times = house.ledger.measuring.read_times("default", Source.FEEDBACK)
    assert {store for store, _ in times} == {"US"}


def test_a_credit_on_its_way_is_waited_for(shop):
    issuance = shop.approves(shop.of(1)).issuance
    shop.moves(issuance, Status.INTENDED, Status.UNKNOWN)
    shop.grows_old()
    assert shop.matures().waiting == {Waiting.ON_ITS_WAY: 1}
    shop.moves(issuance, Status.ABSENT)
    assert shop.matures().recorded == 1
    assert shop.known(1).recorded.credited_by is None


def test_what_came_to_light_later_takes_its_place_and_names_it(shop):
    shop.credits(1)
    shop.grows_old()
    shop.matures()
    (old,) = entries_of(shop, "outcome")
    shop.pass_by(days=3)
    shop.taken(1)
    assert shop.matures().corrected == 1
    assert shop.outcomes() == {1: "claim"}
    newest = entries_of(shop, "outcome")[-1]
    assert newest.seq > old.seq
    assert f'"replaces":{{"seq":{old.seq},"outcome":"nothing"}}' in newest.payload
    assert shop.matures().written == 0
    assert shop.faults() == []


def test_more_of_the_same_news_corrects_nothing(shop):
    shop.taken(1)
    shop.grows_old()
    shop.matures()
    shop.taken(1, key="claim-2")
    assert shop.matures().written == 0


def test_an_order_without_a_credit_has_an_outcome_too(shop):
    shop.declines(shop.of(1))
    shop.pass_by(days=4)
    shop.stars(1)
    shop.grows_old()
    shop.matures()
    recorded = shop.known(1).recorded
    assert (recorded.word, recorded.credited_by) == ("negative_feedback", None)


def test_what_the_buyer_did_is_no_trouble_with_an_outcome_of_its_own(shop):
    shop.pass_by(days=2)
    shop.stars(1)
    shop.grows_old()
    assert shop.matures().recorded == 1


def test_what_was_recorded_by_hand_counts_as_given(shop):
    shop.pass_by(days=1)
    shop.records(shop.of(1))
    shop.grows_old()
    shop.matures()
    assert shop.known(1).recorded.credited_by is not None
