"""`ledger history ORDER`: one order's whole story, and as a pack for whoever must be shown it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import orjson

from seller_credits.cli.house import note, open_to_read
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.domain.errors import SellerCreditsError, UsageProblem


@click.command("history")
@click.argument("order_id", metavar="ORDER")
@click.option(
    "--pack",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write all of it for an appeal: FILE.html, FILE.zip, or a folder.",
)
@shared_options
def command(order_id: str, pack: Path | None) -> None:
    """Tell one order's story: every entry about it, oldest first.

    A pack is for whoever decides an appeal: what went wrong, the facts, the policy and how it
    decided, what was issued and what the books show, evidence, and the checkpoint that proves it.
    The page needs nothing else, and prints well; the same ledger gives the same bytes.
    """
    if pack is not None:
        _write_pack(order_id, pack)
        return
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


def _write_pack(order_id: str, path: Path) -> None:
    from seller_credits.ledger.evidence import EvidenceFiles  # noqa: PLC0415  # heavy
    from seller_credits.workflow.packing import packed, write_pack  # noqa: PLC0415

    with open_to_read() as house:
        pack = packed(house.ledger, EvidenceFiles(house.folder), order_id)
    try:
        write_pack(pack, path)
    except OSError as error:
        raise SellerCreditsError(
            f"{path} cannot be written: {error.strerror}.",
            hint="Name another place; the ledger is untouched.",
        ) from error
    note(f"Order {order_id} packed: {path}")
