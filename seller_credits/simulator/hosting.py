"""Puts a world on a loopback port: in a thread beside a program, or in the foreground."""

import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn

from seller_credits.simulator.app import marketplace
from seller_credits.simulator.wire import WiredProtocol
from seller_credits.simulator.world import World

HOST = "127.0.0.1"
_PATIENCE = 10.0

# Opens a world that is reached at the given endpoint.
Begin = Callable[[str], World]


class SimulatorPortInUse(OSError):
    """Another program listens on the port that was asked for."""


@contextlib.contextmanager
def hosted(port: int, begin: Begin) -> Iterator[World]:
    """Serve a world from a thread of this process while the block runs."""
    with _listening(port) as listener:
        world = begin(_endpoint(listener))
        started = threading.Event()
        server = _Server(world, started.set)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="simulator", daemon=True
        )
        thread.start()
        try:
            # A server told to stop before it has started would leave its sockets behind.
            if not started.wait(_PATIENCE):
                raise RuntimeError(f"the simulator did not start within {_PATIENCE:.0f} s")
            yield world
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)


def host_until_signalled(port: int, begin: Begin, on_start: Callable[[World], None]) -> None:
    """Serve a world in the foreground until SIGINT or SIGTERM, then return."""
    with _listening(port) as listener:
        world = begin(_endpoint(listener))
        server = _Server(world, lambda: on_start(world))
        with _stopped_by_signals(server):
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A quiet server that says when it is up and leaves the process's signals alone."""

    def __init__(self, world: World, on_start: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                marketplace(world),
                loop="asyncio",
                http=WiredProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then say so."""
        await super().startup(sockets)
        self._on_start()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever runs the server."""
        yield


@contextlib.contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """Give a socket that listens on the port of loopback, and close it in the end."""
    # With the protocol named, accepted connections send without waiting for more (TCP_NODELAY):
    # an answer's head and body leave at once, not 40 ms apart.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise SimulatorPortInUse(
                error.errno,
                f"port {port} on {HOST} is in use by another program; "
                "stop it, or ask for another port (0 takes any free one)",
            ) from None
        yield listener


def _endpoint(listener: socket.socket) -> str:
    return f"http://{HOST}:{listener.getsockname()[1]}"


@contextlib.contextmanager
def _stopped_by_signals(server: _Server) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
