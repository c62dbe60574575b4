"""Transactions as the money that went back: each movement once, however often it is booked."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.records import CleanRow, Skipped
from seller_credits.domain.transactions import (
    Identifier,
    Share,
    Transaction,
    TransactionItem,
    counted_once,
)
from seller_credits.marketplace.sections.transaction_money import (
    TransactionMoney,
    money_of_transactions,
)

ORDER = "111-0000000-0000001"
WHEN = datetime(2026, 11, 20, 10, tzinfo=UTC)


def usd(amount):
    return Money(Decimal(amount), "USD")


def share(word, amount, group="Refunded Sales"):
    return Share((group, word), usd(amount))


def an_item(*shares, sku="MUG", adjustment=None, total=None):
    named = (Identifier("ORDER_ADJUSTMENT_ITEM_ID", adjustment),) if adjustment else ()
    told = (usd(total) if total else None, tuple(shares), named)
    return TransactionItem("Mug", sku, None, 1, "MFN", *told)


def a_refund(*items, name="T1", type_="Refund", description="Refund Order", **changes):
    related = {"ORDER_ID": changes.pop("order", ORDER), **changes.pop("related", {})}
    told = {
        "transaction_id": name,
        "type": type_,
        "status": "RELEASED",
        "description": description,
        "posted_at": WHEN,
        "total": usd("-9.00"),
        "marketplace": "US",
        "identifiers": tuple(Identifier(*pair) for pair in related.items() if pair[1]),
        "items": items or (an_item(share("OurPricePrincipal", "-10.00"), adjustment="A1"),),
    }
    return Transaction(**(told | changes))


def money(*transactions):
    return [row for row in money_of_transactions(transactions) if isinstance(row, MoneyRow)]


def only(*transactions):
    (row,) = money(*transactions)
    return row


def known(rows):
    """What a ledger knows in the end: the latest word about each movement."""
    latest = {row.key: row for row in rows if isinstance(row, MoneyRow)}
    return {key: (row.kind, row.amount, row.is_held) for key, row in latest.items()}


def test_the_buyer_got_price_shipping_and_gift_wrap_net_of_promotions_without_tax_and_fees():
    row = only(
        a_refund(
            an_item(
                share("OurPricePrincipal", "-20.00"),
                share("OurPriceDiscount", "2.00"),
                share("OurPriceTax", "-1.60"),
                share("ShippingPrincipal", "-5.00"),
                share("ShippingTax", "-0.40"),
                share("GiftwrapPrincipal", "-1.00"),
                share("RestockingDeductionPrincipal", "4.00"),
                share("MarketplaceFacilitatorTax-Principal", "1.60", "Refunded Expenses"),
                share("Commission", "3.00", "Refunded Expenses"),
                share("RefundCommission", "-0.60", "Refunded Expenses"),
                share("ShippingChargeback", "0.50", "Refunded Expenses"),
            )
        )
    )

    assert (row.kind, row.amount) == (MoneyKind.REFUND, usd("20.00"))
    assert (row.order_id, row.sku, row.marketplace, row.posted) == (ORDER, "MUG", "US", WHEN)
    assert (row.book, row.words) == ("finances", "Refund: Refund Order")
    assert row.values["Refunded Sales > OurPricePrincipal"] == "-20.00 USD"
    assert "Refunded Expenses > Commission" not in row.values


def test_goodwill_stands_apart_from_what_was_paid():
    rows = money(
        a_refund(
            an_item(
                share("OurPricePrincipal", "-10.00"),
                share("GoodwillPrincipal", "-3.00"),
                adjustment="A1",
            )
        )
    )

    assert [(row.kind, row.amount) for row in rows] == [
        (MoneyKind.REFUND, usd("10.00")),
        (MoneyKind.GOODWILL, usd("3.00")),
    ]
    assert len({row.key for row in rows}) == 2


@pytest.mark.parametrize(
    ("type_", "description", "kind"),
    [
        ("GuaranteeClaim", "", MoneyKind.A_TO_Z_CLAIM),
        ("Refund", "A-to-z Guarantee Refund", MoneyKind.A_TO_Z_CLAIM),
        ("REFUND", "a-TO-Z claim", MoneyKind.A_TO_Z_CLAIM),
        ("Chargeback", "Chargeback Refund", MoneyKind.CHARGEBACK),
        ("Refund", "CHARGEBACK", MoneyKind.CHARGEBACK),
        ("Refund", "Refund Order", MoneyKind.REFUND),
        ("BrandNewThing", "", MoneyKind.REFUND),
    ],
)
def test_claims_and_chargebacks_are_told_by_type_or_description_in_any_case(
    type_, description, kind
):
    assert only(a_refund(type_=type_, description=description)).kind is kind


def test_a_reimbursement_is_what_came_to_the_seller():
    item = an_item(share("SAFETReimbursement", "7.00", "Sales"), total="7.00")
    row = only(a_refund(item, type_="SAFETReimbursement", description="SAFE-T"))

    assert (row.kind, row.amount) == (MoneyKind.REIMBURSEMENT, usd("7.00"))


def test_a_claim_of_which_nothing_says_what_it_is_made_of_is_not_overlooked():
    row = only(a_refund(type_="GuaranteeClaim", items=(), total=usd("-12.00")))
    assert (row.amount, row.sku) == (usd("12.00"), None)


def test_sales_fees_and_refunds_of_nothing_are_clean():
    sale = a_refund(an_item(share("OurPricePrincipal", "20.00", "Sales")), type_="Shipment")
    fee = a_refund(type_="ServiceFee", description="Subscription", items=(), total=usd("-39.99"))
    nothing = a_refund(an_item(share("OurPricePrincipal", "0.00")))
    postage = a_refund(type_="Adjustment", description="PostageRefund", items=(), total=usd("4"))

    rows = list(money_of_transactions((sale, fee, nothing, postage)))

    assert [type(row) for row in rows] == [CleanRow] * 4


def test_money_that_names_no_order_is_skipped_and_is_not_bad():
    (row,) = money_of_transactions([a_refund(order=None)])
    assert (type(row), row.reason, row.is_bad) == (Skipped, "money that names no order", False)


def test_words_nobody_knows_are_told_where_they_stand():
    reading = TransactionMoney()
    item = an_item(share("OurPricePrincipal", "-1.00"), share("LoyaltyThing", "-1.00"))
    list(reading.rows([a_refund(item, type_="Newish", description="", status="ON_ICE")]))

    assert set(reading.unknown) == {
        ("transaction type", "Newish"),
        ("transaction status", "ON_ICE"),
        ("part of a transaction", "LoyaltyThing"),
    }


def test_a_share_without_a_word_stops_nothing_and_is_no_part_of_what_the_buyer_got():
    reading = TransactionMoney()
    item = an_item(Share((), usd("-3.00")), share("OurPricePrincipal", "-10.00"))

    (row,) = reading.rows([a_refund(item)])

    assert row.amount == usd("10.00")
    assert not reading.unknown


# One movement, booked twice

HELD = a_refund(name="H", status="DEFERRED")
LET_GO = a_refund(name="H", status="DEFERRED_RELEASED", related={"RELEASE_TRANSACTION_ID": "R"})
RELEASE = a_refund(name="R", related={"DEFERRED_TRANSACTION_ID": "H"})


def without_adjustment(transaction):
    item = an_item(share("OurPricePrincipal", "-10.00"))
    changes = {name: getattr(transaction, name) for name in transaction.__slots__}
    return Transaction(**(changes | {"items": (item,)}))


@pytest.mark.parametrize("plain", [lambda each: each, without_adjustment])
def test_held_money_keeps_its_key_when_it_is_let_go_weeks_later(plain):
    held = only(plain(HELD))
    first, second = only(plain(LET_GO)), only(plain(RELEASE))

    assert held.is_held
    assert not first.is_held
    assert not second.is_held
    assert held.key == first.key == second.key


def test_an_older_word_does_not_hold_back_again_what_was_let_go():
    assert [row.is_held for row in money(RELEASE, HELD)] == [False]


amounts = st.sampled_from(["-1.00", "-2.50", "-10.00"])


@st.composite
def bookings(draw):
    """Refunds of some orders, held or not; of the held ones both bookings, either, or the first."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        order = f"111-0000000-{draw(st.integers(1, 3)):07}"
        adjustment = draw(st.sampled_from([None, f"A{number}"]))
        word = draw(st.sampled_from(["OurPricePrincipal", "GoodwillPrincipal"]))
        items = (an_item(share(word, draw(amounts)), adjustment=adjustment),)
        one, other = f"H{number}", f"R{number}"
        released = {"RELEASE_TRANSACTION_ID": other}
        pair = [
            a_refund(*items, name=one, order=order, status="DEFERRED_RELEASED", related=released),
            a_refund(*items, name=other, order=order, related={"DEFERRED_TRANSACTION_ID": one}),
        ]
        alone = [a_refund(*items, name=one, order=order)]
        held = [a_refund(*items, name=one, order=order, status="DEFERRED")]
        found += draw(st.sampled_from([pair, pair[:1], pair[1:], alone, held]))
    return found


@given(bookings(), st.randoms(use_true_random=False), st.lists(st.integers(0, 12), max_size=3))
def test_any_order_and_any_paging_give_the_same_movements(found, dice, cuts):
    shuffled = list(found)
    dice.shuffle(shuffled)
    edges = [0, *sorted(min(cut, len(shuffled)) for cut in cuts), len(shuffled)]
    apart = [
        row for start, end in pairwise(edges) for row in money_of_transactions(shuffled[start:end])
    ]

    assert known(apart) == known(money_of_transactions(found))


@given(bookings())
def test_the_movements_add_up_to_the_transactions_counted_once(found):
    moved = sum(amount.amount for _, amount, _ in known(money_of_transactions(found)).values())
    booked = sum(
        -part.amount.amount
        for each in counted_once(found)
        for item in each.items
        for part in item.shares
    )
    assert moved == booked


@given(bookings())
def test_every_transaction_is_accounted_for(found):
    rows = list(money_of_transactions(found))
    assert len(rows) == len(found)


def test_a_refund_booked_first_as_held_and_seen_again_is_one_for_all_readings():
    rows = [*money(HELD), *money(LET_GO, RELEASE)]
    assert list(known(rows).values()) == [(MoneyKind.REFUND, usd("10.00"), False)]
