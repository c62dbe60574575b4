"""`seller-credits ledger`: proving it, reading it, and keeping it safe."""

from __future__ import annotations

import click

from seller_credits.cli.ledger import backup, evidence, export, history, rebuild, verify
from seller_credits.cli.shared import shared_options


@click.group("ledger")
@shared_options
def command() -> None:
    """Prove that the ledger is what was written, read it, and keep it safe."""


for _each in (verify, history, export, backup, rebuild, evidence):
    command.add_command(_each.command)
