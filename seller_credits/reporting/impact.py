"""What the credits did and cost, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from seller_credits.measurement.impact import By, Impact
from seller_credits.measurement.lines import Line, Spent
from seller_credits.reporting.console import console, indented, new_table, plain
from seller_credits.reporting.impact_items import has_orders
from seller_credits.reporting.impact_words import (
    apart_sentences,
    cost_sentences,
    explained,
    name_of,
    notes_of,
    rate_text,
    trial_sentences,
    verdict_sentence,
    waiting_sentences,
)

_MOST_LINES = 20


def print_impacts(told: Sequence[Impact], file: TextIO | None = None) -> None:
    """What was given and what happened, line by line, and what that says."""
    out = console(file)
    several = sum(map(has_orders, told)) > 1
    for impact in filter(has_orders, told):
        if several or impact.account != "default":
            out.print(Text(plain(f"Account {impact.account}"), style="bold underline"))
        _print(out, impact)


def _print(out: Console, impact: Impact) -> None:
    lines = [line for line in impact.lines if line.has_credits or line.uncredited.of][:_MOST_LINES]
    if lines:
        out.print(_table([*lines, impact.total], impact.by))
    _explain(out, "All orders, each once", impact.total)
    told, too_few = explained(lines)
    for line in told:
        _explain(out, name_of(line, impact.by), line)
    if too_few:
        names = ", ".join(name_of(line, impact.by) for line in too_few)
        out.print(Text(plain(f"Too few have matured to tell anything of: {names}.")))
    for sentence in (*waiting_sentences(impact), *apart_sentences(impact)):
        out.print(Text(sentence))
    for trial in impact.trials:
        first, *rest = trial_sentences(trial)
        out.print(Text(plain(first), style="bold"))
        for sentence in rest:
            out.print(indented(sentence))
    for sentence in notes_of(impact, shown=len(lines)):
        out.print(Text(sentence, style="dim"))
    out.print()


def _explain(out: Console, name: str, line: Line) -> None:
    out.print(Text(plain(f"{name}: {verdict_sentence(line)}"), style="bold"))
    for sentence in cost_sentences(line):
        out.print(indented(sentence, style="dim"))


def _table(lines: Sequence[Line], by: By) -> Table:
    table = new_table()
    table.add_column(str(by).upper() if by is By.SKU else str(by).capitalize(), overflow="fold")
    table.add_column("Given,\nnet cost", justify="right")
    table.add_column("Defects,\ncredited", overflow="fold")
    table.add_column("Defects,\nnot credited", overflow="fold")
    for line in lines:
        is_total = line is lines[-1]
        table.add_row(
            Text(plain("All" if is_total else name_of(line, by))),
            "\n".join(_spent(line.spent)),
            rate_text(line.credited),
            rate_text(line.uncredited),
            style="bold" if is_total else "",
        )
    return table


def _spent(spent: Spent) -> Iterator[str]:
    """`71 x 649.21 USD`, each further currency below it, and then what that really cost."""
    if not spent.issuances:
        return
    first, *more = [str(spent.given[currency]) for currency in sorted(spent.given)] or [""]
    yield f"{spent.issuances:,} x {first}".rstrip()
    yield from more
    for currency in sorted(spent.net_cost):
        yield f"net {spent.net_cost[currency]}"
    if spent.net_cost_unknown:
        yield f"net of {spent.net_cost_unknown:,} not known"
