"""The events of the Finances API v0 as the house's `Postings`.

Refunds, A-to-z claims and chargebacks all come as a `ShipmentEvent`; every member may be missing.
Model: github.com/amzn/selling-partner-api-models, financesV0.json (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import AliasChoices, ConfigDict, Field
from pydantic.alias_generators import to_pascal

from seller_credits.domain.postings import (
    AdjustedItem,
    Adjustment,
    Charge,
    ChargeKind,
    OrderPosting,
    PostedItem,
    PostingKind,
    SafetReimbursement,
)
from seller_credits.marketplace.wire.lenient import Amount, Instant, Lenient, store_code


class _Wire(Lenient):
    model_config = ConfigDict(alias_generator=to_pascal)


class _Part(_Wire):
    """A charge, a fee or a promotion: one shape with differing names."""

    type: str = Field(
        default="", validation_alias=AliasChoices("ChargeType", "FeeType", "PromotionType")
    )
    amount: Amount = Field(
        default=None,
        validation_alias=AliasChoices("ChargeAmount", "FeeAmount", "PromotionAmount"),
    )


class _Withheld(_Wire):
    taxes_withheld: tuple[_Part, ...] = ()


class _Item(_Wire):
    order_item_id: str | None = None
    order_adjustment_item_id: str | None = None
    sku: str | None = Field(default=None, alias="SellerSKU")
    quantity_shipped: int | None = None
    item_charge_list: tuple[_Part, ...] = ()
    item_charge_adjustment_list: tuple[_Part, ...] = ()
    item_fee_list: tuple[_Part, ...] = ()
    item_fee_adjustment_list: tuple[_Part, ...] = ()
    item_tax_withheld_list: tuple[_Withheld, ...] = ()
    promotion_list: tuple[_Part, ...] = ()
    promotion_adjustment_list: tuple[_Part, ...] = ()
    cost_of_points_granted: Amount = None
    cost_of_points_returned: Amount = None


class _OrderEvent(_Wire):
    amazon_order_id: str | None = None
    marketplace_name: str | None = None
    posted_date: Instant | None = None
    order_charge_list: tuple[_Part, ...] = ()
    order_charge_adjustment_list: tuple[_Part, ...] = ()
    shipment_fee_list: tuple[_Part, ...] = ()
    shipment_fee_adjustment_list: tuple[_Part, ...] = ()
    order_fee_list: tuple[_Part, ...] = ()
    order_fee_adjustment_list: tuple[_Part, ...] = ()
    shipment_item_list: tuple[_Item, ...] = ()
    shipment_item_adjustment_list: tuple[_Item, ...] = ()


class _AdjustedItem(_Wire):
    sku: str | None = Field(default=None, alias="SellerSKU")
    asin: str | None = Field(default=None, alias="ASIN")
    quantity: str = ""
    total_amount: Amount = None


class _Adjustment(_Wire):
    adjustment_type: str = ""
    posted_date: Instant | None = None
    store_name: str | None = None
    adjustment_amount: Amount = None
    adjustment_item_list: tuple[_AdjustedItem, ...] = ()


class _Reimbursement(_Wire):
    claim_id: str | None = Field(default=None, alias="SAFETClaimId")
    posted_date: Instant | None = None
    reimbursed_amount: Amount = None
    reason_code: str = ""


def read_order_posting(kind: PostingKind, raw: Any) -> OrderPosting:
    """One refund, claim or chargeback; pydantic's ValidationError where it makes no sense."""
    event = _OrderEvent.model_validate(raw)
    fees = (
        event.shipment_fee_list,
        event.shipment_fee_adjustment_list,
        event.order_fee_list,
        event.order_fee_adjustment_list,
    )
    return OrderPosting(
        kind=kind,
        order_id=event.amazon_order_id,
        marketplace=store_code(event.marketplace_name),
        posted_at=event.posted_date,
        items=tuple(map(_item, (*event.shipment_item_list, *event.shipment_item_adjustment_list))),
        charges=(
            *_charges(
                ChargeKind.PRICE, event.order_charge_list, event.order_charge_adjustment_list
            ),
            *_charges(ChargeKind.FEE, *fees),
        ),
    )


def read_adjustment(raw: Any) -> Adjustment:
    """One correction of the account; pydantic's ValidationError where it makes no sense."""
    event = _Adjustment.model_validate(raw)
    items = (
        AdjustedItem(item.sku, item.asin, item.quantity, item.total_amount)
        for item in event.adjustment_item_list
    )
    return Adjustment(
        type=event.adjustment_type,
        posted_at=event.posted_date,
        amount=event.adjustment_amount,
        store=event.store_name,
        items=tuple(items),
    )


def read_reimbursement(raw: Any) -> SafetReimbursement:
    """One SAFE-T payment; pydantic's ValidationError where it makes no sense."""
    event = _Reimbursement.model_validate(raw)
    return SafetReimbursement(
        claim_id=event.claim_id,
        posted_at=event.posted_date,
        amount=event.reimbursed_amount,
        reason=event.reason_code,
    )


def _item(item: _Item) -> PostedItem:
    withheld = (tax.taxes_withheld for tax in item.item_tax_withheld_list)
    points = (
        Charge(ChargeKind.POINTS, name, amount)
        for name, amount in (
            ("CostOfPointsGranted", item.cost_of_points_granted),
            ("CostOfPointsReturned", item.cost_of_points_returned),
        )
        if amount is not None
    )
    return PostedItem(
        order_item_id=item.order_item_id,
        adjustment_id=item.order_adjustment_item_id,
        sku=item.sku,
        quantity=item.quantity_shipped,
        charges=(
            *_charges(ChargeKind.PRICE, item.item_charge_list, item.item_charge_adjustment_list),
            *_charges(ChargeKind.FEE, item.item_fee_list, item.item_fee_adjustment_list),
            *_charges(ChargeKind.TAX_WITHHELD, *withheld),
            *_charges(ChargeKind.PROMOTION, item.promotion_list, item.promotion_adjustment_list),
            *points,
        ),
    )


def _charges(kind: ChargeKind, *lists: Iterable[_Part]) -> Iterator[Charge]:
    for parts in lists:
        for part in parts:
            if part.amount is not None:
                yield Charge(kind, part.type, part.amount)
