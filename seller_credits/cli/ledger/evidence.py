"""`ledger evidence ORDER FILE...`: photos, scans and case numbers, kept for an appeal."""

from __future__ import annotations

from pathlib import Path

import click

from seller_credits.cli.acting import open_begun
from seller_credits.cli.authorising import by_option, said
from seller_credits.cli.shared import shared_options
from seller_credits.domain.errors import UsageProblem


@click.command("evidence")
@click.argument("order_id", metavar="ORDER")
@click.argument(
    "paths", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, dir_okay=False)
)
@click.option("--case", metavar="NUMBER", help="A case with the marketplace.", callback=said)
@by_option("Who keeps it.")
@click.option("--note", metavar="TEXT", help="What it shows.", callback=said)
@shared_options
def command(
    order_id: str, paths: tuple[Path, ...], case: str | None, by: str, note: str | None
) -> None:
    """Keep files for an order: photos, scans, letters; or the number of a case.

    Each is copied into the home folder under its SHA-256, which the ledger keeps: that it is still
    the same can be proven a year later. `ledger history ORDER --pack` puts them beside the facts,
    and `ledger verify` says which is missing or was changed.
    """
    if not paths and case is None:
        raise UsageProblem("Keep what?", hint="Name files, or a case: --case NUMBER")
    from seller_credits.ledger.evidence import EvidenceFiles  # noqa: PLC0415  # heavy
    from seller_credits.workflow.keeping import keep  # noqa: PLC0415

    with open_begun() as house:
        kept = keep(
            house.ledger,
            EvidenceFiles(house.folder),
            order_id,
            paths,
            case=case,
            by=by,
            note=note or "",
            now=house.clock(),
        )
        for digest, name in kept:
            click.echo(f"Kept for order {order_id}: {name}, SHA-256 {digest}")
