"""The Notifications API v1: destinations, subscriptions, and a notification to try one with."""

import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import ApiError, invalid_input, not_found
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.members import Members
from seller_credits.simulator.notifications.destinations import Destination, read_destination
from seller_credits.simulator.notifications.subscriptions import (
    Subscription,
    check_type,
    read_subscription,
    read_version,
)
from seller_credits.simulator.world import World

_PURPOSE = "getSubscriptions"
_USUAL_PAGE, _SMALLEST_PAGE, _LARGEST_PAGE = 30, 30, 100
_LONGEST_ID = 100


class NotificationsApi:
    """Keeps the destinations and subscriptions of this run; nothing is ever delivered."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._destinations: dict[str, Destination] = {}
        self._subscriptions: dict[str, Subscription] = {}

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {
            "getDestinations": self.destinations,
            "createDestination": self.create_destination,
            "getDestination": self.destination,
            "deleteDestination": self.delete_destination,
            "getSubscriptions": self.subscriptions,
            "getSubscription": self.newest,
            "createSubscription": self.subscribe,
            "getSubscriptionById": self.subscription,
            "deleteSubscriptionById": self.unsubscribe,
            "sendTestNotification": self.send_test,
        }

    async def destinations(self, _request: Request) -> JSONResponse:
        """Answer getDestinations."""
        return _payload([each.json() for each in self._destinations.values()])

    async def create_destination(self, request: Request) -> JSONResponse:
        """Answer createDestination."""
        body = await Members.of(request)
        made = read_destination(body, str(uuid.uuid4()), self._destinations.values())
        self._destinations[made.destination_id] = made
        return _payload(made.json())

    async def destination(self, request: Request) -> JSONResponse:
        """Answer getDestination."""
        return _payload(self._destination(request.path_params["destination_id"]).json())

    async def delete_destination(self, request: Request) -> JSONResponse:
        """Answer deleteDestination; one that subscriptions need is kept."""
        found = self._destination(request.path_params["destination_id"])
        needed = {each.destination_id for each in self._subscriptions.values()}
        if found.destination_id in needed:
            said = "The requested action is forbidden."
            raise ApiError(403, "Unauthorized", said, "Destination has subscriptions")
        del self._destinations[found.destination_id]
        return JSONResponse({})

    async def subscriptions(self, request: Request) -> JSONResponse:
        """Answer getSubscriptions, a page at a time."""
        query = request.query_params
        size = read.number(query, "pageSize", _USUAL_PAGE, _LARGEST_PAGE)
        if size < _SMALLEST_PAGE:
            said = f"pageSize: {size} is not from {_SMALLEST_PAGE} to {_LARGEST_PAGE}"
            raise invalid_input("Invalid Input", said)
        types = read.listed(query, "notificationTypes")
        if len(types) != 1:
            raise invalid_input("Invalid Input", "notificationTypes: give exactly one")
        offset = self._offset(query.get("nextToken"))
        found = self._of(check_type(types[0]), query.get("payloadVersion"))
        end = offset + size
        answer: dict[str, Any] = {"subscriptions": [each.json() for each in found[offset:end]]}
        if end < len(found):
            answer["nextToken"] = self._world.pages.wrap(_PURPOSE, {"offset": end})
        return _payload(answer)

    async def newest(self, request: Request) -> JSONResponse:
        """Answer getSubscription: the one of the latest payload version, unless one is named."""
        kind = check_type(request.path_params["notification_type"])
        found = self._of(kind, request.query_params.get("payloadVersion"))
        if not found:
            raise not_found(f"There is no subscription to {kind}.")
        return _payload(max(found, key=lambda each: each.payload_version).json())

    async def subscribe(self, request: Request) -> JSONResponse:
        """Answer createSubscription."""
        body = await Members.of(request)
        kind = request.path_params["notification_type"]
        made = read_subscription(body, kind, str(uuid.uuid4()), self._subscriptions.values())
        self._check_destination(made.destination_id)
        self._subscriptions[made.subscription_id] = made
        return _payload(made.json())

    async def subscription(self, request: Request) -> JSONResponse:
        """Answer getSubscriptionById."""
        return _payload(self._subscription(request).json())

    async def unsubscribe(self, request: Request) -> JSONResponse:
        """Answer deleteSubscriptionById."""
        del self._subscriptions[self._subscription(request).subscription_id]
        return JSONResponse({})

    async def send_test(self, request: Request) -> JSONResponse:
        """Answer sendTestNotification as the sandbox does, which is the only one to serve it."""
        body = await Members.of(request)
        check_type(request.path_params["notification_type"])
        self._check_destination(body.text("destinationId", _LONGEST_ID))
        described = body.part("testNotification")
        read_version(described)
        described.text("testScenario", _LONGEST_ID)
        return _payload({})

    def _destination(self, destination_id: str) -> Destination:
        if destination_id not in self._destinations:
            raise not_found(f"The destination {destination_id} does not exist.")
        return self._destinations[destination_id]

    def _check_destination(self, destination_id: str) -> None:
        if destination_id not in self._destinations:
            client = self._world.credentials.client_id
            said = f"No destination with id '{destination_id}' for applicationId '{client}'"
            raise invalid_input("Invalid Input", said)

    def _subscription(self, request: Request) -> Subscription:
        kind = check_type(request.path_params["notification_type"])
        found = self._subscriptions.get(request.path_params["subscription_id"])
        if found is None or found.notification_type != kind:
            raise not_found(f"There is no such subscription to {kind}.")
        return found

    def _of(self, kind: str, version: str | None) -> list[Subscription]:
        return [
            each
            for each in self._subscriptions.values()
            if each.notification_type == kind and version in {None, "", each.payload_version}
        ]

    def _offset(self, token: str | None) -> int:
        if token is None:
            return 0
        value = self._world.pages.open(_PURPOSE, token)
        if value is None:
            raise invalid_input("Invalid Input", "nextToken: the token is invalid")
        return int(value["offset"])


def _payload(answer: Any) -> JSONResponse:
    return JSONResponse({"payload": answer})
