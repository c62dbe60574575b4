"""Writes a posting as Finances 2024-06-19 does.

Sources: Amazon's model of that version; the names of the breakdowns, and that the groups around
them carry no amount of their own, as seen in answers to a US seller. Read 2026-11-23. What this
version calls claims, chargebacks and SAFE-T reimbursements is documented nowhere: their words here
are an assumption, near to those of settlement files and of v0, and no more than that.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from seller_credits.simulator.finances.amounts import Share, shares
from seller_credits.simulator.finances.movements import TO_THE_BUYER, Kind, Movement
from seller_credits.simulator.finances.postings import Posting, Stage
from seller_credits.simulator.finances.wire import (
    LEVY,
    Json,
    adjustment_item_id,
    movement_id,
    number,
)
from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.nouns import AMAZON

_NOTHING = Decimal("0.00")
# transactionType, description, the identifier that goes with it (none: empty), its two groups.
_WORDS = {
    Kind.SALE: ("Shipment", "Order Payment", "SHIPMENT_ID", ("Sales", "Expenses")),
    Kind.REFUND: (
        *("Refund", "Refund Order", "REFUND_ID"),
        ("Refunded Sales", "Refunded Expenses"),
    ),
    Kind.CLAIM: (
        *("GuaranteeClaim", "A-to-z Guarantee Claim", "REFUND_ID"),
        ("Refunded Sales", "Refunded Expenses"),
    ),
    Kind.CHARGEBACK: (
        *("Chargeback", "Chargeback", "REFUND_ID"),
        ("Refunded Sales", "Refunded Expenses"),
    ),
    Kind.REIMBURSEMENT: (
        *("SAFETReimbursement", "SAFE-T Reimbursement", ""),
        ("Sales", "Expenses"),
    ),
    Kind.LEVY: (LEVY, "Circularity levy", "", ("Sales", "Expenses")),
}


# The leaves of the two groups, and what of a line each of them shows.
_INCOME: dict[str, Callable[[Share], Decimal]] = {
    "OurPricePrincipal": lambda line: line.principal,
    "OurPriceTax": lambda line: line.tax,
    "OurPriceDiscount": lambda line: line.discount,
    "ShippingPrincipal": lambda line: line.shipping,
    "ShippingTax": lambda line: line.shipping_tax,
    "GoodwillPrincipal": lambda line: line.goodwill,
    "RestockingDeductionPrincipal": lambda line: line.kept,
    "SAFETReimbursement": lambda line: line.reimbursed,
}
_EXPENSES: dict[str, Callable[[Share], Decimal]] = {
    "Commission": lambda line: line.commission,
    "RefundCommission": lambda line: line.refund_fee,
    LEVY: lambda line: line.levied,
}


def status(posting: Posting, now: datetime) -> str:
    """Return the status of a posting as it is told at an instant."""
    if posting.stage is not Stage.HELD:
        return "RELEASED"
    return "DEFERRED_RELEASED" if posting.release_told(now) else "DEFERRED"


def transaction_json(posting: Posting, now: datetime, seller_id: str) -> Json:
    """Return a posting as a transaction; held money and its release are two with one amount."""
    movement = posting.movement
    order = movement.order
    kind, description, _, _ = _WORDS[movement.kind]
    lines = shares(movement)
    answer: Json = {
        "sellingPartnerMetadata": {
            "sellingPartnerId": seller_id,
            "accountType": "Standard Orders",
            "marketplaceId": order.marketplace.id,
        },
        "relatedIdentifiers": _related(posting, now),
        "transactionType": kind,
        "transactionId": _transaction_id(movement, posting.stage),
        "transactionStatus": status(posting, now),
        "description": description,
        "postedDate": iso(posting.posted),
        "totalAmount": _money(movement, sum((line.total for line in lines), _NOTHING)),
        "marketplaceDetails": {
            "marketplaceId": order.marketplace.id,
            "marketplaceName": order.marketplace.name,
        },
        "items": [_item(movement, line) for line in lines],
        "breakdowns": _breakdowns(movement, lines),
    }
    if posting.stage is not Stage.ONLY:
        answer["contexts"] = [
            {
                "contextType": "DeferredContext",
                "deferralReason": "DD7",
                "maturityDate": iso(posting.matures),
            }
        ]
    return answer


def _transaction_id(movement: Movement, stage: Stage) -> str:
    return movement_id(movement, "release" if stage is Stage.RELEASE else "transaction")


def _related(posting: Posting, now: datetime) -> list[Json]:
    movement = posting.movement
    found = {"ORDER_ID": movement.order.order_id}
    if name := _WORDS[movement.kind][2]:
        found[name] = movement_id(movement)[:16]
    if posting.stage is Stage.RELEASE:
        found["DEFERRED_TRANSACTION_ID"] = _transaction_id(movement, Stage.HELD)
    elif posting.stage is Stage.HELD and posting.release_told(now):
        found["RELEASE_TRANSACTION_ID"] = _transaction_id(movement, Stage.RELEASE)
    return [
        {"relatedIdentifierName": each, "relatedIdentifierValue": value}
        for each, value in found.items()
    ]


def _item(movement: Movement, share: Share) -> Json:
    product = share.line.product
    answer: Json = {
        "description": product.title,
        "totalAmount": _money(movement, share.total),
        "breakdowns": _breakdowns(movement, (share,)),
        "contexts": [
            {
                "contextType": "ProductContext",
                "asin": product.asin,
                "sku": product.sku,
                "quantityShipped": share.quantity,
                "fulfillmentNetwork": "AFN" if movement.order.fulfilled_by == AMAZON else "MFN",
            }
        ],
    }
    if movement.kind in TO_THE_BUYER:
        answer["relatedIdentifiers"] = [
            {
                "itemRelatedIdentifierName": "ORDER_ADJUSTMENT_ITEM_ID",
                "itemRelatedIdentifierValue": adjustment_item_id(movement, share),
            }
        ]
    return answer


def _breakdowns(movement: Movement, lines: Iterable[Share]) -> list[Json]:
    lines = tuple(lines)
    income = {name: _sum(of(line) for line in lines) for name, of in _INCOME.items()}
    expenses = {
        "MarketplaceFacilitatorTax-Principal": -income["OurPriceTax"],
        "MarketplaceFacilitatorTax-Shipping": -income["ShippingTax"],
        **{name: _sum(of(line) for line in lines) for name, of in _EXPENSES.items()},
    }
    groups = zip(_WORDS[movement.kind][3], (income, expenses), strict=True)
    return [_group(movement, name, leaves) for name, leaves in groups if any(leaves.values())]


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NOTHING)


def _group(movement: Movement, name: str, leaves: dict[str, Decimal]) -> Json:
    return {
        "breakdownType": name,
        "breakdownAmount": _money(movement, _NOTHING),
        "breakdowns": [
            {"breakdownType": leaf, "breakdownAmount": _money(movement, amount)}
            for leaf, amount in leaves.items()
            if amount
        ],
    }


def _money(movement: Movement, amount: Decimal) -> Json:
    return {
        "currencyCode": movement.order.marketplace.currency,
        "currencyAmount": number(amount),
    }
