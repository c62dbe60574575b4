"""`seller-credits impact`: what the credits did and cost."""

from __future__ import annotations

import sys
from datetime import timedelta

import click

from seller_credits.cli.house import command_line, note, open_to_read
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.cli.span import Span

_LONGEST = timedelta(days=3650)


@click.command("impact")
@click.option(
    "--since",
    type=Span(_LONGEST),
    metavar="SPAN",
    help="Only troubles found since then: 180d, 52w; all if not said.",
)
@click.option(
    "--per",
    type=click.Choice(["issue", "rule", "sku"]),
    default="issue",
    show_default=True,
    help="What each line of the table is about.",
)
@shared_options
def command(since: timedelta | None, per: str) -> None:
    """Show what was given, what it cost, and what buyers did afterwards.

    Claims, chargebacks and one or two stars, of orders that got a credit and of others, each
    with how sure that is. Only matured orders count: those of which nothing more can come. Who
    got a credit was not left to chance, so what is seen proves nothing; an experiment in the
    policy does.
    """
    from seller_credits.measurement.impact import By  # noqa: PLC0415
    from seller_credits.reporting import impact, impact_items, machine  # noqa: PLC0415
    from seller_credits.workflow.impact import impacts_of  # noqa: PLC0415

    output = chosen_format("table", "json", "ndjson", "csv")
    with open_to_read() as house:
        now = house.clock()
        told = list(
            impacts_of(
                house.ledger,
                shared().account,
                by=By(per),
                since=now - since if since else None,
                windows=house.settings.windows(),
                now=now,
            )
        )
    if output in machine.FORMATS:
        impact_items.write(sys.stdout, output, told)
    else:
        impact.print_impacts(told)
    if not any(map(impact_items.has_orders, told)):
        begin = f"{command_line('sync')}, or try {command_line('demo')}"
        note(f"Nothing to measure yet. Read orders first: {begin}")
