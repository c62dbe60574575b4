"""GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2: what the account of one store paid out, and for what.

The columns are Amazon's ("Settlement reports attributes", read 2026-11-23, and the promotion id of
downloaded files). Its lines come from the same movements as Finances, and add up to the total its
first row states. American files have ISO dates and points, European ones have points in dates and
commas in amounts. The words for claims and reimbursements are those sellers quote; an assumption.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from seller_credits.simulator.finances.amounts import Share, shares
from seller_credits.simulator.finances.movements import TO_THE_BUYER, Kind, Movement
from seller_credits.simulator.finances.periods import Period
from seller_credits.simulator.finances.postings import Posting, Stage
from seller_credits.simulator.finances.settling import settled
from seller_credits.simulator.finances.wire import LEVY, adjustment_item_id, movement_id
from seller_credits.simulator.reports.ask import Ask, table
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.nouns import AMAZON, Marketplace

HEADER = (
    *("settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date"),
    *("total-amount", "currency", "transaction-type", "order-id", "merchant-order-id"),
    *("adjustment-id", "shipment-id", "marketplace-name", "amount-type", "amount-description"),
    *("amount", "fulfillment-id", "posted-date", "posted-date-time", "order-item-code"),
    *("merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased"),
    "promotion-id",
)
_TYPES = {
    Kind.SALE: "Order",
    Kind.REFUND: "Refund",
    Kind.CLAIM: "A-to-z Guarantee Refund",
    Kind.CHARGEBACK: "Chargeback Refund",
    Kind.REIMBURSEMENT: "SAFE-T Reimbursement",
    Kind.LEVY: LEVY,
}
_PROMOTION = "PLM-SAVE10-AUTUMN"
_EUROPE = "eu"

Part = tuple[str, str, Decimal]


def flat_file(ask: Ask) -> ReportFile | None:
    """Return the report of one period and store, its summary first."""
    world = ask.world
    store = next(each for each in world.shop.marketplaces if each.id in ask.marketplaces)
    rows: list[list[str]] = []
    total = Decimal("0.00")
    period = Period(ask.start, ask.end)
    settlement_id = f"{period.number(ask.start) // 24}{len(store.id)}{store.share:03d}"
    for posting in settled(world.journal, period, world.speed):
        if posting.movement.order.marketplace == store and posting.stage is not Stage.HELD:
            for share in shares(posting.movement):
                for part in _parts(share):
                    rows.append(_line(settlement_id, posting, share, part, len(rows)))
                    total += part[2]
    summary = [settlement_id, *(_instant(each, store) for each in (ask.start, ask.end, ask.end))]
    summary += [_amount(total, store), store.currency]
    rows.insert(0, summary + [""] * (len(HEADER) - len(summary)))
    return ReportFile(table(HEADER, rows).encode(), "text/plain;charset=UTF-8")


def _parts(share: Share) -> Iterator[Part]:
    """Give what a line is made of: amount-type, amount-description, amount; nought is left out."""
    parts = (
        ("ItemPrice", "Principal", share.principal),
        ("ItemPrice", "Tax", share.tax),
        ("ItemPrice", "Shipping", share.shipping),
        ("ItemPrice", "ShippingTax", share.shipping_tax),
        ("ItemPrice", "Goodwill", share.goodwill),
        ("ItemPrice", "RestockingFee", share.kept),
        ("Promotion", "Principal", share.discount),
        ("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -share.tax),
        ("ItemWithheldTax", "MarketplaceFacilitatorTax-Shipping", -share.shipping_tax),
        ("ItemFees", "Commission", share.commission),
        ("ItemFees", "RefundCommission", share.refund_fee),
        ("other-transaction", "SAFE-T Reimbursement", share.reimbursed),
        ("other-transaction", LEVY, share.levied),
    )
    return (part for part in parts if part[2])


def _line(settlement_id: str, posting: Posting, share: Share, part: Part, number: int) -> list[str]:
    movement = posting.movement
    order, store = movement.order, movement.order.marketplace
    kind, description, amount = part
    sold = movement.kind is Kind.SALE and description == "Principal" and kind == "ItemPrice"
    # Some amounts are followed by blanks, as in downloaded files.
    padding = "    " if number % 7 == 0 else ""
    return [
        *(settlement_id, "", "", "", "", "", _TYPES[movement.kind]),
        *(order.order_id, order.seller_order_id or order.order_id, _adjustment(movement, share)),
        *(movement_id(movement)[:9] if movement.kind is Kind.SALE else "", store.name),
        *(kind, description, _amount(amount, store) + padding),
        "AFN" if order.fulfilled_by == AMAZON else "MFN",
        *(_instant(posting.posted, store).split(" ")[0], _instant(posting.posted, store)),
        *(share.line.order_item_id, "", share.adjustment_id, share.line.product.sku),
        *(str(share.quantity) if sold else "", _PROMOTION if kind == "Promotion" else ""),
    ]


def _adjustment(movement: Movement, share: Share) -> str:
    return adjustment_item_id(movement, share) if movement.kind in TO_THE_BUYER else ""


def _amount(amount: Decimal, store: Marketplace) -> str:
    text = f"{amount:.2f}"
    return text.replace(".", ",") if store.region == _EUROPE else text


def _instant(moment: datetime, store: Marketplace) -> str:
    day = "%d.%m.%Y" if store.region == _EUROPE else "%Y-%m-%d"
    return moment.strftime(f"{day} %H:%M:%S UTC")
