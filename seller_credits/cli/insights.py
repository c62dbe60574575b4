"""`seller-credits insights`: what is unusual, since when, and what it costs."""

from __future__ import annotations

import sys
from datetime import timedelta

import click

from seller_credits.cli.house import note, open_to_read
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.cli.span import Span

_LONGEST = timedelta(days=3650)


@click.command("insights")
@click.option(
    "--since",
    type=Span(_LONGEST),
    default="180d",
    show_default=True,
    metavar="SPAN",
    help="Look at orders placed since then: 90d, 26w.",
)
@shared_options
def command(since: timedelta) -> None:
    """Name what goes wrong unusually often: a SKU, a carrier, a warehouse, some weeks.

    Each against the account's own usual rate, with how sure that is, since when it is so, what it
    costs a month and what to look at. A strike or a storm is one event, not a hundred bad SKUs.
    """
    from seller_credits.reporting import insights, machine  # noqa: PLC0415
    from seller_credits.workflow.insights import insights_of  # noqa: PLC0415

    output = chosen_format("table", "json", "ndjson", "csv")
    with open_to_read() as house:
        told = list(
            insights_of(
                house.ledger,
                shared().account,
                since=since,
                now=house.clock(),
                bar=house.settings.bar(),
            )
        )
    if output in machine.FORMATS:
        machine.write(sys.stdout, output, insights.INSIGHTS, insights.items_of(told))
        for one in told:
            for sentence in insights.notes_of(one):
                note(f"Note: {one.account}: {sentence}")
    elif told:
        insights.print_insights(told)
    else:
        click.echo("No orders. If nothing was read yet, begin with sync or import.")
