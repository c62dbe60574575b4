"""What `reconcile` found, for a person: what is proven now, and what somebody must see to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from seller_credits.reporting import words
from seller_credits.reporting.console import console, new_table, plain


def print_reconciliation(told: Mapping[str, Any]) -> None:
    """Print changes first, then what waits for a person, then the count."""
    screen = console()
    if told["items"]:
        screen.print(_table(told["items"]))
    for each in told["for_a_person"]:
        screen.print(
            f"[bold]See to it:[/] order {escape(each['order_id'])}, {words.given(each)}: "
            f"{escape(each['what'])}.",
            highlight=False,
        )
    for each in told["overdue"]:
        line = f"Overdue: {each['issuance_id']}: {each['why']}"
        screen.print(line, highlight=False, markup=False)
    for order_id, why in told["unread"].items():
        screen.print(f"Not read: order {order_id}: {why}", highlight=False, markup=False)
    count = len(told["items"])
    changed = "nothing changed" if not count else f"{count:,} came to another status"
    left = told["in_flight"]
    proven = f" {left:,} not proven yet." if left else ""
    screen.print(f"{told['looked_for']:,} looked for; {changed}.{proven}", highlight=False)
    if told["for_a_person"]:
        screen.print(
            "What was done by hand: `record` it. Else, once dealt with: seller-credits reconcile "
            "--settle ORDER --by NAME --reason WHY",
            highlight=False,
        )


def _table(items: Sequence[Mapping[str, Any]]) -> Table:
    table = new_table()
    table.add_column("Order", no_wrap=True)
    table.add_column("Amount", justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    table.add_column("By what evidence", overflow="fold")
    for item in items:
        status = f"{item['before']} → {item['status']}"
        table.add_row(
            Text(plain(item["order_id"])), words.given(item), status, Text(plain(item["why"]))
        )
    return table
