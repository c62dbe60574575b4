"""A policy's examples, expected beside got."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from seller_credits.reporting.console import console, new_table, plain


def print_examples(results: Sequence[dict[str, Any]], uncovered: Sequence[str]) -> None:
    """One row an example, failures marked, and the rules that no example shows."""
    out = console()
    table = new_table()
    for name in ("", "Line", "Given", "Expected", "Got"):
        table.add_column(name)
    for result in results:
        passed = result["passed"]
        mark = Text("ok", style="green") if passed else Text("FAILED", style="red")
        row = (result["given"], result["expected"], {} if passed else result["got"])
        table.add_row(mark, str(result["line"]), *(Text(_listed(facts)) for facts in row))
    out.print(table)
    failed = sum(not result["passed"] for result in results)
    out.print(f"{len(results) - failed} of {len(results)} examples come out as they say.")
    if uncovered:
        out.print(Text(f"No example reaches: {plain(', '.join(uncovered))}."))


def _listed(facts: dict[str, str]) -> str:
    return ", ".join(f"{name}: {plain(value)}" for name, value in facts.items())
