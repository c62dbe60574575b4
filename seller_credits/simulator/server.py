"""Runs the simulator: beside a program that uses it, or alone in the foreground.

Both listen on loopback only and serve one made-up shop until they are told to stop.
"""

import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from types import FrameType

import uvicorn

from seller_credits.simulator.app import marketplace
from seller_credits.simulator.connection import Connection
from seller_credits.simulator.world import World

__all__ = ["Connection", "SimulatorPortInUse", "running", "serve"]

HOST = "127.0.0.1"
_PATIENCE = 10.0


class SimulatorPortInUse(OSError):
    """Another program listens on the port that was asked for."""


@contextlib.contextmanager
def running(
    *,
    port: int = 0,
    orders: int = 400,
    seed: int = 7,
    speed: float = 1.0,
    detailed_status: bool = False,
    started_at: datetime | None = None,
) -> Iterator[Connection]:
    """Serve a shop from a thread of this process while the block runs.

    Args:
        port: where to listen on loopback; 0 takes any free port.
        orders: how many orders the shop has had in its last 120 days.
        seed: which shop; the same seed is the same shop, moved with the day.
        speed: how much faster than life reports are written and rate limits refill.
        detailed_status: whether packages carry the detailed status that live answers leave out.
        started_at: an aware time the shop's clock starts from, instead of now.

    Raises:
        SimulatorPortInUse: the port is taken.
        ValueError: a number that makes no shop, or a time without a zone.
    """
    with _listening(port) as listener:
        world = World.begin(
            endpoint=_endpoint(listener),
            orders=orders,
            seed=seed,
            speed=speed,
            detailed_status=detailed_status,
            started_at=started_at,
        )
        with _in_background(world, listener):
            yield world.connection()


def serve(
    *,
    port: int,
    orders: int,
    seed: int,
    speed: float,
    detailed_status: bool,
    announce: Callable[[Connection], None],
) -> None:
    """Serve a shop in the foreground until SIGINT or SIGTERM, then return.

    `announce` is called once, when connections are accepted. Call it from the main thread: Python
    delivers signals nowhere else.

    Raises:
        SimulatorPortInUse: the port is taken.
        ValueError: a number that makes no shop.
    """
    with _listening(port) as listener:
        world = World.begin(
            endpoint=_endpoint(listener),
            orders=orders,
            seed=seed,
            speed=speed,
            detailed_status=detailed_status,
        )
        server = _Server(world, lambda: announce(world.connection()))
        with _stopped_by_signals(server):
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A quiet server that says when it is up and leaves the process's signals alone."""

    def __init__(self, world: World, on_start: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                marketplace(world),
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
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
    """Give a socket bound to the port on loopback, and close it in the end."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with listener:
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
def _in_background(world: World, listener: socket.socket) -> Iterator[None]:
    """Run a server in a thread while the block runs."""
    started = threading.Event()
    server = _Server(world, started.set)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="simulator", daemon=True
    )
    thread.start()
    # A server told to stop before it has started would leave its socket behind.
    if not started.wait(_PATIENCE):
        raise RuntimeError(f"the simulator did not start within {_PATIENCE:.0f} s")
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(_PATIENCE)


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
