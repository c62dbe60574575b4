"""What is known of an order comes back whole: money, labels, its arrival, its buyer."""

from dataclasses import replace
from datetime import timedelta

from seller_credits.domain.cases import BuyerHistory, Delivery, Look, OrderCase
from seller_credits.domain.moved_money import MoneyKind

from .conftest import NOW, ORDER, label, money, order, sighting


def case(ledger, order_id: str = ORDER) -> OrderCase:
    with ledger.writing("default", NOW) as writer:
        return writer.cases([order_id])[order_id]


def placed(ledger, order_id: str, days_ago: int, **changes):
    """An order of some days ago, with what went wrong with it and what was given back."""
    with ledger.writing("default", NOW) as writer:
        before = replace(order(order_id), placed_at=NOW - timedelta(days=days_ago), **changes)
        writer.order_seen(before, Look(NOW, None))


def test_money_that_moved_comes_back_by_its_latest_word(filled):
    assert case(filled).money == [money(is_held=False)]


def test_a_label_comes_back_as_it_was_read(filled):
    assert case(filled).label == label()


def test_when_it_arrived_comes_back(filled):
    assert case(filled).delivery == Delivery(None, NOW)


def test_everything_that_was_recorded_is_drawn_anew_alike(filled):
    assert list(filled.verify()) == []


def test_a_first_order_of_a_buyer_has_no_history(filled):
    assert case(filled).buyer == BuyerHistory(0, 0, 0)


def test_earlier_orders_of_the_same_buyer_are_counted(filled):
    placed(filled, "111-0000000-0000001", days_ago=30)
    placed(filled, "111-0000000-0000002", days_ago=20)
    placed(filled, "111-0000000-0000003", days_ago=10)
    with filled.writing("default", NOW) as writer:
        writer.issue_seen("i-7", NOW, sighting("111-0000000-0000002", key="other"))
        writer.money_seen(money("111-0000000-0000003", key="m-7"))

    assert case(filled).buyer == BuyerHistory(orders=3, issues=1, credits=1, credited=(NOW,))


def test_later_orders_are_no_history(filled):
    placed(filled, "111-0000000-0000004", days_ago=-1)

    assert case(filled).buyer == BuyerHistory(0, 0, 0)


def test_another_buyers_orders_are_no_history(filled):
    placed(filled, "111-0000000-0000005", days_ago=5, buyer="c" * 32)

    assert case(filled).buyer == BuyerHistory(0, 0, 0)


def test_another_accounts_orders_are_no_history(filled):
    with filled.writing("other", NOW) as writer:
        before = replace(order("111-0000000-0000006"), placed_at=NOW - timedelta(days=3))
        writer.order_seen(before, Look(NOW, None))

    assert case(filled).buyer == BuyerHistory(0, 0, 0)


def test_money_that_came_to_the_seller_is_no_credit(filled):
    placed(filled, "111-0000000-0000007", days_ago=8)
    with filled.writing("default", NOW) as writer:
        back = money("111-0000000-0000007", key="m-8", kind=MoneyKind.REIMBURSEMENT)
        writer.money_seen(back)

    assert case(filled).buyer == BuyerHistory(orders=1, issues=0, credits=0)


def test_without_anything_to_tell_buyers_by_nothing_is_known(filled):
    placed(filled, "111-0000000-0000008", days_ago=5, buyer=None)

    assert case(filled, "111-0000000-0000008").buyer is None
