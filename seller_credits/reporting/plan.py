"""A sync's plan: what it would ask, what that costs, and how long it would take."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from seller_credits.domain.clock import when_text
from seller_credits.domain.coverage import Span
from seller_credits.marketplace.plans import Plan, Step
from seller_credits.reporting.console import console, plain
from seller_credits.reporting.words import counted

_MINUTE = 60
_HOUR = 60 * _MINUTE


def print_plan(plan: Plan, file: TextIO | None = None) -> None:
    """The steps in their order, and what they add up to."""
    out = console(file)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("What", overflow="fold")
    table.add_column("Requests", no_wrap=True)
    table.add_column("Ready in", justify="right", no_wrap=True)
    table.add_column("What it tells, and why this way", ratio=1, overflow="fold")
    for step in plan.steps:
        table.add_row(_what(step), _requests(step), _ready(step), _tells(step))
    out.print(table)
    waiting = f", {length(plan.waiting)} of it waiting for Amazon's limits" if plan.waiting else ""
    out.print(f"About {length(plan.seconds)} in all{waiting}; nothing was asked yet.")
    if any(not step.reached for step in plan.steps):
        out.print("The next syncs read what this one does not reach; --patience gives it longer.")


def plan_json(plan: Plan, now: datetime) -> dict[str, Any]:
    """The plan as `sync --plan --format json` prints it; times are seconds from `begins_at`."""
    return {
        "schema": "seller-credits/plan/1",
        "begins_at": when_text(now),
        "seconds": round(plan.seconds, 1),
        "waiting": round(plan.waiting, 1),
        "items": [
            {
                "what": step.what,
                "way": step.way,
                "since": when_text(step.span.since) if step.span else None,
                "until": when_text(step.span.until) if step.span else None,
                "orders": step.orders,
                "requests": dict(step.requests),
                "begins": round(step.begins, 1),
                "ends": round(step.ends, 1),
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


def _what(step: Step) -> Text:
    text = Text(plain(step.what.replace("_", " ")))
    if step.orders is not None:
        text.append(f"\nabout {counted(step.orders, 'order')}", style="dim")
    if step.span is not None:
        text.append(f"\n{_span(step.span)}", style="dim")
    return text


def _span(span: Span) -> str:
    return f"{span.since:%d %b %H:%M} to {span.until:%d %b %H:%M} UTC"


def _requests(step: Step) -> str:
    return "\n".join(f"{count:,} {name}" for name, count in step.requests.items()) or "none"


def _ready(step: Step) -> Text:
    if not step.reached:
        return Text("not now", style="yellow")
    return Text(length(step.ends))


def _tells(step: Step) -> Text:
    text = Text(plain(step.teaches))
    if step.why:
        text.append(f"\n{plain(step.why)}", style="dim")
    return text
