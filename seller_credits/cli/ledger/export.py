"""`ledger export`: everything it says, for other programs and for the accountant."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from seller_credits.cli.acting import open_begun
from seller_credits.cli.house import note
from seller_credits.cli.shared import shared, shared_options
from seller_credits.cli.whole_files import written_whole

if TYPE_CHECKING:
    from seller_credits.bootstrap import House


@click.command("export")
@click.option(
    "--as",
    "as_",
    type=click.Choice(["jsonl", "beancount"]),
    default="jsonl",
    show_default=True,
    envvar="SELLER_CREDITS_LEDGER_EXPORT_AS",
    help="Every entry as a line of JSON, or proven refunds as transactions of plain-text accounts.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write; stdout if not said.",
)
@shared_options
def command(as_: str, output: Path | None) -> None:
    """Write out the whole ledger, or the refunds the marketplace's books show.

    As JSON lines it is complete: what each entry says, byte by byte as it was hashed, so that
    whoever has the lines can prove them. It ends with exit code 6 at an entry that is not as it
    was written.
    """
    with open_begun() as house:
        lines = _lines(house, as_)
        if output is None:
            _write(sys.stdout.buffer, lines)
            return
        with written_whole(output, "export") as out:
            count = _write(out, lines)
    what = "lines" if as_ == "beancount" else "entries"
    note(f"Exported to {output}: {count:,} {what}.")


def _lines(house: House, layout: str) -> Iterator[bytes]:
    account = shared().account
    if layout == "jsonl":
        from seller_credits.ledger import exporting  # noqa: PLC0415  # heavy: only when used

        yield from exporting.lines(house.ledger.entries(account))
        return
    from seller_credits.reporting.beancount import beancount_lines  # noqa: PLC0415
    from seller_credits.workflow.booking import bookings  # noqa: PLC0415

    names = [each.account for each in house.ledger.checkpoints()]
    for line in beancount_lines(bookings(house.ledger, account), names):
        yield f"{line}\n".encode()


def _write(out: BinaryIO, lines: Iterator[bytes]) -> int:
    count = 0
    for line in lines:
        out.write(line)
        count += 1
    return count
