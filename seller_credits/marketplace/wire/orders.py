"""One order of the Orders API 2026-01-01 as the house's `Order`.

Lenient on what is new, strict on money: an amount that is no decimal text is an error with its
place, never nought. Of the buyer nothing is read but the anonymised e-mail address, and that goes
no further than the keyed hash made of it; of the recipient, the country.
Model: github.com/amzn/selling-partner-api-models, orders_2026-01-01.json (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from seller_credits.domain.clock import is_of_our_time
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.marketplaces import Marketplace, find_marketplace
from seller_credits.domain.money import Money, NotMoney
from seller_credits.domain.orders import Line, Order, Package
from seller_credits.marketplace.wire import order_model as wire

BuyerOf = Callable[[str], str]
"""Makes of a buyer's address what tells buyers apart and names none: a keyed hash."""

_CHANNELS = {"MERCHANT": Channel.SELLER, "AMAZON": Channel.AMAZON}
_REPLACES = {"REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID"}


def read_order(raw: Mapping[str, Any], buyer_of: BuyerOf | None = None) -> Order:
    """The order in an answer of the Orders API.

    Args:
        raw: the order as it stands in the answer.
        buyer_of: without it, nothing at all is read of the buyer.

    Raises:
        UnreadableSource: a field that is needed is missing or makes no sense; names the order and
            the field.
    """
    try:
        return _order(wire.Order.model_validate(raw), buyer_of)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        why = f"{place}: {first['msg']}"
    except NotMoney as problem:
        why = str(problem)
    raise UnreadableSource(
        f"order {raw.get('orderId', '(without an id)')}, {why}",
        hint="Nothing was taken from this order; the answer does not fit Amazon's own model.",
    )


def _order(order: wire.Order, buyer_of: BuyerOf | None) -> Order:
    channel, shipping = order.sales_channel, order.fulfillment
    store = find_marketplace(channel.marketplace_id)
    lines = tuple(map(_line, order.order_items))
    total = order.proceeds.grand_total if order.proceeds else None
    paid = next((line.paid for line in lines if line.paid is not None), None)
    money = paid if total is None else total
    return Order(
        source=Source.ORDERS,
        order_id=order.order_id,
        marketplace=store.code if store else channel.marketplace_id,
        channel=_CHANNELS.get(shipping.fulfilled_by or ""),
        status=shipping.fulfillment_status,
        placed_at=_utc(order.created_time),
        updated_at=_utc(order.last_updated_time),
        currency=_currency(money, store),
        ship_by=_utc(shipping.ship_by_window.latest),
        deliver_by=_utc(shipping.deliver_by_window.latest),
        total=total,
        prime="PRIME" in order.programs,
        business="AMAZON_BUSINESS" in order.programs,
        replacement_of=_replaced(order.associated_orders),
        service_level=shipping.service_level,
        country=order.recipient.delivery_address.country_code,
        lines=lines,
        packages=tuple(map(_package, order.packages)),
        buyer=_buyer(order.buyer, buyer_of),
    )


def _buyer(buyer: wire.Buyer, buyer_of: BuyerOf | None) -> str | None:
    address = buyer.email.get_secret_value()
    return buyer_of(address.casefold()) if address and buyer_of else None


def _replaced(others: tuple[wire.AssociatedOrder, ...]) -> str | None:
    """The order this one replaces; "" where it replaces one and does not say which."""
    return next((other.order_id or "" for other in others if other.type in _REPLACES), None)


def _currency(money: Money | None, store: Marketplace | None) -> str | None:
    if money is not None:
        return money.currency
    return store.currency if store else None


def _line(item: wire.Item) -> Line:
    product, parts = item.product, item.proceeds.breakdowns if item.proceeds else ()
    unit_price = product.price.unit_price if product.price else None
    paid = _net(parts, "ITEM")
    if paid is None and unit_price is not None:
        paid = unit_price * item.quantity_ordered
    shipping = _net(parts, "SHIPPING")
    if shipping is None and parts and paid is not None:
        shipping = Money.zero(paid.currency)  # the breakdown names all that was paid
    return Line(
        order_item_id=item.order_item_id,
        sku=product.seller_sku,
        asin=product.asin,
        title=product.title,
        quantity=item.quantity_ordered,
        paid=paid,
        shipping=shipping,
    )


def _net(parts: tuple[wire.Breakdown, ...], kind: str) -> Money | None:
    """What the buyer paid of one kind: its subtotals less the discounts on it, without tax."""
    of_kind = [part.subtotal for part in parts if part.type == kind]
    if not of_kind:
        return None
    total = sum(of_kind, Money.zero(of_kind[0].currency))
    for part in parts:
        if part.type == "DISCOUNT":
            total -= _discount(part, kind)
    return total


def _discount(part: wire.Breakdown, kind: str) -> Money:
    """The discount on one kind, without its sign: all of it is the items' where no detail says."""
    none = Money.zero(part.subtotal.currency)
    if not part.details:
        return _unsigned(part.subtotal) if kind == "ITEM" else none
    of_kind = (_unsigned(detail.value) for detail in part.details if detail.subtype == kind)
    return sum(of_kind, none)


def _unsigned(amount: Money) -> Money:
    return Money(abs(amount.amount), amount.currency)


def _package(package: wire.Package) -> Package:
    return Package(
        reference=package.reference,
        status=package.status.status,
        detailed_status=package.status.detailed_status,
        ship_time=_utc(package.ship_time),
        carrier=package.carrier,
        is_tracked=bool(package.tracking_number),
        ship_from=_place(package.ship_from_address),
    )


def _place(address: wire.ShipFrom) -> str | None:
    parts = (address.country_code.upper(), address.state_or_region)
    return "-".join(part for part in parts if part) if parts[0] else None


def _utc(moment: datetime | None) -> datetime | None:
    """The moment in UTC; one that no order can have says nothing."""
    return moment.astimezone(UTC) if moment and is_of_our_time(moment) else None
