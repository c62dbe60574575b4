"""The ways a request can go wrong between a client and the application, on the real socket."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seller_credits.simulator.errors import ApiError, storage_refusal
from seller_credits.simulator.paths import STORE_FOLDERS
from seller_credits.simulator.wire import wire_of

Disturbance = Callable[[ASGIApp, Scope, Receive, Send], Awaitable[None]]


async def fail(_app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 500; nothing was done."""
    said = "We encountered an internal error. Please try again."
    response = _refusal(scope, 500, ("InternalFailure", "InternalError"), said)
    await response(scope, receive, send)


async def be_unavailable(_app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 503; nothing was done."""
    said = "Service is temporarily unavailable. Please try again."
    response = _refusal(scope, 503, ("ServiceUnavailable", "SlowDown"), said)
    await response(scope, receive, send)


async def reset(_app: ASGIApp, scope: Scope, receive: Receive, _send: Send) -> None:
    """Reset the connection (RST); nothing was done."""
    wire_of(scope).reset()
    await _gone(receive)


async def do_and_reset(app: ASGIApp, scope: Scope, receive: Receive, _send: Send) -> None:
    """Do what was asked, and reset the connection (RST) instead of an answer."""
    await app(scope, receive, _nowhere)
    await reset(app, scope, receive, _send)


async def do_and_fail(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Do what was asked, and answer 500 all the same."""
    await app(scope, receive, _nowhere)
    await fail(app, scope, receive, send)


def silence(seconds: float) -> Disturbance:
    """Do what was asked and never say so: after that time the connection just ends."""

    async def keep_silent(app: ASGIApp, scope: Scope, receive: Receive, _send: Send) -> None:
        await app(scope, receive, _nowhere)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await _gone(receive)
        wire_of(scope).hang_up()
        await _gone(receive)

    return keep_silent


async def truncate(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Do what was asked, promise the whole answer, send half of it and hang up."""
    wire = wire_of(scope)

    async def send_half(message: Message) -> None:
        if message["type"] != "http.response.body":
            await send(message)
        elif not wire.is_down:
            body = message.get("body", b"")
            await send({**message, "body": body[: len(body) // 2], "more_body": True})
            wire.hang_up()

    await app(scope, receive, send_half)
    await _gone(receive)


def _refusal(scope: Scope, status: int, codes: tuple[str, str], said: str) -> Response:
    """Return a refusal in the words of the API, or of the store of documents."""
    of_api, of_store = codes
    if scope["path"].startswith(STORE_FOLDERS):
        return storage_refusal(status, of_store, said)
    return ApiError(status, of_api, said).response()


async def _gone(receive: Receive) -> None:
    """Wait until the connection has ended, so that nobody answers on it after all."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nowhere(_message: Message) -> None:
    """Send nothing."""
