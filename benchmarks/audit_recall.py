"""How much of what leaked an audit finds, and how much of what it finds did leak.

`python -m benchmarks.audit_recall`: made-up years of files that know the truth, each looked through
by the command itself; a finding is right where kind, order and amount are those planted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from seller_credits.simulator.year.papers import write_year

Told = tuple[str, str | None, Decimal]


def main() -> None:
    """Print recall and precision per kind of finding."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--seeds", type=int, default=20)
    told.add_argument("--orders", type=int, default=6000)
    asked = told.parse_args()
    planted, found, both = Counter[str](), Counter[str](), Counter[str]()
    for seed in range(1, asked.seeds + 1):
        truth, said = of_seed(seed, asked.orders)
        planted.update(kind for kind, *_ in truth.elements())
        found.update(kind for kind, *_ in said.elements())
        both.update(kind for kind, *_ in (truth & said).elements())
    print(f"{asked.seeds} years of {asked.orders:,} orders each")
    print(f"{'finding':<22}{'planted':>9}{'found':>9}{'recall':>9}{'precision':>11}")
    for kind in sorted(planted | found):
        recall = both[kind] / planted[kind] if planted[kind] else 1.0
        precision = both[kind] / found[kind] if found[kind] else 1.0
        print(f"{kind:<22}{planted[kind]:>9,}{found[kind]:>9,}{recall:>9.3f}{precision:>11.3f}")


def of_seed(seed: int, orders: int) -> tuple[Counter[Told], Counter[Told]]:
    """What was planted in a year, and what the command says of its files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = write_year(folder, orders=orders, seed=seed, today=datetime.now(UTC).date())
        truth = json.loads(written.truth.read_text())["leaks"]
        command = [sys.executable, "-m", "seller_credits", "audit", *map(str, written.files)]
        ended = subprocess.run(
            [*command, "--format", "json", "--quiet"], capture_output=True, check=True
        )
        said = json.loads(ended.stdout)["items"]
    return counted(truth), counted(said)


def counted(rows: list[dict[str, str]]) -> Counter[Told]:
    """Findings as what they are compared by."""
    return Counter((row["kind"], row["order_id"], Decimal(row["amount"])) for row in rows)


if __name__ == "__main__":
    main()
