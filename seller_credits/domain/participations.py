"""Where an account may sell, as the marketplace itself says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Participation:
    """One store of the marketplace, and how the account stands there.

    Attributes:
        marketplace: the store's code, `US`; the marketplace's own id where the store is unknown.
        name: the store's: `Amazon.com`.
        country: two letters, ISO 3166-1.
        shop: what buyers see as the seller's name there; may be empty.
        participates: whether the account sells there at all.
        listings_suspended: whether the marketplace has taken the seller's listings down there.
    """

    marketplace: str
    name: str
    country: str
    shop: str
    participates: bool
    listings_suspended: bool
