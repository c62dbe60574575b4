"""A made-up shop to sync with, and what it knows of its own troubles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from seller_credits.domain.issues import Source
from seller_credits.simulator.server import Connection, running

SPEED = 20_000
"""Fast enough that nothing waits for a report or a quota."""

Key = tuple[str, str | None, str]


@contextmanager
def open_shop(
    patch: pytest.MonkeyPatch, *, seed: int = 1, orders: int = 250, **said: Any
) -> Iterator[Connection]:
    """A running shop whose credentials stand in the environment."""
    with running(orders=orders, seed=seed, speed=SPEED, **said) as shop:
        for name, value in shop.as_dict().items():
            if name != "truth":
                text = ",".join(value) if isinstance(value, list) else value
                patch.setenv(f"SELLER_CREDITS_{name.upper()}", text)
        yield shop


SYNCED = frozenset({"orders", "packages", "mfn_returns", "fba_returns", "feedback", "finances"})
"""What a sync reads; settlement files, labels and a seller's own notes are imported."""


def truth(shop: Connection) -> dict[str, Any]:
    """What really happened in the shop, and what shows it."""
    with urlopen(shop.truth) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def shown(shop: Connection, sources: frozenset[str] = SYNCED) -> set[Key]:
    """What went wrong and what at least one of these sources shows."""
    return {key(issue) for issue in truth(shop)["issues"] if sources & {*issue["sources"]}}


def is_warning(issue: dict[str, Any]) -> bool:
    """Whether it only says that an order is to leave soon: nothing has gone wrong yet."""
    return all("due" in proof["values"] for proof in issue["evidence"])


def came_true(issues: list[dict[str, Any]]) -> list[Key]:
    """What went wrong, warnings left out."""
    return [key(issue) for issue in issues if not is_warning(issue)]


def key(issue: dict[str, Any]) -> Key:
    return issue["order_id"], issue["order_item_id"], issue["issue"]


def items(run: Callable[..., Any], *command: object) -> list[dict[str, Any]]:
    """The items one command lists."""
    ran = run(*command, "--format", "json")
    assert ran.code == 0, ran.err
    listed: list[dict[str, Any]] = json.loads(ran.out)["items"]
    return listed


def fetched(client: Any, shop: Connection, folder: Path) -> list[Path]:
    """The shop's own report files of the last 120 days, as a seller would download them."""
    now = datetime.now(UTC)
    kept: list[Path] = []
    for source in (Source.MFN_RETURNS, Source.FBA_RETURNS, Source.FEEDBACK):
        for store in shop.marketplaces:
            until = now
            while until > now - timedelta(days=120):
                longest = client.max_window(source) or timedelta(days=120)
                since = max(until - longest, now - timedelta(days=120))
                report = client.report(source, store, since, until)
                until = since - timedelta(seconds=1)
                if report.path is not None:
                    path = folder / f"{store}-{source}-{len(kept)}.txt"
                    path.write_bytes(report.path.read_bytes())
                    kept.append(path)
    return kept
