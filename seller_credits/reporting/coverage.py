"""What was read and what was not, source by source, as a person reads it after a sync."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.table import Table
from rich.text import Text

from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.reporting.console import console, plain

_STYLES = {
    CoverageState.READ: "green",
    CoverageState.EMPTY: "dim",
    CoverageState.EMPTY_ASSUMED: "dim",
    CoverageState.UNKNOWN: "yellow",
    CoverageState.REFUSED: "red",
    CoverageState.FAILED: "red",
}


def print_coverage(windows: Iterable[Window], file: TextIO | None = None) -> None:
    """A line for every source and window; stores of which the same is said share one."""
    rows: dict[tuple[object, ...], list[Window]] = {}
    for window in windows:
        # One answer of the orders API tells of the order and of its parcels.
        if window.source is not Source.PACKAGES:
            rows.setdefault(_said(window), []).append(window)
    if not rows:
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for alike in rows.values():
        first = alike[0]
        stores = ", ".join(dict.fromkeys(one.marketplace for one in alike if one.marketplace))
        table.add_row(
            f"{plain(_source(first))} {stores}".strip(),
            _when(first),
            Text(first.state, style=_STYLES[first.state]),
            Text(plain(first.why.replace("\n", " ")), style="dim"),
        )
    console(file).print(table)


def _said(window: Window) -> tuple[object, ...]:
    if window.source is None or window.source is Source.ORDERS:
        return (window.name, window.state)
    return (window.source, window.since, window.until, window.state, window.why, _part(window))


def _part(window: Window) -> str:
    return window.name if window.marketplace is None else ""


def _source(window: Window) -> str:
    """The window's own name where it is a file or the orders; else its source, in words."""
    if window.source is None or window.marketplace is None:
        return window.name
    return window.source.replace("_", " ")


def _when(window: Window) -> str:
    if window.since is None or window.until is None:
        return ""
    return f"{window.since:%d %b} to {window.until:%d %b %H:%M} UTC"
