"""`seller-credits issues`: what went wrong."""

from __future__ import annotations

import sys

import click

from seller_credits.cli.filters import filter_options
from seller_credits.cli.house import open_to_read
from seller_credits.cli.shared import chosen_format, shared, shared_options


@click.command("issues")
@filter_options
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(["proposed", "closed", "expired"]),
    help="Only where the suggestion stands so.",
)
@click.option(
    "--sort",
    type=click.Choice(["found", "deadline"]),
    default="found",
    show_default=True,
    help="As they were found, or as the day's work: soonest due first, then the overdue.",
)
@shared_options
def command(
    issue: tuple[str, ...], order: tuple[str, ...], status: tuple[str, ...], sort: str
) -> None:
    """List what went wrong, each with its evidence and its deadline."""
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415
    from seller_credits.reporting import machine, tables  # noqa: PLC0415

    output = chosen_format("table", "json", "ndjson", "csv")
    with open_to_read() as house:
        wanted = Filter(
            account=shared().account,
            kinds=issue,
            orders=order,
            statuses=status,
            sort=sort,
            now=house.clock(),
        )
        found = house.ledger.issues(wanted)
        if output in machine.FORMATS:
            machine.write(sys.stdout, output, machine.ISSUES, found)
        else:
            tables.print_issues(found, house.clock(), narrowed=wanted.narrows)
