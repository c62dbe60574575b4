"""Where the ledger is kept and requests are counted: in the home folder, or in a database."""

from __future__ import annotations

import os
from pathlib import Path

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.postgresql.named import LEDGER, REQUESTS, Named
from seller_credits.settings.files import ASKED_FILE, LEDGER_FILE
from seller_credits.settings.model import Settings


def ledger_place(settings: Settings) -> Path | DatabaseAddress:
    """The ledger: a file in the home folder, or the database that the seller names for it.

    Its password may be in the environment's address, or wherever the database's own driver looks
    for it: PGPASSWORD, or the file that PGPASSFILE names.

    Raises:
        ConfigurationProblem: the environment names none that could be one.
    """
    return _named(LEDGER) or settings.ledger or settings.home / LEDGER_FILE


def shared_limits(settings: Settings) -> DatabaseAddress | None:
    """The database that counts requests for workers on several machines, where there is one.

    Raises:
        ConfigurationProblem: the environment names none that could be one.
    """
    return _named(REQUESTS) or settings.sync.shared_limits


def _named(named: Named) -> DatabaseAddress | None:
    """What the environment says, which goes before the settings."""
    told = os.environ.get(named.variable)
    if not told:
        return None
    try:
        return DatabaseAddress.parse(told)
    except ValueError as problem:
        raise ConfigurationProblem(
            f"{named.variable} in the environment: {problem}.",
            hint="Set it to the address of the database, or do not set it.",
        ) from None


def place_of_limits(settings: Settings, home: Path) -> Path | DatabaseAddress:
    """Where requests are counted: in the home, or for many machines in a database."""
    return shared_limits(settings) or home / ASKED_FILE
