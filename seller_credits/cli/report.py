"""`seller-credits report`: the suggestion report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from seller_credits.cli.health import stores_of
from seller_credits.cli.house import note, open_to_read
from seller_credits.cli.reconcile import in_question, lines_in_question
from seller_credits.cli.shared import FORMATS, shared, shared_options
from seller_credits.cli.whole_files import written_whole

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.ledger.interface import Ledger

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
    from seller_credits.reporting import tables  # noqa: PLC0415
    from seller_credits.reporting.approvals import with_issuances  # noqa: PLC0415
    from seller_credits.reporting.health_words import headroom_lines, with_headroom  # noqa: PLC0415

    account, now, stores = shared().account, house.clock(), stores_of(house)
    found = house.ledger.suggestions(Filter(account=account, now=now))
    items = with_issuances(found, house.ledger.issuances(account))
    if wanted == "html":
        _write_html(house, out, items, list(headroom_lines(stores, now)))
        return
    if wanted == "table":
        health = [*lines_in_question(house.ledger, account), *headroom_lines(stores, now)]
        tables.print_suggestions(items, now, everything=True, health=health, file=out)
        return
    write_for_programs(out, wanted, house.ledger, account, with_headroom(items, stores))


def write_for_programs(
    out: TextIO,
    wanted: str,
    ledger: Ledger,
    account: str | None,
    items: Iterable[Mapping[str, Any]],
) -> None:
    """Suggestions as JSON, JSON lines or CSV; what is in question is told of on stderr.

    An orphan belongs to no suggestion: `reconcile --format json` has it for programs.
    """
    from seller_credits.reporting import machine  # noqa: PLC0415

    machine.write(out, wanted, machine.SUGGESTIONS, items)
    for line in lines_in_question(ledger, account):
        note(line)


def _write_html(
    house: House, out: TextIO, items: Iterable[Mapping[str, Any]], health: Sequence[str]
) -> None:
    from seller_credits.reporting.html import write_html  # noqa: PLC0415

    account = shared().account
    write_html(
        out,
        items=items,
        in_question=in_question(house.ledger, account),
        coverage=list(house.ledger.windows(account or house.account)),
        health=health,
        heading="Suggestions" + (f" for {account}" if account else ""),
        made_at=house.clock(),
        policy=house.policy().name,
    )
