"""Writes an order as the Orders API 2026-01-01 does, with the data sets that were asked for."""

from decimal import Decimal
from typing import Any

from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.nouns import AMAZON, Line, Order, Parcel, Warehouse, Window

Json = dict[str, Any]

DATA_SETS = frozenset(
    {
        *("BUYER", "RECIPIENT", "PROCEEDS", "EXPENSE", "PROMOTION", "CANCELLATION"),
        *("FULFILLMENT", "PACKAGES", "TAX", "PAYMENT", "FULFILLMENT_ORDERS"),
    }
)


def order_json(
    order: Order, wanted: frozenset[str], *, detailed_status: bool, names_buyers: bool = True
) -> Json:
    """Return the order; what was not asked for is absent, as is what the marketplace keeps back."""
    answer: Json = {
        "orderId": order.order_id,
        "createdTime": iso(order.created),
        "lastUpdatedTime": iso(order.updated),
        "programs": list(order.programs),
        "salesChannel": {
            "channelName": "AMAZON",
            "marketplaceId": order.marketplace.id,
            "marketplaceName": order.marketplace.name,
        },
        "orderItems": [_line(order, line, wanted) for line in order.lines],
    }
    if order.seller_order_id:
        alias = {"aliasId": order.seller_order_id, "aliasType": "SELLER_ORDER_ID"}
        answer["orderAliases"] = [alias]
    if order.replaces:
        original = {"orderId": order.replaces, "associationType": "REPLACEMENT_ORIGINAL_ID"}
        answer["associatedOrders"] = [original]
    if "BUYER" in wanted and names_buyers:
        answer["buyer"] = _buyer(order)
    if "RECIPIENT" in wanted:
        answer["recipient"] = {"deliveryAddress": _address(order)}
    if "PROCEEDS" in wanted and _is_priced(order):
        answer["proceeds"] = _order_proceeds(order)
    if "PAYMENT" in wanted and _is_priced(order):
        paid = {"paymentMethod": "Other", "paymentAmount": _money(order, order.total)}
        answer["payment"] = {"paymentExecutions": [paid]}
    if "FULFILLMENT" in wanted:
        answer["fulfillment"] = _fulfilment(order)
    if "PACKAGES" in wanted and order.parcels:
        answer["packages"] = [
            _parcel(parcel, detailed_status=detailed_status) for parcel in order.parcels
        ]
    return answer


def _is_priced(order: Order) -> bool:
    """Return whether money is shown: it is not while the payment is pending."""
    return order.status != "PENDING"


def _money(order: Order, amount: Decimal) -> Json:
    return {"amount": f"{amount:.2f}", "currencyCode": order.marketplace.currency}


def _window(window: Window) -> Json:
    return {"earliestDateTime": iso(window.earliest), "latestDateTime": iso(window.latest)}


def _fulfilment(order: Order) -> Json:
    return {
        "fulfillmentStatus": order.status,
        "fulfilledBy": order.fulfilled_by,
        "fulfillmentServiceLevel": order.service_level,
        "shipByWindow": _window(order.ship_by),
        "deliverByWindow": _window(order.deliver_by),
    }


def _buyer(order: Order) -> Json:
    buyer = {"buyerName": order.buyer.name}
    if order.fulfilled_by != AMAZON:
        buyer["buyerEmail"] = order.buyer.email
    if "AMAZON_BUSINESS" in order.programs and order.buyer.company:
        buyer["buyerCompanyName"] = order.buyer.company
        buyer["buyerPurchaseOrderNumber"] = f"PO-{order.order_id[-5:]}"
    return buyer


def _address(order: Order) -> Json:
    buyer = order.buyer
    address = {
        "name": buyer.name,
        "addressLine1": buyer.street,
        "city": buyer.city,
        "stateOrRegion": buyer.region,
        "postalCode": buyer.postal_code,
        "countryCode": order.marketplace.country,
        "addressType": "COMMERCIAL" if buyer.company else "RESIDENTIAL",
    }
    if order.fulfilled_by != AMAZON and order.delivered is None:
        address["phone"] = buyer.phone
    return address


def _line(order: Order, line: Line, wanted: frozenset[str]) -> Json:
    business = "AMAZON_BUSINESS" in order.programs
    product: Json = {
        "asin": line.product.asin,
        "title": line.product.title,
        "sellerSku": line.product.sku,
        "condition": {"conditionType": "NEW", "conditionSubtype": "NEW"},
    }
    if _is_priced(order):
        product["price"] = {"unitPrice": _money(order, line.unit_price)}
        if business:
            product["price"]["priceDesignation"] = "BUSINESS_PRICE"
    item: Json = {
        "orderItemId": line.order_item_id,
        "quantityOrdered": line.quantity,
        "programs": [],
        "product": product,
    }
    if "PROCEEDS" in wanted and _is_priced(order):
        item["proceeds"] = _line_proceeds(order, line)
    if "PROMOTION" in wanted and line.discount:
        item["promotion"] = {"breakdowns": [{"promotionId": "PLM-SAVE10-AUTUMN"}]}
    if "CANCELLATION" in wanted and order.cancelled_by:
        item["cancellation"] = _cancellation(order)
    if "FULFILLMENT" in wanted:
        left = 0 if order.cancelled_by else line.quantity - line.fulfilled
        item["fulfillment"] = {"quantityFulfilled": line.fulfilled, "quantityUnfulfilled": left}
    if "TAX" in wanted and line.tax:
        collected = {
            "model": "MARKETPLACE_FACILITATOR",
            "responsibleParty": "Amazon Services, Inc.",
        }
        item["tax"] = {"taxCollections": [collected]}
    return item


def _cancellation(order: Order) -> Json:
    reasons = {
        "BUYER": "ORDER_CREATED_BY_MISTAKE",
        "MERCHANT": "NO_INVENTORY",
        "AMAZON": "PAYMENT_NOT_RECEIVED",
    }
    reason = reasons[order.cancelled_by]
    answer: Json = {
        "cancellationExecution": {"cancelledBy": order.cancelled_by, "cancelReason": reason}
    }
    if order.cancelled_by == "BUYER":
        answer["cancellationRequest"] = {"requester": "BUYER", "cancelReason": reason}
    return answer


def _line_proceeds(order: Order, line: Line) -> Json:
    breakdowns: list[Json] = [{"type": "ITEM", "subtotal": _money(order, line.price)}]
    if line.shipping:
        breakdowns.append({"type": "SHIPPING", "subtotal": _money(order, line.shipping)})
    if line.discount:
        breakdowns.append({"type": "DISCOUNT", "subtotal": _money(order, -line.discount)})
    if line.tax or line.shipping_tax:
        parts = [("ITEM", line.tax), ("SHIPPING", line.shipping_tax)]
        breakdowns.append(
            {
                "type": "TAX",
                "subtotal": _money(order, line.tax + line.shipping_tax),
                "detailedBreakdowns": [
                    {"subtype": subtype, "value": _money(order, value)}
                    for subtype, value in parts
                    if value
                ],
            }
        )
    return {"proceedsTotal": _money(order, line.total), "breakdowns": breakdowns}


def _order_proceeds(order: Order) -> Json:
    zero = Decimal("0.00")
    sums = {
        "ITEM": sum((line.price for line in order.lines), zero),
        "SHIPPING": sum((line.shipping for line in order.lines), zero),
        "DISCOUNT": -sum((line.discount for line in order.lines), zero),
        "TAX": sum((line.tax + line.shipping_tax for line in order.lines), zero),
    }
    return {
        "grandTotal": _money(order, order.total),
        "breakdowns": [
            {"type": kind, "subtotal": _money(order, amount)}
            for kind, amount in sums.items()
            if amount or kind == "ITEM"
        ],
    }


def _warehouse(warehouse: Warehouse) -> Json:
    return {
        "name": warehouse.name,
        "addressLine1": warehouse.street,
        "city": warehouse.city,
        "stateOrRegion": warehouse.region,
        "postalCode": warehouse.postal_code,
        "countryCode": warehouse.country,
    }


def _parcel(parcel: Parcel, *, detailed_status: bool) -> Json:
    status = {"status": parcel.status}
    if detailed_status:
        status["detailedStatus"] = parcel.detailed_status
    answer: Json = {
        "packageReferenceId": parcel.reference,
        "createdTime": iso(parcel.created),
        "packageStatus": status,
        "carrier": parcel.carrier.name,
        "shippingService": parcel.carrier.service,
        "trackingNumber": parcel.tracking_number,
        "shipFromAddress": _warehouse(parcel.warehouse),
        "packageItems": [
            {"orderItemId": item, "quantity": quantity} for item, quantity in parcel.contents
        ],
    }
    if parcel.shipped is not None:
        answer["shipTime"] = iso(parcel.shipped)
    return answer
