"""What the credits did and cost, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from seller_credits.domain.money import Money
from seller_credits.measurement.impact import By, Impact
from seller_credits.measurement.intervals import Interval, Share, wilson
from seller_credits.measurement.lines import Line, Spent
from seller_credits.measurement.trials import Arm, Trial
from seller_credits.reporting.console import console, indented, new_table, plain
from seller_credits.reporting.impact_words import (
    apart_sentences,
    cost_sentence,
    name_of,
    notes_of,
    rate_text,
    trial_sentences,
    verdict_sentence,
    waiting_sentences,
)
from seller_credits.reporting.machine import Listing

IMPACT = Listing(
    "seller-credits/impact/1",
    (
        *("account", "row", "by", "name", "issued", "given", "net_cost", "net_cost_unknown"),
        *("matured", "waiting", "apart", "already_credited", "already_uncredited"),
        *("credited", "uncredited", "avoided", "verdict", "needed_per_group", "cost_per_avoided"),
        *("evidence", "experiment", "share", "arms", "difference", "needed", "as_drawn"),
    ),
)
NOTHING_YET = "Nothing to measure yet. Read orders first"
_UNTOLD: dict[str, Any] = dict.fromkeys(IMPACT.columns)
_DIGITS = 6
_MOST_LINES = 20
_FOR_ALL = "All orders, each once"


def has_orders(impact: Impact) -> bool:
    """Whether there is anything to tell of."""
    return bool(impact.lines)


def items_of(told: Iterable[Impact]) -> Iterator[dict[str, Any]]:
    """The total, every line and every experiment of each account as items of a list."""
    for impact in told:
        if not has_orders(impact):
            continue
        yield _of_line(impact, impact.total, "total")
        yield from (_of_line(impact, line, "line") for line in impact.lines)
        yield from (_of_trial(impact, trial) for trial in impact.trials)


def _of_line(impact: Impact, line: Line, row: str) -> dict[str, Any]:
    cost = line.cost_per_avoided
    return _UNTOLD | {
        "account": impact.account,
        "row": row,
        "by": impact.by,
        "name": line.name,
        "issued": line.spent.issuances,
        "given": _amounts(line.spent.given),
        "net_cost": _amounts(line.spent.net_cost),
        "net_cost_unknown": line.spent.net_cost_unknown,
        "matured": line.credited.of + line.uncredited.of,
        "waiting": {str(why): number for why, number in sorted(line.waiting.items())},
        "apart": dict(sorted(line.apart.items())),
        "already_credited": line.already_credited,
        "already_uncredited": line.already_uncredited,
        "credited": _share(line.credited),
        "uncredited": _share(line.uncredited),
        "avoided": _interval(line.avoided),
        "verdict": line.verdict,
        "needed_per_group": line.needed,
        "cost_per_avoided": {
            "currency": cost.low.currency,
            "point": cost.point.plain if cost.point else None,
            "low": cost.low.plain,
            "high": cost.high.plain if cost.high else None,
        }
        if cost
        else None,
        "evidence": "observed",
    }


def _of_trial(impact: Impact, trial: Trial) -> dict[str, Any]:
    needed = trial.needed
    return _UNTOLD | {
        "account": impact.account,
        "row": "experiment",
        "name": trial.experiment,
        "verdict": "shown" if trial.has_shown else "cannot_tell_yet",
        "evidence": "randomised",
        "experiment": trial.experiment,
        "share": f"{trial.share:f}",
        "matured": trial.own.matured + trial.instead.matured,
        "arms": {"own": _arm(trial.own), "instead": _arm(trial.instead)},
        "difference": _interval(trial.difference),
        "needed": dict(zip(("own", "instead"), needed, strict=True)) if needed else None,
        "as_drawn": trial.is_as_drawn,
    }


def _arm(arm: Arm) -> dict[str, Any]:
    return {"drawn": arm.orders, "credited": arm.credited, **_share(arm.share)}


def _share(share: Share) -> dict[str, Any]:
    told: dict[str, Any] = {"orders": share.of, "defects": share.count}
    return told | {"rate": _interval(wilson(share) if share.of else None)}


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {
        "point": round(found.point, _DIGITS),
        "low": round(found.low, _DIGITS),
        "high": round(found.high, _DIGITS),
    }


def _amounts(sums: dict[str, Money]) -> dict[str, str]:
    return {currency: sums[currency].plain for currency in sorted(sums)}


def print_impacts(told: Sequence[Impact], file: TextIO | None = None) -> None:
    """What was given and what happened, line by line, and what that says."""
    out = console(file)
    several = sum(map(has_orders, told)) > 1
    for impact in filter(has_orders, told):
        if several or impact.account != "default":
            out.print(Text(plain(f"Account {impact.account}"), style="bold underline"))
        _print(out, impact)


def _print(out: Console, impact: Impact) -> None:
    lines = impact.lines[:_MOST_LINES]
    out.print(_table([*lines, impact.total], impact.by))
    for line in [*lines, impact.total]:
        if line.credited.of or line.spent.issuances:
            label = _FOR_ALL if line is impact.total else name_of(line, impact.by)
            out.print(Text(plain(f"{label}: {verdict_sentence(line)}"), style="bold"))
            for sentence in cost_sentence(line):
                out.print(indented(sentence, style="dim"))
    for sentence in (*waiting_sentences(impact.total), *apart_sentences(impact)):
        out.print(Text(sentence))
    for trial in impact.trials:
        first, *rest = trial_sentences(trial)
        out.print(Text(plain(first), style="bold"))
        for sentence in rest:
            out.print(indented(sentence))
    for sentence in notes_of(impact, shown=len(lines)):
        out.print(Text(sentence, style="dim"))
    out.print()


def _table(lines: Sequence[Line], by: By) -> Table:
    table = new_table()
    table.add_column(str(by).upper() if by is By.SKU else str(by).capitalize(), overflow="fold")
    table.add_column("Given", justify="right")
    table.add_column("Net cost", justify="right")
    table.add_column("Defects: credited", overflow="fold")
    table.add_column("Not credited", overflow="fold")
    for line in lines:
        is_total = line is lines[-1]
        table.add_row(
            Text(plain("All" if is_total else name_of(line, by))),
            _given(line.spent),
            _net_cost(line.spent),
            rate_text(line.credited),
            rate_text(line.uncredited),
            style="bold" if is_total else "",
        )
    return table


def _given(spent: Spent) -> str:
    sums = [str(spent.given[currency]) for currency in sorted(spent.given)]
    return "\n".join([f"{spent.issuances:,} x", *sums]) if spent.issuances else ""


def _net_cost(spent: Spent) -> str:
    sums = [str(spent.net_cost[currency]) for currency in sorted(spent.net_cost)]
    unknown = [f"{spent.net_cost_unknown:,} not known"] if spent.net_cost_unknown else []
    return "\n".join(sums + unknown)
