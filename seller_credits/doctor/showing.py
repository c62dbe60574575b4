"""The findings as a table a person reads from the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from seller_credits.doctor.findings import Finding, Result
from seller_credits.reporting.console import console, new_table, plain

_SIGNS = {
    Result.OK: ("✓", "green"),
    Result.WARNING: ("!", "yellow"),
    Result.FAILED: ("✗", "bold red"),
    Result.SKIPPED: ("-", "dim"),
}


def print_findings(findings: Sequence[Finding]) -> None:
    """One row a check: a sign (a word where there is no colour), what was found, how to mend it."""
    out = console()
    in_colour = out.is_terminal and not out.no_color
    table = new_table()
    table.add_column("" if in_colour else "Result")
    table.add_column("Check", overflow="fold")
    table.add_column("What was found, and how to mend it", ratio=1, overflow="fold")
    several = len({found.account for found in findings} - {None}) > 1
    for found in findings:
        sign, style = _SIGNS[found.result]
        table.add_row(
            Text(sign if in_colour else str(found.result), style=style),
            Text(_name(found, with_account=several)),
            _told(found),
        )
    out.print(table)
    counts = Counter(found.result for found in findings)
    out.print(", ".join(f"{counts[result]} {result}" for result in Result if counts[result]) + ".")


def _name(found: Finding, *, with_account: bool) -> str:
    name = found.check.replace("_", " ")
    return f"{name} ({plain(found.account)})" if found.account and with_account else name


def _told(found: Finding) -> Text:
    dim = "dim" if found.result in {Result.OK, Result.SKIPPED} else ""
    text = Text(plain(found.said), style=dim)
    if found.mend:
        text.append(f"\nTo do: {plain(found.mend)}", style="" if dim else "bold")
    return text
