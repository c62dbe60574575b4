"""`seller-credits health`: how the account stands with the marketplace."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from seller_credits.cli.house import note, open_to_read
from seller_credits.cli.shared import chosen_format, shared, shared_options

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.measurement.health import StoreHealth


@click.command("health")
@shared_options
def command() -> None:
    """Show the account-health metrics of each store, and how many more defects each can take.

    As the latest account-health report says them, with its age; `sync` reads it. The order defect
    rate counts orders with a claim, a chargeback or one or two stars. When those roll off is told
    of the orders this ledger knows.
    """
    from seller_credits.reporting import health, machine  # noqa: PLC0415

    output = chosen_format("table", "json", "ndjson", "csv")
    with open_to_read() as house:
        stores = stores_of(house)
        now = house.clock()
    if output in machine.FORMATS:
        machine.write(sys.stdout, output, health.HEALTH, health.items_of(stores))
        if not stores:
            note(f"Note: {health.NOTHING_READ}")
    else:
        health.print_health(stores, now)


def stores_of(house: House) -> list[StoreHealth]:
    """Every store of which a report was read, of the account asked for or of all."""
    from seller_credits.workflow.health import health_of  # noqa: PLC0415

    stale_after = house.settings.health_stale_after
    return health_of(house.ledger, shared().account, house.clock(), stale_after)
