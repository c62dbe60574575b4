"""The Fulfillment Outbound API 2020-07-01: preview, order, follow and cancel a shipment."""

from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input, not_found
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.members import Members
from seller_credits.simulator.outbound.order import FulfilmentOrder
from seller_credits.simulator.outbound.order_json import details, summary, tracking
from seller_credits.simulator.outbound.previews import preview, read_preview
from seller_credits.simulator.outbound.request import read_order
from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.catalogue import products
from seller_credits.simulator.world import World

_PURPOSE = "listAllFulfillmentOrders"
_PAGE = 50
_FIRST_PACKAGE = 310_000_001
_LARGEST_PACKAGE = 2**31 - 1


class OutboundApi:
    """Keeps the fulfillment orders of this run and answers the operations about them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._catalogue = {product.sku: product for product in products()}
        self._orders: dict[str, FulfilmentOrder] = {}

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {
            "getFulfillmentPreview": self.preview,
            "createFulfillmentOrder": self.create,
            "getFulfillmentOrder": self.get,
            "listAllFulfillmentOrders": self.list_all,
            "cancelFulfillmentOrder": self.cancel,
            "getPackageTrackingDetails": self.track,
        }

    def received(self) -> list[dict[str, Any]]:
        """Return every order of this run in the order it came, whoever learnt of it."""
        now = self._world.clock.now()
        return [
            {
                "shipment_id": order_id,
                "shown_id": order.wanted.shown_id,
                "items": [
                    {"sku": item.sku, "quantity": item.quantity} for item in order.wanted.items
                ],
                "received_at": iso(order.received),
                "status": order.state(now)[0],
            }
            for order_id, order in self._orders.items()
        ]

    async def preview(self, request: Request) -> JSONResponse:
        """Answer getFulfillmentPreview with one preview for each shipping speed."""
        body = await Members.of(request)
        asked = read_preview(body, self._world.shop.marketplaces)
        now = self._world.clock.now()
        found = [preview(asked, speed, self._catalogue, now) for speed in asked.speeds]
        return _payload({"fulfillmentPreviews": found})

    async def create(self, request: Request) -> JSONResponse:
        """Answer createFulfillmentOrder; the seller's own id names one order for ever."""
        body = await Members.of(request)
        wanted = read_order(body, self._world.shop.marketplaces, self._catalogue)
        if wanted.order_id in self._orders:
            said = f"{wanted.order_id} names an order that exists already"
            raise body.refusal("sellerFulfillmentOrderId", said)
        self._orders[wanted.order_id] = FulfilmentOrder(
            wanted=wanted,
            received=self._world.clock.now(),
            package_number=_FIRST_PACKAGE + len(self._orders),
            pace=self._world.speed,
        )
        return JSONResponse({})

    async def get(self, request: Request) -> JSONResponse:
        """Answer getFulfillmentOrder."""
        now = self._world.clock.now()
        return _payload(details(self._order(request), self._catalogue, now))

    async def list_all(self, request: Request) -> JSONResponse:
        """Answer listAllFulfillmentOrders, in the order they were asked for."""
        now = self._world.clock.now()
        wanted = self._wanted(request.query_params)
        answer: dict[str, Any] = {
            "fulfillmentOrders": [summary(self._orders[each], now) for each in wanted[:_PAGE]]
        }
        if len(wanted) > _PAGE:
            token = self._world.pages.wrap(_PURPOSE, {"orders": wanted[_PAGE:]})
            answer["nextToken"] = token
        return _payload(answer)

    async def cancel(self, request: Request) -> JSONResponse:
        """Answer cancelFulfillmentOrder: only what is not being picked yet can be cancelled."""
        order = self._order(request)
        now = self._world.clock.now()
        status = order.state(now)[0]
        if not order.cancel(now):
            said = f"{order.wanted.order_id} is {status} and cannot be cancelled"
            raise invalid_input("Invalid Input", f"sellerFulfillmentOrderId: {said}")
        return JSONResponse({})

    async def track(self, request: Request) -> JSONResponse:
        """Answer getPackageTrackingDetails, for parcels that have left the warehouse."""
        if "packageNumber" not in request.query_params:
            raise invalid_input("Invalid Input", "packageNumber: required")
        number = read.number(request.query_params, "packageNumber", 0, _LARGEST_PACKAGE)
        now = self._world.clock.now()
        for order in self._orders.values():
            shipped = order.shipped(now)
            if order.package_number == number and shipped is not None:
                return _payload(tracking(order, shipped, now))
        raise not_found(f"The package {number} does not exist.")

    def _order(self, request: Request) -> FulfilmentOrder:
        order_id = request.path_params["fulfillment_order_id"]
        if order_id not in self._orders:
            raise not_found(f"The fulfillment order {order_id} does not exist.")
        return self._orders[order_id]

    def _wanted(self, query: QueryParams) -> list[str]:
        """Return the ids of the orders a call asks for; a page token brings its own."""
        token = query.get("nextToken")
        if token is not None:
            value = self._world.pages.open(_PURPOSE, token)
            if value is None:
                raise invalid_input("Invalid Input", "nextToken: the token is invalid")
            ids: list[str] = value["orders"]
            return ids
        since = read.instant(query.get("queryStartDate"), "queryStartDate")
        now = self._world.clock.now()
        return [
            order_id
            for order_id, order in self._orders.items()
            if since is None or order.state(now)[1] >= since
        ]


def _payload(answer: dict[str, Any]) -> JSONResponse:
    return JSONResponse({"payload": answer})
