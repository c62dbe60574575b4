"""One run of the simulator: its shop, its clock, its credentials and its secrets."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from seller_credits.simulator.agenda import Agenda
from seller_credits.simulator.clock import Clock
from seller_credits.simulator.connection import Connection, Credentials
from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.faults.names import named
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.living.later import Later
from seller_credits.simulator.paths import LOGIN_PATH, TRUTH_PATH
from seller_credits.simulator.seals import Seal
from seller_credits.simulator.shop.build import open_shop
from seller_credits.simulator.shop.places import USUAL
from seller_credits.simulator.shop.sequels import Shop


def _new_seal() -> Seal:
    return Seal(secrets.token_bytes(32))


class Buyers(Enum):
    """What the application may learn of buyers: their relay address, nothing, or not even ask."""

    SHOWN = "shown"
    ABSENT = "absent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class World:
    """What the sections of the API answer from.

    Access tokens are sealed with the credentials, so they outlive a restart as real ones do; page
    tokens and document links are sealed with a secret of this run alone. `rested` says whether the
    rate limits had time to fill before the run began. What is on the agenda has happened by the
    time a request is answered; if the shop is `living`, what buyers do next is on it.
    """

    endpoint: str
    shop: Shop
    journal: Journal
    clock: Clock
    credentials: Credentials
    speed: float
    detailed_status: bool
    rested: bool = True
    buyers: Buyers = Buyers.SHOWN
    faults: Fault = field(default_factory=Fault)
    seed: int = 7
    agenda: Agenda = field(default_factory=Agenda)
    living: bool = False
    later: Later = field(default_factory=Later)
    pages: Seal = field(default_factory=_new_seal)
    links: Seal = field(default_factory=_new_seal)

    @classmethod
    def begin(
        cls,
        *,
        endpoint: str,
        orders: int,
        seed: int,
        speed: float,
        detailed_status: bool,
        started_at: datetime | None = None,
        faults: Iterable[str] = (),
        rested: bool = True,
        stores: Iterable[str] = USUAL,
        buyers: str = "shown",
        novelties: bool = False,
        living: bool = False,
    ) -> "World":
        """Open a shop and start its clock."""
        if orders < 1:
            raise ValueError(f"orders: {orders} is no shop; ask for 1 or more")
        if speed <= 0:
            raise ValueError(f"speed: {speed} would stop time; ask for a number above 0")
        fault = named(faults, seed=seed, speed=speed)
        clock = Clock(started_at, fault.skew())
        shop = open_shop(
            orders=orders,
            seed=seed,
            # A clock that is wrong is the marketplace's answers', not the day the shop lives in.
            today=(clock.now() - fault.skew()).date(),
            stores=stores,
            novelties=novelties,
        )
        return cls(
            endpoint=endpoint,
            shop=shop,
            journal=Journal(shop),
            clock=clock,
            credentials=Credentials.of(seed),
            speed=speed,
            detailed_status=detailed_status,
            rested=rested,
            buyers=Buyers(buyers),
            faults=fault,
            seed=seed,
            living=living,
        )

    @property
    def tokens(self) -> Seal:
        """Return the seal of access tokens."""
        return Seal(self.credentials.client_secret.encode())

    def connection(self) -> Connection:
        """Return how to reach this run."""
        return Connection(
            endpoint=self.endpoint,
            token_endpoint=self.endpoint + LOGIN_PATH,
            client_id=self.credentials.client_id,
            client_secret=self.credentials.client_secret,
            refresh_token=self.credentials.refresh_token,
            seller_id=self.credentials.seller_id,
            marketplaces=[marketplace.id for marketplace in self.shop.marketplaces],
            truth=self.endpoint + TRUTH_PATH,
        )
