"""The Orders API 2026-01-01: search, and one order by its id."""

import re
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input, not_found, unauthorized
from seller_credits.simulator.feeds.by_hand import Hands
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.order_index import OrderIndex
from seller_credits.simulator.order_json import DATA_SETS, order_json
from seller_credits.simulator.order_search import next_token, read_page
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.world import Buyers, World

_ORDER_ID = re.compile(r"[A-Z0-9]{3}-\d{7}-\d{7}")
_MOST_A_PAGE = 100


class OrdersApi:
    """Answers the two operations from the shop."""

    def __init__(self, world: World, hands: Hands) -> None:
        self._world = world
        self._hands = hands
        self._index = OrderIndex(world.shop.orders)
        self._by_id = {order.order_id: order for order in world.shop.orders}

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {"searchOrders": self.search, "getOrder": self.get}

    async def search(self, request: Request) -> JSONResponse:
        """Answer searchOrders."""
        query = request.query_params
        wanted = self._wanted(query)
        size = read.number(query, "maxResultsPerPage", _MOST_A_PAGE, _MOST_A_PAGE)
        now = self._world.clock.now()
        page = read_page(query, now, self._world.pages)
        orders, more = self._index.page(page.search, page.offset, size)
        answer: dict[str, Any] = {
            "orders": [self._json(order, wanted) for order in orders],
            f"{page.search.filters.by}Before": read.iso(page.search.before),
        }
        if more:
            token = next_token(page.search, page.offset + size, now, self._world.pages)
            answer["pagination"] = {"nextToken": token}
        return JSONResponse(answer)

    async def get(self, request: Request) -> JSONResponse:
        """Answer getOrder."""
        order_id = request.path_params["order_id"]
        if not _ORDER_ID.fullmatch(order_id):
            raise invalid_input("Invalid Input", f"orderId: {order_id} is no order id")
        wanted = self._wanted(request.query_params)
        order = self._by_id.get(order_id)
        if order is None:
            raise not_found(f"The order {order_id} does not exist.")
        self._hands.when_read(order, self._world.clock.now())
        return JSONResponse({"order": self._json(order, wanted)})

    def _json(self, order: Order, wanted: frozenset[str]) -> dict[str, Any]:
        return order_json(
            order,
            wanted,
            detailed_status=self._world.detailed_status,
            names_buyers=self._world.buyers is Buyers.SHOWN,
        )

    def _wanted(self, query: QueryParams) -> frozenset[str]:
        """Return the data sets asked for; without its role, asking for buyers is refused."""
        wanted = frozenset(read.chosen(query, "includedData", DATA_SETS))
        if "BUYER" in wanted and self._world.buyers is Buyers.REFUSED:
            raise unauthorized("The application has no role that allows includedData BUYER.")
        return wanted
