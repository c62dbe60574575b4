"""A sync's plan: what it would ask, what that costs, and how long it would take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TextIO

from rich.text import Text

from seller_credits.domain.clock import when_text
from seller_credits.marketplace.plans import Plan, Step
from seller_credits.reporting.console import console, new_table, plain
from seller_credits.reporting.words import counted

_MINUTE = 60
_HOUR = 60 * _MINUTE
_LONG = timedelta(days=3)


def print_plan(plan: Plan, file: TextIO | None = None) -> None:
    """The steps in their order, and what they add up to; alike reports of all stores are one."""
    out = console(file)
    table = new_table()
    table.add_column("Ready in", justify="right", no_wrap=True)
    table.add_column("Requests", justify="right", no_wrap=True)
    table.add_column("What is read, and what it tells", ratio=1, overflow="fold")
    rows: dict[tuple[object, ...], list[Step]] = {}
    for step in plan.steps:
        rows.setdefault(_likeness(step), []).append(step)
    for steps in rows.values():
        table.add_row(_ready(steps), _number(steps), _told(steps))
    out.print(table)
    for line in _sums(plan):
        out.print(line)


def plan_json(plan: Plan, now: datetime) -> dict[str, Any]:
    """The plan as `sync --plan --format json` prints it; times are seconds from `begins_at`.

    Where `at_least` is true, more requests and time may follow: how much shows on the way.
    """
    return {
        "schema": "seller-credits/plan/1",
        "begins_at": when_text(now),
        "seconds": round(plan.seconds, 1),
        "waiting": round(plan.waiting, 1),
        "patience": plan.patience.total_seconds(),
        "at_least": plan.is_open,
        "requests": dict(_requests(plan.steps)),
        "items": [
            {
                "what": step.what,
                "marketplace": step.store,
                "way": step.way,
                "since": when_text(step.span.since) if step.span else None,
                "until": when_text(step.span.until) if step.span else None,
                "orders": step.orders,
                "requests": dict(step.requests),
                "begins": round(step.begins, 1),
                "ends": round(step.ends, 1),
                "at_least": step.is_open,
                "teaches": step.teaches,
                "why": step.why,
                "reached": step.reached,
            }
            for step in plan.steps
        ],
    }


def length(seconds: float) -> str:
    """A time as a person says it: `40 s`, `12 min`, `3 h 5 min`, `4 days`."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    hours, rest = divmod(whole, _HOUR)
    if hours >= 48:  # noqa: PLR2004  # from two days on, hours say little
        return f"{hours / 24:.0f} days"
    minutes = rest // _MINUTE
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min"


def _likeness(step: Step) -> tuple[object, ...]:
    """Steps of which the same is said are one row."""
    asked = bool(step.requests)
    number = "" if step.store else id(step)
    return step.what, step.reached, asked, step.why, number


def _ready(steps: Sequence[Step]) -> Text:
    last = steps[-1]
    if not last.reached:
        return Text("not now", style="yellow")
    if not last.requests and not last.is_open:
        return Text("now", style="dim")
    return Text(f"{'from ' if last.is_open else ''}{length(last.ends)}")


def _number(steps: Sequence[Step]) -> Text:
    count = sum(_requests(steps).values())
    if not count:
        return Text("some" if steps[-1].is_open else "none", style="dim")
    is_least = steps[-1].is_open and steps[-1].store is None
    return Text(f"{count:,}{' or more' if is_least else ''}")


def _told(steps: Sequence[Step]) -> Text:
    first = steps[0]
    text = Text(plain(first.what.replace("_", " ")))
    stores = dict.fromkeys(step.store for step in steps if step.store)
    text.append(f" {', '.join(stores)}" if stores else "")
    text.append(_when(steps))
    orders = [step.orders for step in steps if step.orders is not None]
    if orders:
        text.append(f", about {counted(sum(orders), 'order')}")
    if first.teaches and (first.requests or first.is_open or not first.reached):
        text.append(f"\n{plain(first.teaches)}", style="dim")
    for why in dict.fromkeys(step.why for step in steps if step.why):
        text.append(f"\n{plain(why)}", style="dim italic")
    return text


def _when(steps: Sequence[Step]) -> str:
    spans = [step.span for step in steps if step.span is not None]
    if not spans:
        return ""
    since, until = min(span.since for span in spans), max(span.until for span in spans)
    hour = "" if until - since > _LONG else " %H:%M"
    return f", {since.strftime(f'%d %b{hour}')} to {until:%d %b %H:%M} UTC"


def _sums(plan: Plan) -> Iterator[str]:
    asked = ", ".join(f"{count:,} {name}" for name, count in _requests(plan.steps).items())
    waits = plan.waiting >= 1
    waiting = f", {length(plan.waiting)} of it waiting for Amazon's limits" if waits else ""
    if plan.is_open:
        yield f"At least {length(plan.seconds)}{waiting}; nothing was asked yet."
        yield f"Requests, at the least: {asked or 'none'}."
        yield (
            "How many orders there are is not known yet; waits for Amazon's limits end after "
            f"{length(plan.patience.total_seconds())}, and the next sync goes on."
        )
    else:
        yield f"About {length(plan.seconds)} in all{waiting}; nothing was asked yet."
        yield f"Requests: {asked or 'none'}."
    if any(not step.reached for step in plan.steps):
        yield "The next syncs read what this one does not reach; --patience gives it longer."


def _requests(steps: Iterable[Step]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for step in steps:
        total.update(step.requests)
    return total
