"""What is unusual about so many orders, read from a ledger file, beside reading the file bare.

    python -m benchmarks.insights [--orders 200000]

Ours: every order is read with its troubles and its money, and the whole is searched, as
`seller-credits insights` does. Reference: the entries of the same file, fetched by `sqlite3`,
parsed by `json` and dropped. Both are fresh processes; the time is without the start of Python.
Peak memory is the largest resident set; a tenth of the orders shows how it grows with them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from seller_credits.domain.cases import Look, Sighting
from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import Channel, CoverageState, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line, Order, Package
from seller_credits.domain.records import Evidence
from seller_credits.ledger.opening import open_ledger

_NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
_DAY = timedelta(days=1)
_BATCH = 2000
_RATE = 0.05
_TAIL = """
print(json.dumps([time.perf_counter() - began,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
_OURS = (
    """
import json, resource, sys, time
from datetime import datetime, timedelta, UTC
from pathlib import Path
began = time.perf_counter()
from seller_credits.ledger.opening import open_ledger
from seller_credits.measurement.bar import Bar
from seller_credits.workflow.insights import insights_of
now = datetime(2026, 11, 23, 8, tzinfo=UTC)
ledger = open_ledger(Path(sys.argv[1]), actor="benchmark")
list(insights_of(ledger, None, since=timedelta(days=180), now=now, bar=Bar()))
"""
    + _TAIL
)
_BARE = (
    """
import json, resource, sqlite3, sys, time
began = time.perf_counter()
for (payload,) in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    json.loads(payload)
"""
    + _TAIL
)


def _order(number: int, chance: Random) -> Order:
    placed = _NOW - chance.randrange(175) * _DAY
    usd = Money.parse("20.00 USD")
    line = Line("1" * 14, f"SKU-{chance.randrange(2000)}", "B0", "A mug", 1, usd, usd)
    carrier = chance.choice(("UPS", "USPS", "DHL", "FedEx"))
    return Order(
        source=Source.ORDERS,
        order_id=f"111-{number:07}-{number:07}",
        marketplace="US",
        channel=Channel.SELLER,
        status="SHIPPED",
        placed_at=placed,
        updated_at=placed + 5 * _DAY,
        currency="USD",
        deliver_by=placed + 6 * _DAY,
        lines=(line,),
        packages=(Package("1", "DELIVERED", None, placed + _DAY, carrier),),
    )


def _sighting(order: Order, kind: IssueKind) -> Sighting:
    return Sighting(
        kind=kind,
        order_id=order.order_id,
        order_item_id=None,
        sku=order.lines[0].sku,
        asin=None,
        marketplace="US",
        channel=Channel.SELLER,
        occurred_at=order.updated_at,
        units=1,
        unit_key="1",
        facts={},
        evidence=Evidence(order.order_id, Source.MFN_RETURNS, "returns.txt", {}),
    )


def write(path: Path, orders: int) -> None:
    """A ledger of so many orders, one of twenty with a trouble."""
    chance = Random(1)  # noqa: S311  # the same shop each time
    ledger = open_ledger(path, actor="benchmark")
    kinds = list(IssueKind)
    for start in range(0, orders, _BATCH):
        with ledger.writing("default", _NOW) as writer:
            for number in range(start, min(start + _BATCH, orders)):
                order = _order(number, chance)
                writer.order_seen(order, Look(_NOW, None))
                if chance.random() < _RATE:
                    writer.issue_seen(f"i-{number}", _NOW, _sighting(order, chance.choice(kinds)))
    window = Window(
        *(Source.ORDERS, None, _NOW - 200 * _DAY, _NOW, CoverageState.READ, _NOW), name="orders"
    )
    with ledger.writing("default", _NOW) as writer:
        writer.covered(window)
    ledger.close()


def _ran(program: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-c", program, str(path), "SELECT payload FROM entries"]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, peak = json.loads(told)
    return seconds, peak


def main() -> None:
    """Measure, and print one line for each number of orders."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--orders", type=int, default=200_000)
    most = options.parse_args().orders
    for orders in (most // 10, most):
        with TemporaryDirectory(prefix="seller-credits-bench-") as folder:
            path = Path(folder) / "ledger.db"
            write(path, orders)
            bare, _ = _ran(_BARE, path)
            ours, peak = _ran(_OURS, path)
        print(
            f"{orders:>9,} orders: {ours:.1f} s, ratio to reading the file bare "
            f"{ours / bare:.1f}; peak memory {peak:.0f} MB"
        )


if __name__ == "__main__":
    main()
