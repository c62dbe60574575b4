"""What is kept in a database, as a seller knows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """What is kept there, and where the seller said so.

    Attributes:
        what: `ledger`.
        setting: the name in the settings file: `ledger`.
        variable: the variable of the environment that goes before it, and may hold a password.
        without: what helps where no database can be used.
    """

    what: str
    setting: str
    variable: str
    without: str


LEDGER = Named(
    "ledger",
    "ledger",
    "SELLER_CREDITS_LEDGER",
    "Or take `ledger` out of the settings: it is then a file in the home folder.",
)
REQUESTS = Named(
    "record of requests",
    "sync.shared_limits",
    "SELLER_CREDITS_SYNC_SHARED_LIMITS",
    "Or take sync.shared_limits out of the settings: limits are then shared on this machine only.",
)
