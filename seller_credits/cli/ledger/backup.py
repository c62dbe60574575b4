"""`ledger backup FILE`: a copy while others go on writing."""

from __future__ import annotations

from pathlib import Path

import click

from seller_credits.cli.acting import open_begun
from seller_credits.cli.house import command_line, note
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.shared import chosen_format, shared_options


@click.command("backup")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@shared_options
def command(path: Path) -> None:
    """Copy the ledger to FILE, while others go on writing to it.

    The copy is one SQLite file, also of a ledger in PostgreSQL. It is proven before it gets its
    name, and never takes the place of another file. To restore, put it where the ledger was:
    nothing is issued by it before `reconcile` has read the books of the time it does not know.
    """
    from seller_credits.ledger.backing_up import back_up  # noqa: PLC0415  # heavy: only when used

    output = chosen_format("table", "json")
    with open_begun() as house:
        made = back_up(house.ledger.storage, path, house.clock())
        beside = [name for name in _BESIDE if (house.folder / name).exists()]
        folder = house.folder
    if output == "json":
        marks = [
            {"account": each.account, "seq": each.seq, "hash": each.hash}
            for each in made.checkpoints
        ]
        print_json(
            {
                "schema": "seller-credits/backup/1",
                "file": str(made.path),
                "bytes": made.size,
                "checkpoints": marks,
            }
        )
        return
    click.echo(f"Copied to {made.path}, {made.size:,} bytes.")
    for each in made.checkpoints:
        click.echo(f"checkpoint {each.account} {each.seq} {each.hash}")
    if beside:
        note(f"Keep beside it, from {folder}: {', '.join(beside)}.")
    note(f"Prove it some day: {command_line('ledger verify --against CHECKPOINT')}")


_BESIDE = ("buyer.key", "evidence", "settings.yaml", "policy.yaml", "messages.yaml", "costs.csv")
"""What a home has that is in no ledger."""
