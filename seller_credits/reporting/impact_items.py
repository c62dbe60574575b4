"""What the credits did and cost, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from seller_credits.domain.clock import when_text
from seller_credits.domain.money import Money
from seller_credits.measurement.impact import Impact
from seller_credits.measurement.intervals import Interval, Share, wilson
from seller_credits.measurement.lines import Line
from seller_credits.measurement.trials import Arm, Trial
from seller_credits.reporting import machine
from seller_credits.reporting.machine import Listing

_RATE = ("orders", "defects", "rate.point", "rate.low", "rate.high")
_INTERVAL = ("point", "low", "high")


def _below(name: str, parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{name}.{part}" for part in parts)


IMPACT = Listing(
    "seller-credits/impact/1",
    (
        *("account", "row", "by", "name", "issued", "given", "net_cost", "net_cost_unknown"),
        *("matured", "waiting", "apart", "already_credited", "already_uncredited"),
        *("credited", "uncredited", "avoided", "verdict", "needed_per_group", "cost_per_avoided"),
        *("next_at", "evidence", "experiment", "share", "arms", "difference", "needed", "as_drawn"),
    ),
)
_SPREAD = {
    "credited": _below("credited", _RATE),
    "uncredited": _below("uncredited", _RATE),
    "avoided": _below("avoided", _INTERVAL),
    "cost_per_avoided": _below("cost_per_avoided", ("currency", *_INTERVAL)),
    "arms": (
        *_below("arms.own", ("drawn", "credited", *_RATE)),
        *_below("arms.instead", ("drawn", "credited", *_RATE)),
    ),
    "difference": _below("difference", _INTERVAL),
    "needed": _below("needed", ("own", "instead")),
}
"""What is several columns of CSV: each is named by where the item has it."""

_UNTOLD: dict[str, Any] = dict.fromkeys(IMPACT.columns)
_DIGITS = 6


def has_orders(impact: Impact) -> bool:
    """Whether there is anything to tell of."""
    return bool(impact.lines)


def write(out: TextIO, output: str, told: Iterable[Impact]) -> None:
    """What was given and what happened, in one of `machine.FORMATS`."""
    items = items_of(told)
    if output != "csv":
        machine.write(out, output, IMPACT, items)
        return
    columns = tuple(path for name in IMPACT.columns for path in _SPREAD.get(name, (name,)))
    rows = ({path: _at(item, path) for path in columns} for item in items)
    machine.write_csv(out, columns, rows)


def _at(item: Mapping[str, Any], path: str) -> Any:
    """What stands there; sums and counts by name as a list: `24.00 USD`, `windows_open 3`."""
    found: Any = item
    for name in path.split("."):
        found = found and found[name]
    if not isinstance(found, dict):
        return found
    is_money = path in {"given", "net_cost"}
    return [f"{told} {name}" if is_money else f"{name} {told}" for name, told in found.items()]


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
        "next_at": when_text(impact.next_at) if line is impact.total else None,
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
