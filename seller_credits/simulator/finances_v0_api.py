"""The Finances API v0: the events on the seller's account, by time and by order."""

import re

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input
from seller_credits.simulator.finances.events import events_json
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.finances.listing import Clerk, Form, Listing
from seller_credits.simulator.finances.wire import Json
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.world import World

_ORDER_ID = re.compile(r"[A-Z0-9]{3}-\d{7}-\d{7}")
_LARGEST_PAGE = 100
_AFTER, _BEFORE, _TOKEN = "PostedAfter", "PostedBefore", "NextToken"


class FinancesV0Api:
    """Answers the operations about events from the journal."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {
            "listFinancialEvents": self.events,
            "listFinancialEventsByOrderId": self.events_of_order,
        }

    async def events(self, request: Request) -> JSONResponse:
        """Answer listFinancialEvents; without a window it is the last 180 days."""
        query = request.query_params
        clerk = self._clerk("listFinancialEvents")
        now = self._world.clock.now()
        return _answer(clerk.over_time(self._journal, query, now, _size(query)))

    async def events_of_order(self, request: Request) -> JSONResponse:
        """Answer listFinancialEventsByOrderId; an order nobody knows has no events."""
        order_id = request.path_params["order_id"]
        if not _ORDER_ID.fullmatch(order_id):
            raise invalid_input("Invalid Input", f"orderId: {order_id} is no order id")
        query = request.query_params
        clerk = self._clerk(f"listFinancialEventsByOrderId {order_id}")
        now = self._world.clock.now()
        found = self._journal.of_order(order_id)
        return _answer(clerk.of_order(found, query, now, _size(query)))

    def _clerk(self, purpose: str) -> Clerk:
        return Clerk(Form(purpose, _AFTER, _BEFORE, _TOKEN), self._world.pages)


def _size(query: QueryParams) -> int:
    return read.number(query, "MaxResultsPerPage", _LARGEST_PAGE, _LARGEST_PAGE)


def _answer(page: Listing) -> JSONResponse:
    payload: Json = {"FinancialEvents": events_json(page.postings)}
    if page.next_token:
        payload["NextToken"] = page.next_token
    return JSONResponse({"payload": payload})
