"""Fulfillment Outbound 2020-07-01: sending goods from the seller's stock at Amazon to a buyer.

The address goes to Amazon and nowhere else: no error and no noun holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.shipments import (
    Address,
    Placed,
    ShipmentLine,
    ShipmentOrder,
    ShipmentPreview,
    ShipmentRequest,
    Tracking,
)
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.errors import CallProblem, NotFound, RequestRefused
from seller_credits.marketplace.operations import (
    CANCEL_FULFILLMENT_ORDER,
    CREATE_FULFILLMENT_ORDER,
    GET_FULFILLMENT_ORDER,
    GET_FULFILLMENT_PREVIEW,
    GET_PACKAGE_TRACKING,
    LIST_FULFILLMENT_ORDERS,
)
from seller_credits.marketplace.sections.instants import written
from seller_credits.marketplace.sections.outbound_rules import flaws
from seller_credits.marketplace.sections.paging import Paging
from seller_credits.marketplace.wire.shipments import (
    OneOrder,
    OrderPage,
    PackageTracking,
    Previews,
)


def preview(caller: Caller, request: ShipmentRequest) -> tuple[ShipmentPreview, ...]:
    """What sending this would cost and when it would arrive, at each speed; nothing is sent.

    Raises:
        UsageProblem: Amazon would not take it as it is.
    """
    _check(request)
    (store_id,) = marketplace_ids([request.marketplace])
    body = {
        "marketplaceId": store_id,
        "address": _address(request.address),
        "items": [_item(line) for line in request.lines],
    }
    private = tuple(request.address.private_words())
    answer = ask(caller, GET_FULFILLMENT_PREVIEW, Previews, body=body, private=private)
    return answer.nouns()


def create(caller: Caller, request: ShipmentRequest) -> Placed:
    """Have the goods sent, once: the order id makes a second request for the same a refusal.

    So a request whose answer is lost is repeated, and where it is refused then, the order is looked
    up: one of the same lines is this one.

    Raises:
        UsageProblem: Amazon would not take it as it is; nothing was sent.
        RequestRefused: Amazon did not take it, and has no such order.
        CallProblem: as any call; where the last answer was lost, `get` tells what became of it.
    """
    _check(request)
    private = tuple(request.address.private_words())
    try:
        caller.call(CREATE_FULFILLMENT_ORDER, body=_order(request), private=private)
    except RequestRefused:
        if _has(caller, request):
            return Placed.BEFORE
        raise
    return Placed.NOW


def get(caller: Caller, order_id: str) -> ShipmentOrder | None:
    """One order with its lines and parcels, by the seller's own id; None where there is none."""
    path = {"sellerFulfillmentOrderId": order_id}
    try:
        return ask(caller, GET_FULFILLMENT_ORDER, OneOrder, path_params=path).noun()
    except NotFound:
        return None


def updated_since(caller: Caller, since: datetime) -> Iterator[list[ShipmentOrder]]:
    """The orders whose status changed since then (aware), a page at a time, without their lines."""
    query = {"queryStartDate": written(since)}
    paging = Paging(caller, LIST_FULFILLMENT_ORDERS)
    while True:
        page = ask(caller, LIST_FULFILLMENT_ORDERS, OrderPage, query=query)
        orders = page.nouns()
        yield orders
        if not paging.goes_on(page.next_token, barren=not orders):
            return
        query = {"nextToken": str(page.next_token)}


def cancel(caller: Caller, order_id: str) -> None:
    """Ask Amazon to stop. What has left a warehouse is not called back: `get` says how it stands.

    Raises:
        NotFound: there is no such order.
        RequestRefused: it is too late, or it is cancelled already.
    """
    caller.call(CANCEL_FULFILLMENT_ORDER, path_params={"sellerFulfillmentOrderId": order_id})


def tracking(caller: Caller, package_number: int) -> Tracking | None:
    """How a parcel stands; None where Amazon knows no such parcel."""
    query = {"packageNumber": str(package_number)}
    try:
        return ask(caller, GET_PACKAGE_TRACKING, PackageTracking, query=query).noun()
    except NotFound:
        return None


def _check(request: ShipmentRequest) -> None:
    wrong = flaws(request)
    if wrong:
        raise UsageProblem(
            f"The shipment {request.order_id} cannot be asked for: {'; '.join(wrong)}.",
            hint="Nothing was sent. Change it and try again.",
        )


def _has(caller: Caller, request: ShipmentRequest) -> bool:
    """Whether Amazon has this very order; another one under its id is a refusal."""
    try:
        found = get(caller, request.order_id)
    except RequestRefused:  # an unknown id may be refused as a wrong one
        return False
    except CallProblem as problem:
        problem.may_have_happened = True  # the order may be there: only this look failed
        raise
    return found is not None and _contents(found.lines) == _contents(request.lines)


def _contents(lines: tuple[ShipmentLine, ...]) -> list[tuple[str, str, int]]:
    return sorted((line.line_id, line.sku, line.quantity) for line in lines)


def _order(request: ShipmentRequest) -> dict[str, Any]:
    (store_id,) = marketplace_ids([request.marketplace])
    return {
        "marketplaceId": store_id,
        "sellerFulfillmentOrderId": request.order_id,
        "displayableOrderId": request.shown_id,
        "displayableOrderDate": written(request.shown_at),
        "displayableOrderComment": request.comment,
        "shippingSpeedCategory": request.speed,
        "destinationAddress": _address(request.address),
        "fulfillmentAction": "Hold" if request.hold else "Ship",
        # All of it or nothing: half a replacement is a second complaint.
        "fulfillmentPolicy": "FillOrKill",
        "items": [_item(line) for line in request.lines],
    }


def _item(line: ShipmentLine) -> dict[str, Any]:
    return {
        "sellerSku": line.sku,
        "sellerFulfillmentOrderItemId": line.line_id,
        "quantity": line.quantity,
    }


def _address(address: Address) -> dict[str, str]:
    written_out = {
        "name": address.name,
        "addressLine1": address.line1,
        "addressLine2": address.line2,
        "addressLine3": address.line3,
        "city": address.city,
        "stateOrRegion": address.region,
        "postalCode": address.postal_code,
        "countryCode": address.country,
        "phone": address.phone,
    }
    return {name: text for name, text in written_out.items() if text}
