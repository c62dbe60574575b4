"""What was read and what was not, source by source, as a person reads it after a sync."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.padding import Padding
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
    """A line for every source and window, and below it why it is so.

    Stores of which the same is said share a line; so do windows in a row the same reason.
    """
    rows: dict[tuple[object, ...], list[Window]] = {}
    for window in windows:
        # One answer of the orders API tells of the order and of its parcels.
        if window.source is not Source.PACKAGES:
            rows.setdefault(_said(window), []).append(window)
    lines = [(_named(alike), _when(alike[0]), alike[0]) for alike in rows.values()]
    out = console(file)
    names = max((len(name) for name, _, _ in lines), default=0)
    whens = max((len(when) for _, when, _ in lines), default=0)
    reasons = [window.why for _, _, window in lines[1:]] + [""]
    for (name, when, window), next_why in zip(lines, reasons, strict=False):
        state = Text(window.state, style=_STYLES[window.state])
        out.print(Text(f"{name:<{names}}  {when:<{whens}}  ") + state, soft_wrap=True)
        if window.why != next_why and window.why:
            why = Text(plain(window.why.replace("\n", " ")), style="dim")
            out.print(Padding(why, (0, 0, 0, 4), expand=False))


def _named(alike: Sequence[Window]) -> str:
    stores = ", ".join(dict.fromkeys(one.marketplace for one in alike if one.marketplace))
    return f"{plain(_source(alike[0]))} {stores}".strip()


def _said(window: Window) -> tuple[object, ...]:
    if window.source is None or window.source is Source.ORDERS:
        return (window.name, window.state)
    return (_source(window), _when(window), window.state, window.why, _part(window))


def _part(window: Window) -> str:
    return window.name if window.marketplace is None else ""


def _source(window: Window) -> str:
    """The window's own name where it is a file or the orders; else its report's, in words."""
    if window.source is None or window.marketplace is None:
        return window.name
    report, is_one, _ = window.name.partition(f" {window.marketplace}")
    return (report if is_one else window.source).replace("_", " ")


def _when(window: Window) -> str:
    if window.since is None or window.until is None:
        return ""
    return f"{window.since:%d %b} to {window.until:%d %b %H:%M} UTC"
