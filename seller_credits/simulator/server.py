"""Runs the simulator: beside a program that uses it, or alone in the foreground.

Both listen on loopback only and serve one made-up shop until they are told to stop.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from seller_credits.simulator.connection import Connection
from seller_credits.simulator.hosting import SimulatorPortInUse, host_until_signalled, hosted
from seller_credits.simulator.shop.places import USUAL
from seller_credits.simulator.world import World

__all__ = ["Connection", "SimulatorPortInUse", "running", "serve"]


@contextlib.contextmanager
def running(
    *,
    port: int = 0,
    orders: int = 400,
    seed: int = 7,
    speed: float = 1.0,
    detailed_status: bool = False,
    started_at: datetime | None = None,
    faults: Iterable[str] = (),
    rested: bool = True,
    stores: Iterable[str] = USUAL,
    buyers: str = "shown",
    novelties: bool = False,
    living: bool = False,
) -> Iterator[Connection]:
    """Serve a shop from a thread of this process while the block runs.

    Args:
        port: where to listen on loopback; 0 takes any free port.
        orders: how many orders the shop has had in its last 120 days.
        seed: which shop; the same seed is the same shop, moved with the day.
        speed: how much faster than life rate limits refill, reports are written, feeds are
            processed, and the account posts, shows and settles what they pay.
        detailed_status: whether packages carry the detailed status that live answers leave out.
        started_at: an aware time the shop's clock starts from, instead of now.
        faults: what goes wrong, by the names of `seller_credits.simulator.faults.table`.
        rested: whether the rate limits begin with their whole burst, or with nothing.
        stores: the countries it sells in, of one region: see `shop.places`.
        buyers: what it tells of buyers: `shown`, `absent`, or `refused` with 403.
        novelties: whether words are said now and then that no model knows.
        living: whether buyers with a trouble go on to claim or complain; fewer if credited in time.

    Yields:
        How to reach the shop, and the credentials it accepts.

    Raises:
        SimulatorPortInUse: the port is taken.
        ValueError: a number that makes no shop, a time without a zone, an unknown fault or store.
    """

    def begin(endpoint: str) -> World:
        return World.begin(
            endpoint=endpoint,
            orders=orders,
            seed=seed,
            speed=speed,
            detailed_status=detailed_status,
            started_at=started_at,
            faults=faults,
            rested=rested,
            stores=stores,
            buyers=buyers,
            novelties=novelties,
            living=living,
        )

    with hosted(port, begin) as world:
        yield world.connection()


def serve(
    *,
    port: int,
    orders: int,
    seed: int,
    speed: float,
    detailed_status: bool,
    announce: Callable[[Connection], None],
    faults: Iterable[str] = (),
    rested: bool = True,
    stores: Iterable[str] = USUAL,
    buyers: str = "shown",
    novelties: bool = False,
    living: bool = False,
) -> None:
    """Serve a shop in the foreground until SIGINT or SIGTERM, then return.

    `announce` is called once, when connections are accepted. Call this from the main thread:
    Python delivers signals nowhere else.

    Raises:
        SimulatorPortInUse: the port is taken.
        ValueError: a number that makes no shop, or an unknown fault or store.
    """

    def begin(endpoint: str) -> World:
        return World.begin(
            endpoint=endpoint,
            orders=orders,
            seed=seed,
            speed=speed,
            detailed_status=detailed_status,
            faults=faults,
            rested=rested,
            stores=stores,
            buyers=buyers,
            novelties=novelties,
            living=living,
        )

    host_until_signalled(port, begin, lambda world: announce(world.connection()))
