"""Syncs shops of growing size at Amazon's limits: `python -m benchmarks.sync`.

The simulator enforces the documented limits, all of them faster by one factor, and both sides begin
with empty buckets. The named reference is the token-bucket lower bound of what the sync asked: for
every operation, so many requests cannot be made sooner than so many tokens grow; the slowest one
is the bound. The naive way beside it is what the usual clients' examples do: search, then ask for
each order by itself.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.marketplace.operations import OPERATIONS

_WHOLE_OR_NEARLY = {0, 7}  # a store without returns to Amazon's warehouses is unknown at first
_SPEEDS = {2_000: 40.0, 20_000: 200.0, 200_000: 300.0}
"""Chosen so that no bound is longer than it must be, and no page faster than it can be read."""


class _Ran(NamedTuple):
    """What one sync took, and what it told."""

    wall: float
    peak: float
    told: dict[str, Any]


def main() -> None:
    """Measure every size that was asked for, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("orders", nargs="*", type=int, default=sorted(_SPEEDS))
    parser.add_argument("--speed", type=float, help="How many times faster than Amazon's limits.")
    parser.add_argument("--seed", type=int, default=7)
    said = parser.parse_args()
    print(
        f"{'orders':>8} {'speed':>6} {'wall s':>7} {'bound s':>8} {'ratio':>6} {'429s':>5} "
        f"{'per 1,000':>10} {'naive':>6} {'peak MB':>8}"
    )
    for orders in said.orders:
        _measure(orders, said.speed or _SPEEDS.get(orders, _SPEEDS[200_000]), said.seed)


def _measure(orders: int, speed: float, seed: int) -> None:
    options = ["--orders", str(orders), "--seed", str(seed), "--speed", str(speed)]
    command = [sys.executable, "-m", "seller_credits", "simulator", "--empty-buckets", *options]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as simulator,
    ):
        assert simulator.stdout is not None
        try:
            shop = json.loads(simulator.stdout.readline())
            _empty_ours(Path(folder), shop, speed)
            ran = _sync(Path(folder), shop)
            with urlopen(f"{shop['endpoint']}/counts") as answer:  # noqa: S310  # the simulator
                counts = json.load(answer)
        finally:
            simulator.terminate()
    _print(orders, speed, ran, counts)


def _empty_ours(home: Path, shop: dict[str, Any], speed: float) -> None:
    """Our own buckets begin empty too, and know the faster rates as an answer would have told."""
    owner = f"{shop['endpoint']} {shop['client_id']} {shop['seller_id']}"
    now = datetime.now(UTC)
    with SharedBuckets(home / "marketplace.db") as buckets:
        for operation in OPERATIONS:
            key = f"{owner} {operation.name}"
            buckets.drain(key, now)
            buckets.learn(key, (operation.rate or 1.0) * speed)


def _sync(home: Path, shop: dict[str, Any]) -> _Ran:
    known = {
        f"SELLER_CREDITS_{name.upper()}": ",".join(value) if isinstance(value, list) else value
        for name, value in shop.items()
    }
    command = [sys.executable, "-m", "seller_credits", "--home", str(home), "--quiet", "sync"]
    options = ["--since", "121d", "--patience", "7d", "--format", "json"]
    with (home / "told.json").open("wb") as told, (home / "said.txt").open("wb") as said:
        began = time.perf_counter()
        sync = subprocess.Popen(
            [*command, *options], env={**os.environ, **known}, stdout=told, stderr=said
        )
        # Of this very process: the simulators of other sizes are children too, and larger.
        _, status, usage = os.wait4(sync.pid, 0)
        wall = time.perf_counter() - began
    sync.returncode = os.waitstatus_to_exitcode(status)
    if sync.returncode not in _WHOLE_OR_NEARLY:
        sys.exit(f"The sync failed with {sync.returncode}: {(home / 'said.txt').read_text()}")
    return _Ran(wall, usage.ru_maxrss / 1024, json.loads((home / "told.json").read_bytes()))


def _print(orders: int, speed: float, ran: _Ran, counts: dict[str, dict[str, int]]) -> None:
    rates = {operation.name: operation.rate for operation in OPERATIONS if operation.rate}
    requests = counts["requests"]
    bound = max(count / (rates[name] * speed) for name, count in requests.items() if name in rates)
    ours = sum(requests.values()) / orders * 1_000
    naive = (math.ceil(orders / 100) + orders) / orders * 1_000
    refused = sum(counts["throttled"].values())
    print(
        f"{orders:>8,} {speed:>6g} {ran.wall:>7.1f} {bound:>8.1f} {ran.wall / bound:>6.2f} "
        f"{refused:>5} {ours:>10.1f} {naive:>6.0f} {ran.peak:>8.0f}   "
        f"{ran.told['issues']:,} issues; "
        f"{', '.join(f'{name} {count:,}' for name, count in sorted(requests.items()))}",
        flush=True,
    )


if __name__ == "__main__":
    main()
