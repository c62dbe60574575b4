"""Events of v0 as the money that went back for each order, line by line."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.postings import (
    Adjustment,
    Charge,
    ChargeKind,
    OrderPosting,
    PostedItem,
    PostingKind,
    Postings,
    SafetReimbursement,
)
from seller_credits.domain.records import CleanRow, Skipped
from seller_credits.marketplace.sections.posting_money import PostingMoney, money_of_postings

ORDER = "111-0000000-0000001"
LINE = "12345678901234"
WHEN = datetime(2026, 11, 20, 10, tzinfo=UTC)


def usd(amount):
    return Money(Decimal(amount), "USD")


def charge(word, amount, kind=ChargeKind.PRICE):
    return Charge(kind, word, usd(amount))


def an_item(*charges, line=LINE, adjustment: str | None = "A1"):
    return PostedItem(line, adjustment, "MUG", 1, tuple(charges))


def a_posting(*items, kind=PostingKind.REFUND, order: str | None = ORDER, posted=WHEN, charges=()):
    items = items or (an_item(charge("Principal", "-10.00")),)
    return OrderPosting(kind, order, "US", posted, items, tuple(charges))


def money(*postings):
    return [row for row in money_of_postings(postings) if isinstance(row, MoneyRow)]


def test_the_buyer_got_the_price_less_its_promotion_and_neither_tax_nor_fees():
    (row,) = money(
        a_posting(
            an_item(
                charge("Principal", "-22.00"),
                charge("ShippingCharge", "-5.00"),
                charge("Tax", "-2.00"),
                charge("RestockingFee", "3.00"),
                charge("PLM-SAVE10", "2.00", ChargeKind.PROMOTION),
                charge("Commission", "3.30", ChargeKind.FEE),
                charge("MarketplaceFacilitatorTax-Principal", "2.00", ChargeKind.TAX_WITHHELD),
            )
        )
    )

    assert (row.kind, row.book, row.amount) == (MoneyKind.REFUND, "finances v0", usd("22.00"))
    assert (row.order_id, row.order_item_id, row.sku, row.posted) == (ORDER, LINE, "MUG", WHEN)
    assert row.values["OrderAdjustmentItemId"] == "A1"


def test_the_list_says_what_it_is_and_goodwill_stands_apart():
    both = an_item(charge("Principal", "-10.00"), charge("Goodwill", "-3.00"))
    rows = money(
        a_posting(both),
        a_posting(kind=PostingKind.A_TO_Z_CLAIM),
        a_posting(kind=PostingKind.CHARGEBACK),
    )

    assert [row.kind for row in rows] == [
        *(MoneyKind.REFUND, MoneyKind.GOODWILL),
        *(MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK),
    ]
    assert len({row.key for row in rows}) == 4


def test_what_belongs_to_the_order_as_a_whole_names_no_line():
    (row,) = money(a_posting(an_item(), charges=[charge("ShippingCharge", "-4.00")]))
    assert (row.order_item_id, row.sku, row.amount) == (None, None, usd("4.00"))


def test_two_alike_on_one_day_without_an_id_are_two_and_keep_their_keys():
    item = an_item(charge("Principal", "-5.00"), adjustment=None)
    twins = (a_posting(item), a_posting(item))

    keys = [row.key for row in money(*twins)]

    assert len(set(keys)) == 2
    assert keys == [row.key for row in money(*twins)]


def test_everything_else_in_the_books_is_accounted_for():
    reading = PostingMoney()
    page = Postings(
        orders=(a_posting(order=None), a_posting(an_item(charge("Principal", "0.00")))),
        adjustments=(Adjustment("PostageRefund", WHEN, usd("4")),),
        reimbursements=(SafetReimbursement("S1", WHEN, usd("8")),),
        others={"ShipmentEventList": 40, "BrandNewEventList": 2},
    )

    rows = list(reading.rows(page))

    skipped = [row for row in rows if isinstance(row, Skipped)]
    assert [row.reason for row in skipped] == ["money that names no order"] * 3
    assert not any(row.is_bad for row in skipped)
    assert sum(row.rows for row in rows if isinstance(row, CleanRow)) == 1 + 40 + 2
    assert set(reading.unknown) == {("list of events", "BrandNewEventList")}


def test_a_charge_nobody_knows_is_told_and_taken_for_nobodys_money():
    reading = PostingMoney()
    item = an_item(charge("Principal", "-5.00"), charge("MoonFee", "-1.00"))

    (row,) = reading.of_orders([a_posting(item)])

    assert row.amount == usd("5.00")
    assert set(reading.unknown) == {("charge", "MoonFee")}


words = st.sampled_from(["Principal", "Goodwill", "ShippingCharge", "Tax"])
amounts = st.decimals(-50, 50, places=2).map(str)
items = st.builds(
    an_item,
    st.just(charge("Principal", "-1.00")),
    st.builds(charge, words, amounts),
    line=st.sampled_from(["1", "2"]),
    adjustment=st.uuids().map(str),
)
postings = st.lists(
    st.builds(a_posting, items, items, kind=st.sampled_from(PostingKind)), max_size=6
)


@given(postings, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_movements(found, dice):
    shuffled = list(found)
    dice.shuffle(shuffled)

    def known(each):
        return {row.key: (row.kind, row.amount) for row in money(*each)}

    assert known(shuffled) == known(found)
    assert len(known(found)) == len(money(*found))


@given(postings)
def test_what_the_rows_say_is_what_the_charges_add_up_to(found):
    charged = -sum(
        each.amount.amount
        for posting in found
        for item in posting.items
        for each in item.charges
        if each.type != "Tax"
    )
    assert sum(row.amount.amount for row in money(*found)) == charged
