"""The account-health metrics, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from seller_credits.domain.clock import when_text
from seller_credits.domain.issues import Channel
from seller_credits.measurement.health import Outlook, StoreHealth
from seller_credits.measurement.metrics import PARTS, Metric
from seller_credits.reporting.console import console, new_table, plain
from seller_credits.reporting.health_words import (
    day,
    how_old,
    outlook_text,
    parts_text,
    percent,
    trend_text,
)
from seller_credits.reporting.machine import Listing
from seller_credits.reporting.words import counted

HEALTH = Listing(
    "seller-credits/health/1",
    (
        *("account", "marketplace", "metric", "channel", "status", "rate", "target", "condition"),
        *("count", "of", "since", "until", "read_at", "stale", "account_status", "headroom"),
        *("roll_offs", "roll_offs_known", "claims", "chargebacks", "negative_feedback"),
        *("change", "change_days"),
    ),
)
NOTHING_READ = (
    "No account-health report was read yet. `sync` reads it, or `import` one that was saved."
)

_STYLES = {"GOOD": "green", "BAD": "bold red"}
_CONDITIONS = {"LESS_THAN": "below ", "GREATER_THAN": "above ", "EQUALS": ""}


def items_of(stores: Iterable[StoreHealth]) -> Iterator[dict[str, Any]]:
    """Every metric of every store as items of a list; rates are shares of one, as text."""
    for store in stores:
        yield from (_item(store, metric) for metric in store.metrics)


def _item(store: StoreHealth, metric: Metric) -> dict[str, Any]:
    outlook = store.outlook(metric.channel)
    ahead = outlook.roll_offs if outlook else ()
    trend = store.trend(metric)
    return {
        "account": store.account,
        "marketplace": store.marketplace,
        "metric": metric.name,
        "channel": metric.channel,
        "status": metric.status,
        "rate": _text(metric.rate),
        "target": _text(metric.target),
        "condition": metric.condition,
        "count": metric.count,
        "of": metric.of,
        "since": when_text(metric.first),
        "until": when_text(metric.last),
        "read_at": when_text(store.read_at),
        "stale": store.is_stale,
        "account_status": store.status,
        "headroom": outlook.headroom.can_take if outlook else None,
        "roll_offs": [{"day": each.day.isoformat(), "defects": each.defects} for each in ahead],
        "roll_offs_known": outlook.known if outlook else None,
        **dict.fromkeys(PARTS),
        **(metric.parts or {}),
        "change": _text(trend.change) if trend else None,
        "change_days": trend.days if trend else None,
    }


def _text(share: Decimal | None) -> str | None:
    return None if share is None else f"{share:f}"


def print_health(stores: Sequence[StoreHealth], now: datetime, file: TextIO | None = None) -> None:
    """Each store with its metrics, and below them what its defect rate can take."""
    out = console(file)
    if not stores:
        out.print(NOTHING_READ)
    several = len({store.account for store in stores}) > 1
    for store in stores:
        _print_store(out, store, now, with_account=several)


def _print_store(out: Console, store: StoreHealth, now: datetime, *, with_account: bool) -> None:
    name = f"{store.account} {store.marketplace}" if with_account else store.marketplace or ""
    status = f": {store.status.replace('_', ' ').lower()}" if store.status else ""
    out.print(Text(plain(f"{name}{status}"), style="bold"))
    if store.is_stale:
        said = f"Too old to decide by: {how_old(store, now)}. Run sync to read another."
        out.print(Text(said, style="yellow"))
    else:
        out.print(Text(f"{how_old(store, now).capitalize()}.", style="dim"))
    telling = [metric for metric in store.metrics if not _is_at_nought(metric)]
    if telling:
        out.print(_table(telling))
    at_nought = len(store.metrics) - len(telling)
    if at_nought:
        out.print(f"{counted(at_nought, 'other count')} of violations: 0, which is good.")
    for metric in store.metrics:
        if metric.parts is not None and metric.of:
            out.print(Text(f"{_name(metric)}: {parts_text(metric)}."), style="dim")
    changed = [trend_text(_name(each.metric), each) for each in store.trends if each.change]
    if changed:
        out.print(Text(plain(f"Since earlier reports: {'; '.join(changed)}.")))
    elif store.trends:
        out.print("No metric has changed since earlier reports.", style="dim")
    if not store.metrics:
        out.print("The report tells of no metric.", style="dim")
    for outlook in store.outlooks:
        _print_outlook(out, outlook, now)
    out.print()


def _is_at_nought(metric: Metric) -> bool:
    """Whether it counts violations and there are none: a dozen of these would bury the rest."""
    return not metric.is_rate and metric.count == 0 and metric.status == "GOOD"


def _table(metrics: Iterable[Metric]) -> Table:
    table = new_table()
    table.add_column("Metric", overflow="fold")
    table.add_column("Now", justify="right")
    table.add_column("Target", justify="right")
    table.add_column("", overflow="fold")
    table.add_column("Counted", justify="right")
    table.add_column("Of the days", overflow="fold")
    for metric in metrics:
        status = metric.status or ""
        table.add_row(
            Text(plain(_name(metric))),
            _now(metric),
            _target(metric),
            Text(plain(status.lower()), style=_STYLES.get(status, "dim")),
            _counted(metric),
            _days(metric),
        )
    return table


def _name(metric: Metric) -> str:
    if metric.channel is not None:
        who = "you ship" if metric.channel is Channel.SELLER else "Amazon ships"
        return f"Order defect rate, {who}"
    return metric.name.replace("_", " ").capitalize()


def _now(metric: Metric) -> str:
    if metric.rate is not None:
        return percent(metric.rate)
    if metric.is_rate:
        return "" if metric.of == 0 else "not told"
    return "" if metric.count is None else f"{metric.count:,}"


def _target(metric: Metric) -> str:
    if metric.target is None:
        return ""
    figure = percent(metric.target) if metric.is_rate else f"{metric.target:f}"
    return _CONDITIONS.get(metric.condition or "", "") + figure


def _counted(metric: Metric) -> str:
    if metric.count is None or metric.of is None:
        return ""
    return f"{metric.count:,} of {metric.of:,}"


def _days(metric: Metric) -> str:
    if metric.first is None or metric.last is None:
        return ""
    return f"{day(metric.first)} to {day(metric.last)}"


def _print_outlook(out: Console, outlook: Outlook, now: datetime) -> None:
    headroom = outlook.headroom
    out.print(Text(f"{outlook_text(outlook, now.date())}."))
    if not headroom.defects:
        return
    known = "none" if not outlook.known else f"{outlook.known:,}"
    said = f"When defects roll off is known of {known} of {counted(headroom.defects, 'defect')}"
    when = ", ".join(f"{day(each.day)}: {each.defects:,}" for each in outlook.roll_offs)
    out.print(Padding(Text(f"{said}{f' ({when})' if when else ''}.", style="dim"), (0, 0, 0, 2)))
