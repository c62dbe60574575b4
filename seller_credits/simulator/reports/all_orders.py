"""GET_FLAT_FILE_ALL_ORDERS_DATA_...: every order line, by order date or by last update."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from seller_credits.simulator.reports.ask import Ask, money, table
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.nouns import AMAZON, Line, Order

HEADER = (
    *("amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date"),
    *("order-status", "fulfillment-channel", "sales-channel", "order-channel"),
    *("ship-service-level", "product-name", "sku", "asin", "item-status", "quantity"),
    *("currency", "item-price", "item-tax", "shipping-price", "shipping-tax"),
    *("gift-wrap-price", "gift-wrap-tax", "item-promotion-discount"),
    *("ship-promotion-discount", "ship-city", "ship-state", "ship-postal-code"),
    *("ship-country", "promotion-ids", "is-business-order", "purchase-order-number"),
    "price-designation",
)
_STATUSES = {
    "PENDING": "Pending",
    "UNSHIPPED": "Unshipped",
    "PARTIALLY_SHIPPED": "PartiallyShipped",
    "SHIPPED": "Shipped",
    "CANCELLED": "Cancelled",
}
_SERVICES = {
    "STANDARD": "Standard",
    "FREE_ECONOMY": "FreeEconomy",
    "EXPEDITED": "Expedited",
    "SECOND_DAY": "SecondDay",
}


def by_last_update(ask: Ask) -> ReportFile | None:
    """Return the orders updated in the span."""
    return _flat_file(ask, lambda order: order.updated)


def by_order_date(ask: Ask) -> ReportFile | None:
    """Return the orders placed in the span."""
    return _flat_file(ask, lambda order: order.created)


def _flat_file(ask: Ask, time_of: Callable[[Order], datetime]) -> ReportFile | None:
    asked = [order for order in ask.world.shop.orders if ask.covers(order, time_of(order))]
    rows = [_row(order, line) for order in sorted(asked, key=time_of) for line in order.lines]
    if not rows:
        return None
    return ReportFile(table(HEADER, rows).encode(), "text/plain;charset=UTF-8")


def _row(order: Order, line: Line) -> list[str]:
    business = "AMAZON_BUSINESS" in order.programs
    buyer = order.buyer
    return [
        *(order.order_id, order.seller_order_id or order.order_id),
        *(_time(order.created), _time(order.updated), _STATUSES[order.status]),
        "Amazon" if order.fulfilled_by == AMAZON else "Merchant",
        *(order.marketplace.name, "", _SERVICES[order.service_level]),
        *(line.product.title, line.product.sku, line.product.asin),
        *(_item_status(order, line), str(line.quantity), *_amounts(order, line)),
        *(buyer.city, buyer.region, buyer.postal_code, order.marketplace.country),
        "PLM-SAVE10-AUTUMN" if line.discount else "",
        *(str(business).lower(), "", "Business Price" if business else ""),
    ]


def _item_status(order: Order, line: Line) -> str:
    if order.status == "PARTIALLY_SHIPPED":
        return "Shipped" if line.fulfilled else "Unshipped"
    return _STATUSES[order.status]


def _amounts(order: Order, line: Line) -> list[str]:
    """Return the currency and the line's money; a pending order shows none."""
    if order.status == "PENDING":
        return [""] * 9
    amounts = (line.price, line.tax, line.shipping, line.shipping_tax)
    shown = [money(amount) for amount in amounts]
    nothing = money(Decimal(0))
    return [order.marketplace.currency, *shown, nothing, nothing, money(line.discount), nothing]


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")
