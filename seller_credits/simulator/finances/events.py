"""Writes postings as Finances v0 does: events in lists by their kind.

Source: Amazon's model financesV0, read 2026-11-23. Held money is no event until it is let go.
"""

from collections.abc import Iterable
from decimal import Decimal

from seller_credits.simulator.finances.amounts import Share, shares
from seller_credits.simulator.finances.movements import Kind, Movement
from seller_credits.simulator.finances.postings import Posting, Stage
from seller_credits.simulator.finances.wire import LEVY, Json, adjustment_item_id, number
from seller_credits.simulator.query import iso

_LISTS = {
    Kind.SALE: "ShipmentEventList",
    Kind.REFUND: "RefundEventList",
    Kind.CLAIM: "GuaranteeClaimEventList",
    Kind.CHARGEBACK: "ChargebackEventList",
    Kind.REIMBURSEMENT: "SAFETReimbursementEventList",
    Kind.LEVY: "ServiceFeeEventList",
}
# What this shop never has, but the marketplace lists all the same.
_EMPTY_LISTS = ("RetrochargeEventList", "AdjustmentEventList")
_PROMOTION = "PLM-SAVE10-AUTUMN"


def events_json(postings: Iterable[Posting]) -> Json:
    """Return the events of some postings; what is still held is left out."""
    answer: Json = {name: [] for name in (*_LISTS.values(), *_EMPTY_LISTS)}
    for posting in postings:
        if posting.stage is not Stage.HELD:
            answer[_LISTS[posting.movement.kind]].append(_event(posting))
    return answer


def _event(posting: Posting) -> Json:
    if posting.movement.kind is Kind.REIMBURSEMENT:
        return _reimbursement(posting)
    if posting.movement.kind is Kind.LEVY:
        return _service_fee(posting)
    movement = posting.movement
    order = movement.order
    sold = movement.kind is Kind.SALE
    items = [_item(movement, share) for share in shares(movement)]
    return {
        "AmazonOrderId": order.order_id,
        "SellerOrderId": order.seller_order_id or order.order_id,
        "MarketplaceName": order.marketplace.name,
        "PostedDate": iso(posting.posted),
        "ShipmentItemList" if sold else "ShipmentItemAdjustmentList": items,
    }


def _reimbursement(posting: Posting) -> Json:
    """Return a SAFE-T reimbursement, which names no order: the claim's id is all there is."""
    movement = posting.movement
    (share,) = shares(movement)
    return {
        "PostedDate": iso(posting.posted),
        "SAFETClaimId": movement.reference,
        "ReimbursedAmount": _money(movement, share.reimbursed),
        "ReasonCode": "CarrierDamage",
        "SAFETReimbursementItemList": [
            {
                "itemChargeList": _components(
                    movement, "Charge", {"SAFE-TReimbursement": share.reimbursed}
                ),
                "productDescription": share.line.product.title,
                "quantity": str(share.quantity),
            }
        ],
    }


def _service_fee(posting: Posting) -> Json:
    """Return a levy as a fee of the order; v0 has no date for these."""
    movement = posting.movement
    (share,) = shares(movement)
    return {
        "AmazonOrderId": movement.order.order_id,
        "FeeReason": LEVY,
        "FeeList": _components(movement, "Fee", {LEVY: share.levied}),
        "SellerSKU": share.line.product.sku,
    }


def _item(movement: Movement, share: Share) -> Json:
    """Return one line; the lists of a refund or a claim are named adjustments."""
    line = share.line
    adjusts = movement.kind is not Kind.SALE
    kind = "Adjustment" if adjusts else ""
    charges = {
        "Principal": share.principal,
        "Tax": share.tax,
        "ShippingCharge": share.shipping,
        "ShippingTax": share.shipping_tax,
        "Goodwill": share.goodwill,
        "RestockingFee": share.kept,
    }
    fees = {"Commission": share.commission, "RefundCommission": share.refund_fee}
    answer: Json = {
        "SellerSKU": line.product.sku,
        "OrderItemId": line.order_item_id,
        "QuantityShipped": share.quantity,
        f"ItemCharge{kind}List": _components(movement, "Charge", charges),
        f"ItemFee{kind}List": _components(movement, "Fee", fees),
        "ItemTaxWithheldList": _withheld(movement, share),
    }
    if adjusts:
        answer["OrderAdjustmentItemId"] = adjustment_item_id(movement, share)
    if share.discount:
        answer[f"Promotion{kind}List"] = [
            {
                "PromotionType": "PromotionMetaDataDefinitionValue",
                "PromotionId": _PROMOTION,
                "PromotionAmount": _money(movement, share.discount),
            }
        ]
    return answer


def _withheld(movement: Movement, share: Share) -> list[Json]:
    taxes = {
        "MarketplaceFacilitatorTax-Principal": -share.tax,
        "MarketplaceFacilitatorTax-Shipping": -share.shipping_tax,
    }
    withheld = _components(movement, "Charge", taxes)
    if not withheld:
        return []
    return [{"TaxCollectionModel": "MarketplaceFacilitator", "TaxesWithheld": withheld}]


def _components(movement: Movement, name: str, amounts: dict[str, Decimal]) -> list[Json]:
    return [
        {f"{name}Type": kind, f"{name}Amount": _money(movement, amount)}
        for kind, amount in amounts.items()
        if amount
    ]


def _money(movement: Movement, amount: Decimal) -> Json:
    return {
        "CurrencyCode": movement.order.marketplace.currency,
        "CurrencyAmount": number(amount),
    }
