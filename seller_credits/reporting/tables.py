"""Issues and suggestions as tables a person enjoys reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from rich.console import Console
from rich.text import Text

from seller_credits.reporting import words
from seller_credits.reporting.approvals import told_of
from seller_credits.reporting.console import console, new_table, plain
from seller_credits.reporting.tally import Tally
from seller_credits.reporting.urgency import urgency_of_item
from seller_credits.reporting.words import Item

_ORDER_ID = len("111-1234567-1234567")
_AMOUNT = len("1234.56 USD")
"""An order id and an amount are never cut, however narrow the terminal."""
_REST = 60
"""What the other columns need: on a narrow terminal the first one is broken into lines before."""

ROWS_AT_ONCE = 500
"""Rows laid out together: columns are as wide as these need, and memory stays flat."""

_STYLES = {
    "partial_refund": "yellow",
    "full_refund": "yellow",
    "replacement": "yellow",
    "return_and_refund": "yellow",
    "review": "magenta",
    "message": "cyan",
    "none": "dim",
}


def print_suggestions(
    items: Iterable[Item],
    now: datetime,
    *,
    everything: bool = False,
    narrowed: bool = False,
    most: int | None = None,
    health: Iterable[str] = (),
    file: TextIO | None = None,
) -> None:
    """The work list, soonest due first, and below it what it adds up to.

    Args:
        items: suggestions, those that wait for a person first.
        now: the moment, aware; deadlines are told from it.
        everything: show also those where nothing is to do.
        narrowed: only some were asked for, so that none may be no news.
        most: show at most this many; the rest is counted.
        health: how the defect rate stands, a line for each store.
        file: where to print; standard output if not said.
    """
    out = console(file)
    tally = Tally()
    rows: list[Item] = []
    shown = issued = 0
    for item in items:
        issued += bool(item.get("issuance")) and not words.waits(item)
        if words.waits(item):
            tally.add_waiting(item, urgency_of_item(item, now))
        else:
            tally.add_settled(item)
        if not (everything or words.waits(item)) or (most is not None and shown >= most):
            continue
        shown += 1
        rows.append(item)
        if len(rows) == ROWS_AT_ONCE:
            _print_rows(out, rows, now)
            rows = []
    if rows:
        _print_rows(out, rows, now)
    if tally.waiting or tally.settled:
        _print_sums(out, tally, shown, issued, everything=everything)
    else:
        out.print(_none("suggestion", narrowed=narrowed))
    for line in health:
        out.print(plain(line))


def _print_rows(out: Console, rows: list[Item], now: datetime) -> None:
    """Two lines a suggestion: what and until when above, where and why below."""
    table = new_table(expand=True)
    table.add_column(
        "What happened",
        overflow="fold",
        min_width=_ORDER_ID,
        max_width=max(_ORDER_ID, out.width - _REST),
    )
    table.add_column("What to do, and why", ratio=1, min_width=12)
    table.add_column("Amount", justify="right", overflow="fold", min_width=_AMOUNT)
    table.add_column("Until", overflow="fold")
    for item in rows:
        given = item.get("issuance") or item
        to_do = Text(words.what_to_do(given), style=_STYLES.get(str(given["remedy"]), ""))
        table.add_row(
            _two_lines(Text(words.what_happened(item), style="bold"), item["order_id"]),
            _two_lines(to_do, _where_it_stands(item)),
            Text(words.how_much(given)),
            _until(item, now),
        )
    out.print(table)


def _where_it_stands(item: Item) -> str:
    """Why it is suggested; of what somebody acted on, how far that has come."""
    change, issuance = item.get("change"), item.get("issuance")
    if change and words.waits(item):
        what = change["amount"] or words.what_to_do(change).lower()
        return f"{change['by']} proposes {what} and another person approves it: {change['reason']}"
    if issuance:
        told = told_of(issuance, item)
        status = str(item["status"])
        return told if status in {"approved", "recorded"} else f"{status.capitalize()}: {told}"
    status = str(item.get("status"))
    return words.why(item) if status not in _SAID else f"{status.capitalize()}. {words.why(item)}"


_SAID = frozenset({"declined", "expired"})


def _two_lines(first: Text, second: object) -> Text:
    return Text.assemble(first, "\n", (plain(second), "dim"))


def _until(item: Item, now: datetime) -> Text:
    text = words.until_when(item, now)
    return Text(text, style="red" if text.endswith("overdue") else "")


def _print_sums(out: Console, tally: Tally, shown: int, issued: int, *, everything: bool) -> None:
    """What waits, what it adds up to in each currency, and what was left out."""
    parts = [f"{number:,} {to_do.lower()}" for to_do, number in tally.remedies.most_common()]
    detail = f" ({', '.join(parts)})" if parts else ""
    money = ", ".join(f"{total} {currency}" for currency, total, _ in tally.sums)
    suggested = f" Suggested: {money}." if money else ""
    out.print(f"{words.counted(tally.waiting, 'suggestion')} to look at{detail}.{suggested}")
    left_out = tally.waiting + (tally.settled if everything else 0) - shown
    if left_out > 0:
        out.print(f"{left_out:,} more: the command `suggestions` lists them all.", style="dim")
    if everything:
        return
    if issued:
        was = "was" if issued == 1 else "were"
        out.print(f"{issued:,} {was} approved or recorded: add --all to see how far.", style="dim")
    quiet = tally.settled - issued
    if quiet:
        need = "needs" if quiet == 1 else "need"
        out.print(f"{quiet:,} {need} nothing: add --all to see why.", style="dim")


def print_issues(items: Iterable[Item], now: datetime, *, narrowed: bool = False) -> None:
    """What went wrong, as it was found; narrowed where only some issues were asked for."""
    out = console()
    rows: list[Item] = []
    count = 0
    for item in items:
        count += 1
        rows.append(item)
        if len(rows) == ROWS_AT_ONCE:
            _print_issue_rows(out, rows, now)
            rows = []
    if rows:
        _print_issue_rows(out, rows, now)
    out.print(f"{words.counted(count, 'issue')}." if count else _none("issue", narrowed=narrowed))


def _none(what: str, *, narrowed: bool) -> str:
    """What a list says that is empty: why that may be, and what to do."""
    if narrowed:
        return f"No {what} is like that. Without filters, `{what}s` lists them all."
    return f"No {what}s. If nothing was read yet, begin with sync or import."


def _print_issue_rows(out: Console, rows: list[Item], now: datetime) -> None:
    table = new_table(expand=True)
    table.add_column(
        "What happened",
        overflow="fold",
        min_width=_ORDER_ID,
        max_width=max(_ORDER_ID, out.width - _REST),
    )
    table.add_column("When, how bad, which item", ratio=1, overflow="fold", min_width=12)
    table.add_column("Shown by, and defect rate", ratio=1)
    table.add_column("Until", overflow="fold")
    for item in rows:
        sources = dict.fromkeys(str(proof["source"]) for proof in item["evidence"])
        table.add_row(
            _two_lines(Text(words.what_happened(item), style="bold"), item["order_id"]),
            _two_lines(_when(item), words.item(item)),
            _two_lines(
                Text(", ".join(source.replace("_", " ") for source in sources)),
                str(item["odr_exposure"]).replace("_", " "),
            ),
            _until(item, now),
        )
    out.print(table)


def _when(item: Item) -> Text:
    """The day it happened, and how bad it is where that is not the usual."""
    severity = str(item.get("severity") or "")
    style = {"high": "red", "low": "dim"}.get(severity, "")
    return Text.assemble(
        words.day(item["occurred_at"]), (f"  {severity}" if severity else "", style)
    )
