"""Events of the Finances API v0, in the house's words."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from seller_credits.domain.money import Money
from seller_credits.domain.postings import Charge, ChargeKind, PostingKind
from seller_credits.marketplace.wire.postings import (
    read_adjustment,
    read_order_posting,
    read_reimbursement,
)

WHEN = "2026-11-20T10:00:00Z"


def usd(amount):
    return {"CurrencyCode": "USD", "CurrencyAmount": amount}


def charge(kind, amount):
    return {"ChargeType": kind, "ChargeAmount": usd(amount)}


def a_refund(*items, **members):
    return {
        "AmazonOrderId": "111-0000000-0000001",
        "SellerOrderId": "own-1",
        "MarketplaceName": "Amazon.com",
        "PostedDate": WHEN,
        "ShipmentItemAdjustmentList": list(items),
    } | members


def an_item(*charges, **members):
    return {
        "SellerSKU": "MUG-RED",
        "OrderItemId": "123456789012345",
        "OrderAdjustmentItemId": "a-1",
        "QuantityShipped": 1,
        "ItemChargeAdjustmentList": list(charges),
    } | members


def test_a_refund_is_read_line_by_line_with_amazons_sign():
    posting = read_order_posting(
        PostingKind.REFUND, a_refund(an_item(charge("Goodwill", Decimal("-5.00"))))
    )

    assert (posting.kind, posting.order_id, posting.marketplace) == (
        PostingKind.REFUND,
        "111-0000000-0000001",
        "US",
    )
    assert posting.posted_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    (item,) = posting.items
    assert (item.order_item_id, item.adjustment_id, item.sku, item.quantity) == (
        "123456789012345",
        "a-1",
        "MUG-RED",
        1,
    )
    assert item.charges == (Charge(ChargeKind.PRICE, "Goodwill", Money(Decimal("-5.00"), "USD")),)


def test_every_kind_of_amount_of_a_line_is_kept_apart():
    item = an_item(
        charge("Principal", -10),
        ItemChargeList=[charge("Tax", -1)],
        ItemFeeAdjustmentList=[{"FeeType": "Commission", "FeeAmount": usd(2)}],
        ItemTaxWithheldList=[
            {
                "TaxCollectionModel": "MarketplaceFacilitator",
                "TaxesWithheld": [charge("MarketplaceFacilitatorTax-Principal", 1)],
            }
        ],
        PromotionAdjustmentList=[
            {"PromotionType": "PromotionMetaDataDefinitionValue", "PromotionAmount": usd(3)}
        ],
        CostOfPointsReturned=usd(4),
    )

    (read,) = read_order_posting(PostingKind.REFUND, a_refund(item)).items

    assert [(each.kind, each.type, each.amount.amount) for each in read.charges] == [
        (ChargeKind.PRICE, "Tax", -1),
        (ChargeKind.PRICE, "Principal", -10),
        (ChargeKind.FEE, "Commission", 2),
        (ChargeKind.TAX_WITHHELD, "MarketplaceFacilitatorTax-Principal", 1),
        (ChargeKind.PROMOTION, "PromotionMetaDataDefinitionValue", 3),
        (ChargeKind.POINTS, "CostOfPointsReturned", 4),
    ]


def test_amounts_of_the_order_as_a_whole_are_kept_too():
    posting = read_order_posting(
        PostingKind.CHARGEBACK,
        a_refund(
            OrderChargeAdjustmentList=[charge("Principal", -7)],
            OrderFeeAdjustmentList=[{"FeeType": "Fee", "FeeAmount": usd(1)}],
        ),
    )

    assert [(each.kind, each.amount.amount) for each in posting.charges] == [
        (ChargeKind.PRICE, -7),
        (ChargeKind.FEE, 1),
    ]


def test_a_charge_without_an_amount_is_none():
    posting = read_order_posting(
        PostingKind.REFUND, a_refund(an_item({"ChargeType": "Tax", "ChargeAmount": None}))
    )

    assert posting.items[0].charges == ()


def test_an_empty_posting_makes_nothing_up():
    posting = read_order_posting(PostingKind.A_TO_Z_CLAIM, {})

    assert (posting.order_id, posting.posted_at, posting.items, posting.charges) == (
        None,
        None,
        (),
        (),
    )


def test_an_adjustment_is_read_with_its_items():
    read = read_adjustment(
        {
            "AdjustmentType": "FBAInventoryReimbursement",
            "PostedDate": WHEN,
            "StoreName": "Amazon.com",
            "AdjustmentAmount": usd(12),
            "AdjustmentItemList": [
                {"SellerSKU": "MUG-RED", "ASIN": "B0", "Quantity": "2", "TotalAmount": usd(12)}
            ],
        }
    )

    assert (read.type, read.amount) == (
        "FBAInventoryReimbursement",
        Money(Decimal(12), "USD"),
    )
    (item,) = read.items
    assert (item.sku, item.asin, item.quantity) == ("MUG-RED", "B0", "2")


def test_a_safe_t_reimbursement_names_its_claim():
    read = read_reimbursement(
        {
            "SAFETClaimId": "s-1",
            "PostedDate": WHEN,
            "ReimbursedAmount": usd(Decimal("8.40")),
            "ReasonCode": "Damaged",
        }
    )

    assert (read.claim_id, read.reason) == ("s-1", "Damaged")
    assert read.amount == Money(Decimal("8.40"), "USD")


@pytest.mark.parametrize(
    "raw",
    [
        "refund",
        None,
        a_refund("mug"),
        a_refund(PostedDate="yesterday"),
        a_refund(an_item(charge("Principal", Decimal("NaN")))),
        a_refund(an_item(QuantityShipped="several")),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(raw):
    with pytest.raises(ValidationError):
        read_order_posting(PostingKind.REFUND, raw)


@given(st.lists(st.integers(-(10**13), 10**13), max_size=20))
def test_every_cent_of_a_refund_arrives(cents):
    charges = [charge("Principal", Decimal(each).scaleb(-2)) for each in cents]

    posting = read_order_posting(PostingKind.REFUND, a_refund(an_item(*charges)))

    arrived = [each.amount.amount for item in posting.items for each in item.charges]
    assert sum(arrived, Decimal(0)) == Decimal(sum(cents)).scaleb(-2)
