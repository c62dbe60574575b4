"""`seller-credits report`: the suggestion report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from seller_credits.cli.health import stores_of
from seller_credits.cli.house import note, open_to_read
from seller_credits.cli.reconcile import lines_in_question
from seller_credits.cli.shared import FORMATS, shared, shared_options
from seller_credits.cli.whole_files import written_whole

if TYPE_CHECKING:
    from seller_credits.bootstrap import House

_BY_EXTENSION = {".html": "html", ".htm": "html", ".json": "json", ".ndjson": "ndjson"}
_BY_EXTENSION |= {".jsonl": "ndjson", ".csv": "csv", ".txt": "table"}


@click.command("report")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write; the extension names the format.",
)
@shared_options
def command(output: Path | None) -> None:
    """Write the suggestion report: to FILE in the format of its extension, or to stdout.

    The HTML report is one file that needs nothing else: mail it, print it, read it on a phone.
    """
    wanted = _format(output)
    with open_to_read() as house:
        if output is None:
            write_report(house, wanted, sys.stdout)
            return
        save_report(house, wanted, output)
        note(f"Report written to {output}")


def _format(output: Path | None) -> str:
    if shared().format:
        return str(shared().format)
    if output is None:
        return "table"
    found = _BY_EXTENSION.get(output.suffix.lower())
    if found is None:
        raise click.UsageError(
            f"{output.name}: the extension names no format; say --format {'|'.join(FORMATS)}"
        )
    return found


def save_report(house: House, wanted: str, path: Path) -> None:
    """Write the report beside its place and then into it: never half a report.

    Raises:
        SellerCreditsError: the file cannot be written.
    """
    with (
        written_whole(path, "report") as out,
        TextIOWrapper(out, encoding="utf-8", newline="") as text,
    ):
        write_report(house, wanted, text)


def write_report(house: House, wanted: str, out: TextIO) -> None:
    """Write the report in one format."""
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415
    from seller_credits.reporting import machine, tables  # noqa: PLC0415
    from seller_credits.reporting.health_words import headroom_lines, with_headroom  # noqa: PLC0415

    now, stores = house.clock(), stores_of(house)
    items = house.ledger.suggestions(Filter(account=shared().account, now=now))
    if wanted in machine.FORMATS:
        machine.write(out, wanted, machine.SUGGESTIONS, with_headroom(items, stores))
    elif wanted == "html":
        lines = [*lines_in_question(house, shared().account), *headroom_lines(stores, now)]
        _write_html(house, out, lines)
    else:
        health = [*lines_in_question(house, shared().account), *headroom_lines(stores, now)]
        tables.print_suggestions(items, now, everything=True, health=health, file=out)


def _write_html(house: House, out: TextIO, health: Sequence[str]) -> None:
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415
    from seller_credits.reporting.html import write_html  # noqa: PLC0415

    account = shared().account
    write_html(
        out,
        items=house.ledger.suggestions(Filter(account=account)),
        coverage=list(house.ledger.windows(account or house.account)),
        health=health,
        heading="Suggestions" + (f" for {account}" if account else ""),
        made_at=house.clock(),
        policy=house.policy().name,
    )
