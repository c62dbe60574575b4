"""Recall and precision of detection, per kind of issue, against made-up shops that know the truth.

    python -m benchmarks.recall [--seeds 20] [--orders 400] [--stores US,CA]

For each seed a simulator is started, read over HTTP by `seller-credits sync` as a seller would, and
told of by the seller's own two tables (labels and noted issues). What was found is compared with
the simulator's truth: recall is of what at least one of these sources shows, precision of all that
was found. What no source can show is counted apart: nobody could have found it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

_READ = frozenset(
    {
        *("orders", "packages", "mfn_returns", "fba_returns", "feedback", "finances"),
        *("all_orders", "account_health", "labels", "csv"),
    }
)
_OWN_TABLES = ("labels", "issues")
_WHOLE_OR_NEARLY = {0, 7}  # a store without returns to Amazon's warehouses is unknown at first
_FAST = "20000"

Key = tuple[str, str | None, str]


@dataclass(slots=True)
class Score:
    """What was found of one kind, over all shops."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    beyond: int = 0

    @property
    def recall(self) -> str:
        """Of what the sources show, how much was found."""
        return _share(self.right, self.right + self.missed)

    @property
    def precision(self) -> str:
        """Of what was found, how much is true."""
        return _share(self.right, self.right + self.wrong)


@dataclass(slots=True)
class Tally:
    """Everything that is counted."""

    kinds: dict[str, Score] = field(default_factory=dict)
    warnings: Score = field(default_factory=Score)
    told: list[str] = field(default_factory=list)

    def of(self, kind: str) -> Score:
        """The score of one kind."""
        return self.kinds.setdefault(kind, Score())


def main() -> None:
    """Run every seed, and print a line for each kind."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--orders", type=int, default=400)
    options.add_argument("--stores", default="US,CA")
    chosen = options.parse_args()
    tally = Tally()
    for seed in range(1, chosen.seeds + 1):
        print(f"seed {seed} of {chosen.seeds}", file=sys.stderr, end="\r")
        with _shop(seed, chosen.orders, chosen.stores) as shop:
            _judge(tally, seed, _truth(shop), _found(shop))
    _print(tally, chosen)


@contextmanager
def _shop(seed: int, orders: int, stores: str) -> Iterator[dict[str, Any]]:
    options = ["--orders", str(orders), "--seed", str(seed), "--speed", _FAST, "--stores", stores]
    command = [sys.executable, "-m", "seller_credits", "simulator", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as simulator:
        assert simulator.stdout is not None
        try:
            yield json.loads(simulator.stdout.readline())
        finally:
            simulator.terminate()


def _truth(shop: dict[str, Any]) -> dict[str, Any]:
    with urlopen(shop["truth"]) as answer:  # noqa: S310  # the simulator
        told: dict[str, Any] = json.load(answer)
    return told


def _found(shop: dict[str, Any]) -> list[dict[str, Any]]:
    """What a sync and the seller's own tables find, in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="seller-credits-bench-") as folder:
        home = Path(folder) / "home"
        _run(shop, home, "sync", "--since", "121d", "--patience", "7d")
        for name in _OWN_TABLES:
            table = Path(folder) / f"{name}.csv"
            with urlopen(f"{shop['endpoint']}/seller/{name}.csv") as answer:  # noqa: S310
                table.write_bytes(answer.read())
            _run(shop, home, "import", str(table))
        items: list[dict[str, Any]] = json.loads(_run(shop, home, "issues"))["items"]
        return items


def _run(shop: dict[str, Any], home: Path, *words: str) -> str:
    known = {
        f"SELLER_CREDITS_{name.upper()}": ",".join(value) if isinstance(value, list) else value
        for name, value in shop.items()
    }
    program = [sys.executable, "-m", "seller_credits", "--home", str(home), "--quiet"]
    ran = subprocess.run(
        [*program, *words, "--format", "json"],
        env={**os.environ, **known},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode not in _WHOLE_OR_NEARLY:
        sys.exit(f"{words[0]} failed with {ran.returncode}: {ran.stderr}")
    return ran.stdout


def _judge(tally: Tally, seed: int, truth: dict[str, Any], found: Sequence[dict[str, Any]]) -> None:
    warnings = {_key(one) for one in found if _is_warning(one)}
    ours = {_key(one) for one in found if not _is_warning(one)}
    true = {_key(one): one for one in truth["issues"]}
    shown = {key for key, one in true.items() if _READ & {*one["sources"]}}
    for key in ours | true.keys():
        score = tally.of(key[2])
        if key in ours and key in true:
            score.right += 1
        elif key in ours:
            score.wrong += 1
            tally.told.append(f"seed {seed}: found, and not true: {key}")
        elif key in shown:
            score.missed += 1
            tally.told.append(f"seed {seed}: missed: {key}, shown by {true[key]['sources']}")
        else:
            score.beyond += 1
    due = {one["order_id"] for one in truth["due"]}
    for order_id, _, _ in warnings:
        if order_id in due:
            tally.warnings.right += 1
        else:
            tally.warnings.wrong += 1


def _key(issue: dict[str, Any]) -> Key:
    return issue["order_id"], issue["order_item_id"], issue["issue"]


def _is_warning(issue: dict[str, Any]) -> bool:
    """Whether it only says that an order is to leave soon: nothing has gone wrong yet."""
    return all("due" in proof["values"] for proof in issue["evidence"])


def _print(tally: Tally, chosen: argparse.Namespace) -> None:
    print(f"{chosen.seeds} shops of {chosen.orders:,} orders in {chosen.stores}:")
    print(
        f"{'':<20} {'shown':>6} {'found':>6} {'recall':>7} {'precision':>10} {'in no source':>13}"
    )
    total = Score()
    for kind, score in sorted(tally.kinds.items()):
        _line(kind, score)
        total.right += score.right
        total.missed += score.missed
        total.wrong += score.wrong
        total.beyond += score.beyond
    _line("all", total)
    early = Counter(right=tally.warnings.right, wrong=tally.warnings.wrong)
    print(f"warned before ship-by: {early.total()}, of which rightly {early['right']}")
    for sentence in tally.told:
        print(sentence, file=sys.stderr)


def _line(name: str, score: Score) -> None:
    print(
        f"{name:<20} {score.right + score.missed:>6} {score.right + score.wrong:>6} "
        f"{score.recall:>7} {score.precision:>10} {score.beyond:>13}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
