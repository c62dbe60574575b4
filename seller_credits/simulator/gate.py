"""What every call passes: a request id, the access token, the usage plan, and refusals in shape."""

import uuid
from collections.abc import Awaitable, Callable
from email.utils import format_datetime
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seller_credits.simulator.clock import Clock
from seller_credits.simulator.counts import Counts
from seller_credits.simulator.errors import ApiError, quota_exceeded
from seller_credits.simulator.limits import Quota
from seller_credits.simulator.lwa import Login
from seller_credits.simulator.operations import Operation
from seller_credits.simulator.world import World

Handler = Callable[[Request], Awaitable[Response]]

_LIMIT_HEADER = "x-amzn-RateLimit-Limit"
# The marketplace names its rate on success and on these refusals, never on a 429.
_NAMED_ON = frozenset({400, 404})


class Gate:
    """Guards operations: checks the token, counts the request, shapes the refusals."""

    def __init__(self, world: World, login: Login, counts: Counts) -> None:
        self._world = world
        self._login = login
        self._counts = counts

    def guard(self, operation: Operation, handler: Handler) -> Handler:
        """Return the handler behind its checks."""
        quota = Quota(operation, self._world.speed, rested=self._world.rested)
        name = operation.name

        async def endpoint(request: Request) -> Response:
            # Whoever is killed while it asks has not asked: only what has arrived whole counts.
            await request.body()
            self._counts.request(name)
            try:
                token = request.headers.get("x-amz-access-token")
                self._login.check(token, grantless=operation.grantless)
                if self._world.faults.throttles(name) or not quota.spend():
                    self._counts.throttle(name)
                    return _too_soon()
                response = await handler(request)
            except ApiError as refusal:
                response = refusal.response()
            if response.status_code < HTTPStatus.BAD_REQUEST or response.status_code in _NAMED_ON:
                response.headers[_LIMIT_HEADER] = quota.header
            return response

        return endpoint


def _too_soon() -> Response:
    response = quota_exceeded().response()
    response.headers["x-amzn-ErrorType"] = "TooManyRequestsException"
    return response


async def refuse_route(_request: Request, error: Exception) -> Response:
    """Answer a path or a method that does not exist."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        refusal = ApiError(405, "InvalidInput", "The method is not allowed for this resource.")
    else:
        refusal = ApiError(404, "NotFound", "The requested resource does not exist.")
    return refusal.response()


class Stamps:
    """Gives every answer its date, and an id, which sellers quote to support."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request and stamp the answer."""

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["x-amzn-RequestId"] = str(uuid.uuid4())
                headers["date"] = format_datetime(self._clock.now(), usegmt=True)
            await send(message)

        await self._app(scope, receive, stamped)


class UpToDate:
    """Lets everything happen that is due before anybody looks."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Catch up, then serve the request."""
        self._world.agenda.catch_up(self._world.clock.now())
        await self._app(scope, receive, send)
