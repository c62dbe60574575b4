"""`ledger rebuild`: what lists and limits are read from, drawn anew from the entries."""

from __future__ import annotations

import click

from seller_credits.cli.acting import open_begun
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.shared import chosen_format, shared, shared_options


@click.command("rebuild")
@shared_options
def command() -> None:
    """Draw everything that is read from the ledger anew, from its entries.

    Suggestions, limits and states are drawn from the entries as they are written. Where `verify`
    says that they differ, this mends them. The entries themselves are only read, and a chain that
    is broken is refused: restore a backup then. Each account is drawn whole or left as it was.
    """
    from seller_credits.ledger.rebuilding import rebuild  # noqa: PLC0415  # heavy: only when used

    output = chosen_format("table", "json")
    with open_begun() as house:
        done = []
        for each in rebuild(house.ledger.storage, shared().account):
            done.append({"account": each.account, "entries": each.entries})
            if output == "table":
                click.echo(f"Account {each.account}: drawn anew from {each.entries:,} entries.")
    if output == "json":
        print_json({"schema": "seller-credits/rebuild/1", "items": done})
    elif not done:
        click.echo("The ledger holds no entries.")
