"""`seller-credits ledger`: proving it, and telling one order's story."""

from __future__ import annotations

import sys
from typing import Any

import click
import orjson

from seller_credits.cli.house import is_begun, open_to_read, where
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.cli.verdicts import ending_with
from seller_credits.domain.errors import LedgerProblem, UsageProblem


@click.group("ledger")
@shared_options
def command() -> None:
    """Prove that the ledger is what was written, and read it."""


@command.command("verify")
@click.option("--against", metavar="CHECKPOINT", help="A line an earlier verify printed.")
@shared_options
@click.pass_context
def verify(context: click.Context, against: str | None) -> None:
    """Check every entry's hash, the order of the chain, and what was drawn from it.

    Prints how far each account's chain reaches: keep that line elsewhere, and `--against` it a
    ledger that was cut short or rewritten as a whole is found out. Exit code 6 where anything
    differs.
    """
    from seller_credits.ledger.interface import Checkpoint  # noqa: PLC0415

    output = chosen_format("table", "json")
    kept = Checkpoint.parse(against) if against else None
    _must_exist()
    with open_to_read() as house:
        marks = house.ledger.checkpoints()
        faults = list(house.ledger.verify(kept))
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


def _must_exist() -> None:
    from seller_credits.settings import LEDGER_FILE  # noqa: PLC0415

    path = where().folder / LEDGER_FILE
    if not is_begun():
        raise LedgerProblem(
            f"There is no ledger at {path}.", hint="Name its folder with --home, or sync first."
        )


@command.command("history")
@click.argument("order_id", metavar="ORDER")
@shared_options
def history(order_id: str) -> None:
    """Tell one order's story: every entry about it, oldest first."""
    output = chosen_format("table", "json", "ndjson")
    with open_to_read() as house:
        entries = house.ledger.history(order_id)
        told = [
            {
                "account": entry.account,
                "seq": entry.seq,
                "at": entry.at,
                "kind": entry.kind,
                "actor": entry.actor,
                "payload": orjson.loads(entry.payload),
                "hash": entry.hash.hex(),
            }
            for entry in entries
        ]
    if not told:
        raise UsageProblem(
            f"The ledger knows nothing of order {order_id}.",
            hint="List the orders it knows: seller-credits issues",
        )
    if output == "table":
        _print(order_id, told)
    elif output == "ndjson":
        sys.stdout.writelines(orjson.dumps(entry).decode() + "\n" for entry in told)
    else:
        document = {"schema": "seller-credits/history/1", "order_id": order_id, "items": told}
        sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")


def _print(order_id: str, told: list[dict[str, Any]]) -> None:
    from seller_credits.reporting.story import print_story  # noqa: PLC0415

    print_story(order_id, told)
