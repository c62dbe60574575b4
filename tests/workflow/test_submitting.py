"""What is approved goes once, as it was approved, and only while it still holds."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from seller_credits.domain.issuances import LineShare
from seller_credits.domain.issues import Channel
from seller_credits.domain.money import Money
from seller_credits.marketplace.errors import (
    MarketplaceFailed,
    OutOfTime,
    RequestRefused,
    Unanswered,
    Unreachable,
)
from seller_credits.workflow.handing_in import intend
from tests.workflow.counter import Seller, line_id, order_id, results

ONE, TWO, THREE = order_id(1), order_id(2), order_id(3)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A home with three orders; each test works on a copy of its own."""
    home = tmp_path_factory.mktemp("stocked") / "home"
    Seller(home).stocks(3)
    return home


@pytest.fixture
def seller(home, stocked):
    shutil.copytree(stocked, home)
    return Seller(home)


def test_what_is_approved_is_handed_in_in_one_feed_and_paid_once(seller):
    seller.sells(3)
    keys = seller.approves(1, 2, 3)
    done = seller.submits()

    assert {result for result, _ in results(done).values()} == {"submitted"}
    assert seller.desk.paid() == {f"{key}-1": 1 for key in keys}
    assert len(seller.desk.feeds) == 1
    assert set(seller.stands().values()) == {"submitted"}
    assert seller.faults() == []


def test_what_was_handed_in_is_never_handed_in_again(seller):
    seller.sells(1)
    seller.approves(1)
    seller.submits()
    seller.pass_by(days=30)

    assert seller.submits().items == []
    assert seller.desk.asked == 1


def test_to_look_writes_and_sends_nothing(seller):
    seller.sells(1)
    seller.approves(1)
    before = seller.entries()

    assert seller.looks() == {ONE: None}
    assert seller.entries() == before
    assert seller.desk.asked == 0


def test_the_intent_is_on_disk_before_the_call(seller):
    seller.sells(1)
    seller.approves(1)
    seen = []
    seller.desk.before_pay = lambda: seen.append(seller.stands())
    seller.submits()

    assert seen == [{ONE: "intended"}]


def test_the_submission_says_which_bytes_were_handed_in(seller):
    seller.sells(2)
    seller.approves(1, 2)
    seller.submits()
    with closing(seller.house()) as house:
        (submission,) = house.ledger.submissions("default")

    (_, document), *_ = seller.desk.feeds
    assert submission.document_digest == sha256(document).hexdigest()
    assert (submission.count, submission.feed_id) == (2, "feed-1")


# how the call ends


@pytest.mark.parametrize(
    "ending",
    [
        Unanswered("no answer", may_have_happened=True),
        MarketplaceFailed("500", may_have_happened=True),
    ],
)
def test_a_lost_answer_is_unknown_and_never_sent_again(seller, ending):
    seller.sells(1)
    (key,) = seller.approves(1)
    seller.desk.endings[1] = ending
    done = seller.submits()

    assert results(done)[ONE][0] == "unknown"
    assert done.problem is ending
    assert seller.submits().items == []
    assert seller.desk.paid() == {f"{key}-1": 1}


@pytest.mark.parametrize(
    "ending",
    [
        RequestRefused("400", may_have_happened=False),
        Unreachable("no route", may_have_happened=False),
        OutOfTime("no turn"),
    ],
)
def test_what_the_marketplace_surely_never_had_is_approved_still_and_goes_the_next_time(
    seller, ending
):
    seller.sells(1)
    (key,) = seller.approves(1)
    seller.desk.endings[1], seller.desk.happens = ending, False
    done = seller.submits()

    assert results(done) == {ONE: ("waits", "not_handed_in")}
    assert seller.stands() == {ONE: "approved"}
    assert results(seller.submits())[ONE][0] == "submitted"
    assert seller.desk.paid() == {f"{key}-1": 1}


@pytest.mark.parametrize("ending", [KeyboardInterrupt(), MemoryError(), ValueError("a bug")])
def test_whatever_cuts_the_call_short_leaves_it_unknown(seller, ending):
    seller.sells(1)
    seller.approves(1)
    seller.desk.endings[1] = ending
    with pytest.raises(type(ending)):
        seller.submits()

    assert seller.stands() == {ONE: "unknown"}


def test_what_a_dead_process_intended_is_lost_and_looked_for(seller):
    seller.sells(2)
    key, _ = seller.approves(1, 2)
    with closing(seller.house()) as house, house.ledger.writing("default", seller.now) as writer:
        writer.issuing.move(key, "intended", {"submission_id": "h-1", "message_id": 1})
    done = seller.submits()

    assert [each.issuance_id for each in done.lost] == [key]
    assert seller.stands() == {ONE: "unknown", TWO: "submitted"}
    assert f"{key}-1" not in seller.desk.paid()


def test_while_one_remedy_of_an_order_is_unknown_no_other_of_it_goes(seller):
    seller.sells(1)
    (key,) = seller.approves(1)
    seller.approves(1, suggestion_id=None, issue_id=None, ordinal=None, issuance_id="sc-other")
    seller.moves(key, "intended", "unknown")

    assert seller.looks() == {ONE: "order_in_flight"}


# what keeps it


def test_a_refund_is_held_for_a_while_after_its_approval(seller):
    seller.terms = replace(seller.terms, hold=timedelta(hours=2))
    seller.sells(1)
    seller.approves(1)

    assert seller.looks() == {ONE: "hold"}
    seller.pass_by(hours=2)
    assert seller.looks() == {ONE: None}


def test_the_first_refund_in_a_store_goes_alone_until_it_is_proven(seller):
    seller.terms = replace(seller.terms, canary=True)
    seller.sells(2)
    keys = seller.approves(1, 2)
    first = results(seller.submits())
    gone = next(key for key, name in zip(keys, (ONE, TWO), strict=True) if first[name][1] is None)

    assert sorted(code or "" for _, code in first.values()) == ["", "canary"]
    assert set(seller.looks().values()) == {"canary"}
    seller.moves(gone, "accepted", "confirmed")
    assert set(seller.looks().values()) == {None}


def test_after_a_first_refund_that_came_out_otherwise_a_person_must_look(seller):
    seller.terms = replace(seller.terms, canary=True)
    seller.sells(2)
    keys = seller.approves(1, 2)
    first = results(seller.submits())
    gone = next(key for key, name in zip(keys, (ONE, TWO), strict=True) if first[name][1] is None)
    seller.moves(gone, "mismatched")

    assert set(seller.looks().values()) == {"canary"}


@pytest.mark.parametrize("cap", ["max_per_run", "max_per_day"])
def test_what_is_above_a_cap_waits_whole(seller, cap):
    seller.terms = replace(seller.terms, **{cap: (Money.parse("9.00 USD"),)})
    seller.sells(3)
    seller.approves(1, 2, 3)
    done = results(seller.submits())

    assert sorted(code or "" for _, code in done.values()) == ["", "", cap]
    rest = next(iter(seller.looks().values()))
    assert rest == (None if cap == "max_per_run" else cap)
    seller.pass_by(hours=13)
    assert next(iter(seller.looks().values())) is None


def test_no_single_refund_goes_above_its_cap(seller):
    seller.terms = replace(seller.terms, max_refund=(Money.parse("4.19 USD"),))
    seller.sells(1)
    seller.approves(1)

    assert seller.looks() == {ONE: "max_refund"}


def test_nothing_goes_while_somebody_has_stopped_it(seller):
    seller.sells(1)
    seller.approves(1)
    seller.stops()

    assert results(seller.submits()) == {ONE: ("waits", "stopped")}
    assert seller.desk.asked == 0


def test_a_stop_that_comes_while_orders_are_read_stops_it(seller):
    seller.sells(1)
    seller.approves(1)
    seller.desk.reading = lambda _: seller.stops()

    assert results(seller.submits()) == {ONE: ("waits", "stopped")}
    assert seller.desk.asked == 0


def test_what_nobody_confirmed_does_not_go(seller):
    seller.sells(2)
    first, _ = seller.approves(1, 2)
    done = results(seller.submits(confirmed=[first]))

    assert done == {ONE: ("submitted", None), TWO: ("waits", "not_confirmed")}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"channel": Channel.AMAZON}, "fulfilled_by_amazon"),
        ({"status": "CANCELLED"}, "cancelled"),
        ({"status": "UNSHIPPED"}, "not_shipped"),
        ({"replacement_of": order_id(9)}, "replacement_order"),
    ],
)
def test_an_order_that_cannot_be_refunded_any_more_is_decided_anew(seller, changes, code):
    seller.sells(1)
    seller.approves(1)
    seller.order(1, **changes)

    assert results(seller.submits()) == {ONE: ("superseded", code)}
    assert seller.desk.asked == 0
    assert seller.stands() == {ONE: "superseded"}
    assert seller.suggested(1)["remedy"] in {"none", "review"}


def test_an_order_that_turns_out_to_be_of_prime_is_left_to_a_person(seller):
    seller.sells(1)
    seller.approves(1)
    seller.order(1, prime=True)

    assert results(seller.submits()) == {ONE: ("refused", "prime")}
    assert seller.stands() == {ONE: "approved"}


def test_a_line_the_order_does_not_have_is_not_refunded(seller):
    seller.sells(1)
    seller.approves(1)
    line = replace(seller.desk.orders[ONE].lines[0], order_item_id=line_id(7))
    seller.order(1, lines=(line,))

    assert results(seller.submits()) == {ONE: ("refused", "line_unknown")}


def test_an_order_the_marketplace_does_not_know_waits(seller):
    seller.sells(1)
    seller.approves(1)
    seller.desk.orders.clear()

    assert results(seller.submits()) == {ONE: ("waits", "unread")}


def test_an_order_that_cannot_be_read_waits_and_the_others_go(seller):
    def fails(name):
        if name == ONE:
            raise Unanswered("no answer")

    seller.sells(2)
    seller.approves(1, 2)
    seller.desk.reading = fails
    done = results(seller.submits())

    assert done == {ONE: ("waits", "unread"), TWO: ("submitted", None)}


def test_what_somebody_refunded_by_hand_meanwhile_is_not_refunded_again(seller):
    seller.sells(2)
    seller.approves(1, 2)
    seller.refunds_by_hand(1)
    done = seller.submits()

    assert results(done) == {ONE: ("superseded", "refunded_since"), TWO: ("submitted", None)}
    (why,) = [item.hurdle.why for item in done.items if item.hurdle]
    assert "4.20 USD on 2026-11-23 20:00 UTC" in why
    assert seller.stands()[ONE] == "superseded"
    assert len(seller.desk.paid()) == 1


def test_what_a_sync_learnt_of_a_refund_by_hand_after_the_approval_counts_too(seller):
    seller.sells(1)
    seller.approves(1)
    seller.refunds_by_hand(1)
    with closing(seller.house()) as house, house.ledger.writing("default", seller.now) as writer:
        writer.money_seen(*seller.desk.money[ONE])

    assert seller.looks() == {ONE: "refunded_since"}


def test_a_refund_that_was_known_at_the_approval_keeps_nothing(seller):
    seller.sells(1)
    seller.refunds_by_hand(1, "1.00 USD")
    with closing(seller.house()) as house, house.ledger.writing("default", seller.now) as writer:
        writer.money_seen(*seller.desk.money[ONE])
    seller.approves(1)

    assert results(seller.submits())[ONE][0] == "submitted"


def test_other_rules_that_came_since_change_nothing_of_what_is_approved(seller):
    seller.sells(1)
    seller.approves(1)
    policy = (seller.home / "policy.yaml").read_text().replace("42%", "60%")
    seller.policy(policy)

    assert seller.looks() == {ONE: None}


def test_what_was_decided_by_a_policy_that_is_not_active_any_more_does_not_go(seller):
    seller.sells(1)
    seller.approves(1)
    seller.revokes()

    assert results(seller.submits()) == {ONE: ("refused", "not_active")}
    assert seller.stands() == {ONE: "approved"}


def test_what_the_same_rules_now_see_otherwise_is_decided_anew(seller):
    seller.sells(1)
    seller.approves(1)
    line = replace(seller.desk.orders[ONE].lines[0], paid=Money.parse("30.00 USD"))
    seller.order(1, lines=(line,))

    assert results(seller.submits()) == {ONE: ("superseded", "decided_otherwise")}
    assert seller.suggested(1)["amount"] == "6.30"
    assert seller.suggested(1)["status"] == "proposed"


def test_what_a_person_changed_stands_while_enough_is_left(seller):
    seller.sells(1)
    seller.approves(1, amount="7.00 USD", reason="a good customer")
    line = replace(seller.desk.orders[ONE].lines[0], paid=Money.parse("30.00 USD"))
    seller.order(1, lines=(line,))

    assert results(seller.submits())[ONE][0] == "submitted"


def test_what_is_above_what_is_left_is_decided_anew(seller):
    seller.sells(1)
    seller.approves(1, amount="25.00 USD", reason="all of it")

    assert results(seller.submits()) == {ONE: ("superseded", "less_left")}


def test_what_cost_shipping_is_given_back_as_such(seller):
    seller.sells(1)
    seller.approves(1, amount="22.00 USD", reason="nearly all of it")
    seller.submits()
    (_, document), *_ = seller.desk.feeds

    assert b'<Type>Principal</Type>\n            <Amount currency="USD">20.00' in document
    assert b'<Type>Shipping</Type>\n            <Amount currency="USD">2.00' in document


def test_a_line_without_an_id_cannot_be_refunded_here(seller):
    seller.sells(1)
    seller.approves(1, lines=(LineShare(None, "MUG-RED", Money.parse("4.20 USD")),))

    assert seller.looks() == {ONE: "no_order_item_id"}


@pytest.mark.parametrize("remedy", ["replacement", "return_and_refund"])
def test_what_a_person_does_waits_for_one(seller, remedy):
    seller.sells(1)
    seller.approves(1, remedy=remedy, reason="better so")

    assert seller.looks() == {ONE: "by_hand"}


def test_of_two_remedies_of_one_order_one_goes_at_a_time(seller):
    seller.sells(1)
    (first,) = seller.approves(1)
    seller.approves(1, suggestion_id=None, issue_id=None, ordinal=None, issuance_id="sc-other")
    done = seller.submits()

    assert sorted(item.result for item in done.items) == ["submitted", "waits"]
    assert seller.desk.paid() == {f"{first}-1": 1}
    assert line_id(1).encode() in seller.desk.feeds[0][1]


def test_of_two_who_planned_the_same_refund_only_one_intends_it(seller):
    """As from two machines that do not share a lock."""
    seller.sells(1)
    seller.approves(1)
    with closing(seller.house()) as here, closing(seller.house()) as there:
        first, second = seller.outbox(here), seller.outbox(there)
        planned, same = first.foreseen(), second.foreseen()
        intent, _ = intend(first, "US", planned, b"document")
        none, otherwise = intend(second, "US", same, b"document")

    assert intent is not None
    assert none is None
    assert [each.hurdle.code for each in otherwise] == ["changed"]
    assert seller.stands() == {ONE: "intended"}


def test_what_was_withdrawn_while_its_order_was_read_does_not_go(seller):
    seller.sells(2)
    key, _ = seller.approves(1, 2)
    seller.desk.reading = lambda name: name == ONE and seller.moves(key, "withdrawn")

    assert results(seller.submits())[ONE] == ("waits", "changed")

    assert seller.stands() == {ONE: "withdrawn", TWO: "submitted"}
    assert f"{key}-1" not in seller.desk.paid()


def test_where_returns_were_not_read_lately_it_says_so(seller):
    seller.sells(1)
    seller.approves(1)
    seller.pass_by(hours=25)
    (remark,) = seller.submits().remarks

    assert remark.startswith("The returns of US were last read on 2026-11-23 20:00 UTC")
