"""The Messaging API v1: what may be written to the buyer of an order, and the writing of it."""

from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import ApiError, invalid_input, not_found
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.members import Members
from seller_credits.simulator.messaging.kinds import KINDS, Kind, offered
from seller_credits.simulator.messaging.letters import Sent, read_letter
from seller_credits.simulator.paths import TRUTH_PATH
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.world import World

SENT_PATH = TRUTH_PATH + "/messages"
_FRENCH = "QC"


class MessagingApi:
    """Offers each kind of message once for an order, and keeps what was sent."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sent: dict[tuple[str, str], Sent] = {}

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        writing = {kind.operation: self._writer(kind) for kind in KINDS}
        return writing | {
            "getMessagingActionsForOrder": self.actions,
            "GetAttributes": self.attributes,
        }

    def sent(self) -> list[dict[str, Any]]:
        """Return every message of this run in the order it was sent, whoever learnt of it."""
        return [each.json() for each in self._sent.values()]

    async def tell(self, _request: Request) -> JSONResponse:
        """Answer every message of this run; nobody needs to log in."""
        return JSONResponse({"messages": self.sent()})

    async def actions(self, request: Request) -> JSONResponse:
        """Answer getMessagingActionsForOrder with the kinds of message this order still takes."""
        order = self._order(request)
        path, query = request.url.path, f"?marketplaceIds={order.marketplace.id}"
        links = [
            {"href": f"{path}/messages/{kind.action}{query}", "name": kind.action}
            for kind in self._left(order)
        ]
        embedded = [
            {"_links": {"self": link, "schema": _schema(path, link["name"])}} for link in links
        ]
        answer = {
            "_links": {"self": {"href": path + query}, "actions": links},
            "_embedded": {"actions": embedded},
        }
        return _hal(answer)

    async def attributes(self, request: Request) -> JSONResponse:
        """Answer GetAttributes: the language the buyer has to be written to in."""
        return _hal({"buyer": {"locale": _locale(self._order(request))}})

    def _writer(self, kind: Kind) -> Handler:
        async def write(request: Request) -> JSONResponse:
            order = self._order(request)
            letter = read_letter(await Members.of(request), kind)
            if kind not in self._left(order):
                # The marketplace's own words; it is no question of the token or of a role.
                said = "Invalid amazonOrderId and template combination."
                raise ApiError(403, "Unauthorized", said)
            now = self._world.clock.now()
            self._sent[order.order_id, kind.action] = Sent(
                order.order_id, order.marketplace.id, kind.action, letter, now
            )
            return _hal({}, status_code=201)

        return write

    @cached_property
    def _by_id(self) -> dict[str, Order]:
        """The orders by their ids; most runs never write to anybody."""
        return {order.order_id: order for order in self._world.shop.orders}

    def _left(self, order: Order) -> list[Kind]:
        return [kind for kind in offered(order) if (order.order_id, kind.action) not in self._sent]

    def _order(self, request: Request) -> Order:
        """Return the order of a call, which has to name the one marketplace it was placed in."""
        places = read.marketplaces(request.query_params, 1)
        if not places:
            said = "marketplaceIds: Missing or invalid request parameter: marketplaceId"
            raise invalid_input(said)
        order_id = request.path_params["order_id"]
        order = self._by_id.get(order_id)
        if order is None or order.marketplace.id != places[0]:
            raise not_found(f"The order {order_id} does not exist in marketplace {places[0]}.")
        return order


def _schema(path: str, action: str) -> dict[str, str]:
    return {"href": f"{path}/messages/{action}/schema", "name": action}


def _locale(order: Order) -> str:
    country = order.marketplace.country
    french = country == "CA" and order.buyer.region == _FRENCH
    return f"{'fr' if french else 'en'}-{country}"


def _hal(answer: dict[str, Any], status_code: int = 200) -> JSONResponse:
    return JSONResponse(answer, status_code, media_type="application/hal+json")
