from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.feeds import Feed
from seller_credits.domain.money import Money
from seller_credits.domain.postings import OrderPosting, PostedItem, PostingKind, Postings, together
from seller_credits.domain.transactions import Identifier, Share, Transaction, counted_once

WHEN = datetime(2026, 11, 20, tzinfo=UTC)


def a_transaction(name, status="RELEASED", **related):
    identifiers = tuple(Identifier(key.upper(), value) for key, value in related.items())
    return Transaction(name, "Refund", status, "Refund Order", WHEN, None, "US", identifiers)


def names(transactions):
    return [each.transaction_id for each in transactions]


HELD = a_transaction("t-1", "DEFERRED_RELEASED", release_transaction_id="t-2")
LET_GO = a_transaction("t-2", "RELEASED", deferred_transaction_id="t-1")
MUTE_HELD = a_transaction("t-1", "DEFERRED_RELEASED")
MUTE_LET_GO = a_transaction("t-2", "RELEASED")


@pytest.mark.parametrize(
    "pair",
    [(HELD, LET_GO), (LET_GO, HELD), (HELD, MUTE_LET_GO), (MUTE_HELD, LET_GO)],
    ids=["each names the other", "the other way round", "only the held", "only the let go"],
)
def test_money_held_back_and_let_go_is_one_refund(pair):
    assert names(counted_once(pair)) == ["t-2"]


@pytest.mark.parametrize("alone", [HELD, LET_GO, a_transaction("t-3", "DEFERRED")])
def test_half_a_pair_is_still_a_refund(alone):
    assert counted_once([alone]) == [alone]


def test_two_transactions_that_do_not_name_each_other_are_two():
    assert names(counted_once([MUTE_HELD, MUTE_LET_GO])) == ["t-1", "t-2"]


def test_a_transaction_without_an_id_is_nobodys_pair():
    nameless = a_transaction(None, "DEFERRED_RELEASED")

    assert counted_once([nameless, nameless]) == [nameless, nameless]


@given(st.permutations(range(8)), st.integers(0, 4))
def test_pairs_are_counted_once_in_whatever_order_they_come(order, paired):
    rows = []
    for number in range(4):
        links = (f"a{number}", f"b{number}") if number < paired else ("", "")
        rows += [
            a_transaction(f"a{number}", "DEFERRED_RELEASED", release_transaction_id=links[1]),
            a_transaction(f"b{number}", "RELEASED", deferred_transaction_id=links[0]),
        ]

    kept = counted_once([rows[place] for place in order])

    assert len(kept) == 8 - paired
    assert names(kept) == [
        rows[place].transaction_id
        for place in order
        if rows[place].transaction_id not in {f"a{number}" for number in range(paired)}
    ]


@pytest.mark.parametrize(
    ("kind", "words", "is_refund"),
    [
        ("Refund", "", True),
        ("REFUND", "Order", True),
        ("Adjustment", "Refund Order", True),
        ("Shipment", "Order Payment", False),
        ("", "", False),
    ],
)
def test_a_refund_is_what_type_or_description_calls_one(kind, words, is_refund):
    assert Transaction("t", kind, "RELEASED", words, WHEN, None, None).is_refund is is_refund


def test_the_order_is_found_among_the_identifiers():
    with_order = a_transaction("t", refund_id="r-1", order_id="111-0000000-0000001")

    assert with_order.order_id == "111-0000000-0000001"
    assert with_order.named("REFUND_ID") == ("r-1",)
    assert a_transaction("t").order_id is None


cents = st.integers(-(10**14), 10**14).map(lambda n: Money(Decimal(n).scaleb(-2), "USD"))


@given(st.lists(cents, min_size=1, max_size=50), cents)
def test_what_the_shares_leave_of_the_total_is_exact_to_the_cent(amounts, total):
    shares = tuple(Share(("Sales",), amount) for amount in amounts)
    booked = Transaction("t", "Refund", "RELEASED", "", WHEN, total, "US", shares=shares)

    units = sum(int(amount.amount.scaleb(2)) for amount in amounts)
    left = Decimal(int(total.amount.scaleb(2)) - units).scaleb(-2)
    assert booked.unexplained == Money(left, "USD")


def test_shares_of_another_currency_explain_nothing():
    shares = (Share(("Sales",), Money(Decimal(1), "EUR")),)
    total = Money(Decimal(1), "USD")

    assert Transaction("t", "", "", "", WHEN, total, None, shares=shares).unexplained is None
    assert Transaction("t", "", "", "", WHEN, total, None).unexplained is None
    assert Transaction("t", "", "", "", WHEN, None, None, shares=shares).unexplained is None


def test_a_share_is_called_by_its_innermost_word():
    nothing = Money.zero("USD")

    assert Share(("Refunded Sales", "GoodwillPrincipal"), nothing).kind == "GoodwillPrincipal"
    assert Share((), nothing).kind == ""


def test_pages_of_the_books_put_together_lose_nothing():
    refund, claim = (
        OrderPosting(kind, "111-0000000-0000001", "US", WHEN)
        for kind in (PostingKind.REFUND, PostingKind.A_TO_Z_CLAIM)
    )

    whole = together(
        [
            Postings(orders=(refund,), others={"ShipmentEventList": 2}),
            Postings(),
            Postings(orders=(claim,), others={"ShipmentEventList": 1, "NewEventList": 1}),
        ]
    )

    assert whole.of(PostingKind.REFUND) == (refund,)
    assert whole.of(PostingKind.A_TO_Z_CLAIM) == (claim,)
    assert whole.of(PostingKind.CHARGEBACK) == ()
    assert whole.others == {"ShipmentEventList": 3, "NewEventList": 1}


def test_only_a_posting_whose_every_line_has_an_adjustments_id_can_be_told_apart():
    named = PostedItem("1", "a-1", None, None, ())
    mute = PostedItem("2", None, None, None, ())

    def apart(*items):
        posting = OrderPosting(PostingKind.REFUND, "o", "US", WHEN, items)
        return posting.can_be_told_apart

    assert apart(named)
    assert not apart(named, mute)
    assert not apart()


@pytest.mark.parametrize(
    ("status", "is_over"),
    [
        ("IN_QUEUE", False),
        ("IN_PROGRESS", False),
        ("DONE", True),
        ("CANCELLED", True),
        ("FATAL", True),
        ("SOMETHING_NEW", False),
    ],
)
def test_a_feed_is_over_once_its_status_will_not_change(status, is_over):
    assert Feed("1", "POST_PAYMENT_ADJUSTMENT_DATA", status, WHEN).is_over is is_over


def test_only_a_feed_that_was_cancelled_unbegun_is_known_to_have_done_nothing():
    def did_nothing(status, started=None):
        return Feed("1", "T", status, WHEN, started_at=started).did_nothing

    assert did_nothing("CANCELLED")
    assert not did_nothing("CANCELLED", WHEN)
    assert not did_nothing("FATAL")
    assert not did_nothing("IN_QUEUE")
