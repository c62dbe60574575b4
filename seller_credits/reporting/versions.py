"""The versions of a policy and how each stands, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from seller_credits.reporting.console import console, new_table, plain
from seller_credits.reporting.words import Item

_SHOWN = 12
_DAY = len("2026-11-23")


def print_versions(items: Iterable[Item]) -> None:
    """Each version on a line: its digest, its name, whose orders it judges, how it stands."""
    table = new_table()
    for name in ("Digest", "Policy", "Orders", "Stands"):
        table.add_column(name, no_wrap=name == "Digest")
    for item in items:
        cells = (str(item["digest"])[:_SHOWN], _title(item), _orders(item), _stands(item))
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console().print(table)


def _title(item: Item) -> str:
    version = f", version {item['version']}" if item["version"] else ""
    in_use = " (in use)" if item["in_use"] else ""
    return f"{item['name'] or '?'}{version}{in_use}"


def _orders(item: Item) -> str:
    first, last = item["from"], item["to"]
    if not (first or last):
        return "of any day"
    return f"{f'from {first} ' if first else ''}{f'to {last}' if last else ''}".strip()


def _stands(item: Item) -> str:
    words = str(item["status"]).replace("_", " ")
    if item["behind"]:
        words += f", behind {item['behind'][:_SHOWN]}"
    said = f" by {item['by']}, {item['at'][:_DAY]}" if item["by"] else ""
    reason = f": {item['reason']}" if item["reason"] else ""
    proposer = item["proposed_by"]
    also = f" (proposed by {proposer})" if proposer and proposer != item["by"] else ""
    return f"{words}{said}{also}{reason}"
