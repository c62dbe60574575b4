"""`ledger verify`: whether it is what was written."""

from __future__ import annotations

import sys

import click
import orjson

from seller_credits.cli.acting import must_be_begun
from seller_credits.cli.house import open_to_read
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.cli.verdicts import ending_with
from seller_credits.domain.errors import LedgerProblem


@click.command("verify")
@click.option("--against", metavar="CHECKPOINT", help="A line an earlier verify printed.")
@shared_options
@click.pass_context
def command(context: click.Context, against: str | None) -> None:
    """Check every entry's hash, the order of the chain, what was drawn from it, and evidence.

    Prints how far each account's chain reaches: keep that line elsewhere, and `--against` it a
    ledger that was cut short or rewritten as a whole is found out. Exit code 6 where anything
    differs.
    """
    from seller_credits.ledger.evidence import EvidenceFiles  # noqa: PLC0415  # heavy
    from seller_credits.ledger.interface import Checkpoint  # noqa: PLC0415

    output = chosen_format("table", "json")
    kept = Checkpoint.parse(against) if against else None
    must_be_begun()
    with open_to_read() as house:
        marks = house.ledger.checkpoints()
        files = EvidenceFiles(house.folder)
        faults = [*house.ledger.verify(kept), *files.faults(house.ledger.evidence())]
        place = house.ledger.place
    with ending_with(context, LedgerProblem.exit_code if faults else 0):
        if output == "json":
            told = {
                "schema": "seller-credits/verify/1",
                "ok": not faults,
                "faults": [{"account": fault.account, "what": fault.what} for fault in faults],
                "checkpoints": [
                    {"account": mark.account, "seq": mark.seq, "hash": mark.hash} for mark in marks
                ],
            }
            sys.stdout.write(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
        else:
            for fault in faults:
                click.echo(f"{fault.account}: {fault.what}")
            for mark in marks:
                click.echo(f"checkpoint {mark.account} {mark.seq} {mark.hash}")
            if not (faults or marks):
                click.echo(f"The ledger {place} holds no entries.")
            elif not faults:
                click.echo(f"The ledger {place} is what was written.")
        if faults:
            click.echo(
                "Error: the ledger is not what was written. Keep it as it is, and restore a "
                "backup.",
                err=True,
            )
