"""The connection under a request, for what no answer can express: resets and sudden ends."""

import asyncio
import socket
import struct

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEY = "wire"
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)


class Wire:
    """One client's connection."""

    __slots__ = ("_transport",)

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    @property
    def is_down(self) -> bool:
        """Whether it was reset or hung up, or the client has gone."""
        return self._transport.is_closing()

    def reset(self) -> None:
        """Drop everything and reset the connection."""
        peer = self._transport.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        self._transport.abort()

    def hang_up(self) -> None:
        """Send what was written and end the connection, whatever was promised."""
        self._transport.close()


class WiredProtocol(H11Protocol):
    """HTTP/1.1 whose requests know the connection they came by."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take note of a new connection."""
        super().connection_made(transport)
        # The server copies this state into the scope of each request of the connection.
        self.app_state = {**self.app_state, _KEY: Wire(transport)}


def wire_of(scope: Scope) -> Wire:
    """Return the connection that a request came by."""
    wire: Wire = scope["state"][_KEY]
    return wire
