"""One run of the simulator: its shop, its clock, its credentials and its secrets."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from seller_credits.simulator.clock import Clock
from seller_credits.simulator.connection import Connection, Credentials
from seller_credits.simulator.seals import Seal
from seller_credits.simulator.shop.build import open_shop
from seller_credits.simulator.shop.nouns import Shop

LOGIN_PATH = "/auth/o2/token"
TRUTH_PATH = "/truth"


def _new_seal() -> Seal:
    return Seal(secrets.token_bytes(32))


@dataclass(frozen=True, slots=True)
class World:
    """What the sections of the API answer from.

    Access tokens are sealed with the credentials, so they outlive a restart as real ones do; page
    tokens and document links are sealed with a secret of this run alone.
    """

    endpoint: str
    shop: Shop
    clock: Clock
    credentials: Credentials
    speed: float
    detailed_status: bool
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
    ) -> "World":
        """Open a shop and start its clock."""
        if orders < 1:
            raise ValueError(f"orders: {orders} is no shop; ask for 1 or more")
        if speed <= 0:
            raise ValueError(f"speed: {speed} would stop time; ask for a number above 0")
        clock = Clock(started_at)
        return cls(
            endpoint=endpoint,
            shop=open_shop(orders=orders, seed=seed, today=clock.now().date()),
            clock=clock,
            credentials=Credentials.of(seed),
            speed=speed,
            detailed_status=detailed_status,
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
