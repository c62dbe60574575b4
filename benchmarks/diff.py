"""Two policies over a long recorded history: `policy diff` on a ledger of a million decisions.

    python -m benchmarks.diff [--records 1000000] [--ledger FILE]

The ledger is written first, by the ledger's own writer: an issue and its decision each, as a sync
leaves them, in the order of no order number. Then a fresh process compares two packaged
policies on it as the command does; the time is without the start of Python, and beside it stands
what the processor spent, which a busy machine stretches less. Peak memory is the
largest resident set; a tenth of the history shows how it grows with it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from seller_credits import policy as rules
from seller_credits.domain.cases import Sighting
from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Facts
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.records import Evidence
from seller_credits.domain.remedies import Remedy
from seller_credits.ledger.opening import open_ledger
from seller_credits.resources import packaged_policy

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
_DAY = timedelta(days=1)
_BATCH = 2000
_AHEAD = 175
_KINDS = (
    *(IssueKind.LATE_DELIVERY, IssueKind.LOST, IssueKind.DAMAGED, IssueKind.DEFECTIVE),
    *(IssueKind.WRONG_ITEM, IssueKind.NOT_AS_DESCRIBED, IssueKind.BUYER_REMORSE),
    *(IssueKind.UNDELIVERABLE, IssueKind.MISSING_PARTS, IssueKind.QUALITY),
)
_COMPARE = """
import gc, json, sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from benchmarks.peak import peak_mb
began = time.perf_counter()
from seller_credits import policy
from seller_credits.ledger.opening import open_ledger
from seller_credits.resources import packaged_policy
from seller_credits.settings import Settings
from seller_credits.workflow.replaying import history
gc.set_threshold(10_000, 10, 10)  # as the program itself does, in cli/entry.py
old, new = (policy.load_policy(packaged_policy(name).read_text("utf-8"), name)
            for name in ("careful", "standard"))
ledger = open_ledger(Path(sys.argv[1]), actor="benchmark")
found = policy.compare(old, new, history(
    ledger, None, since=timedelta(days=180), now=datetime(2026, 11, 23, 8, tzinfo=UTC),
    windows=Settings().windows(), told=lambda _: None))
print(json.dumps([time.perf_counter() - began, time.process_time(),
    peak_mb(), found.replayed, found.flipped]))
"""


class Made(NamedTuple):
    """One made-up issue: its order, its facts and the day the order was placed."""

    order_id: str
    facts: Facts
    placed: datetime


def made_up(issues: int) -> Iterator[Made]:
    """So many issues of a shop, the same each time; about as many facts as a sync finds."""
    chance = Random(1)  # noqa: S311  # the same shop each time
    for number in range(issues):
        scattered = number * 7_919_317 % 10_000_019
        order_id = f"1{number % 17:02}-{scattered:07}-{number % 10_000_000:07}"
        days = chance.randrange(_AHEAD)
        yield Made(order_id, _facts(chance, days), NOW - days * _DAY)


def _facts(chance: Random, days: int) -> Facts:
    kind = chance.choice(_KINDS)
    price = Money(Decimal(chance.randrange(500, 12_000)) / 100, "USD")
    quantity = 1 if chance.random() < 0.8 else chance.randrange(2, 5)
    shipping = Money(Decimal(chance.choice(("0.00", "0.00", "4.99", "7.50"))), "USD")
    line = price * quantity
    late = kind is IssueKind.LATE_DELIVERY
    return Facts(
        {
            "issue": kind,
            "channel": "seller" if chance.random() < 0.95 else "amazon",
            "marketplace": "US",
            "country": "US",
            "sku": f"SKU-{chance.randrange(3000)}",
            "asin": f"B0{chance.randrange(10**7):08}",
            "quantity": quantity,
            "quantity_ordered": quantity,
            "days_late": chance.randrange(1, 20) if late else None,
            "package": chance.choice(("delivered", "moving", "stuck", "unknown")),
            "carrier": chance.choice(("UPS", "USPS", "FedEx")),
            "service_level": "Standard",
            "order_status": "shipped",
            "claim_open": "yes" if chance.random() < 0.02 else "not_seen",
            "return_state": chance.choice(("none", "open", "received", "none", "none")),
            "return_requested": chance.random() < 0.5,
            "buyer_contact": chance.choice(("message", "return", "none", "unknown")),
            "prime": False,
            "business": chance.random() < 0.1,
            "in_policy": True,
            "item_price": price,
            "line_total": line,
            "affected_value": line,
            "shipping_paid": shipping,
            "order_total": line + shipping,
            "refunded_so_far": Money.zero("USD") if chance.random() < 0.9 else price,
            "credited_for_issue": Money.zero("USD"),
            "buyer_prior_orders": chance.randrange(4),
            "buyer_prior_issues": chance.randrange(2),
            "buyer_prior_credits": chance.randrange(3),
            "days_since_order": days,
            "hours_to_deadline": Decimal(chance.randrange(-800, 800)),
            "source_age": Decimal(0),
            "source_state": "read",
            "marketplace_pays": "unknown",
            "odr_exposure": chance.choice(("preventable", "unknown", "not_exposed")),
            "severity": chance.choice(("low", "medium", "high")),
            "in_stock": chance.random() < 0.7,
            "unit_cost": price * Decimal("0.4") if chance.random() < 0.7 else None,
        }
    )


def write(path: Path, issues: int) -> None:
    """A ledger of so many issues with their decisions by the careful policy."""
    text = packaged_policy("careful").read_text(encoding="utf-8")
    in_use = rules.load_policy(text, "careful.yaml")
    options = rules.Options()
    ledger = open_ledger(path, actor="benchmark")
    with ledger.writing("default", NOW) as writer:
        writer.policy_read(in_use.digest, "careful.yaml", text)
    made = made_up(issues)
    for start in range(0, issues, _BATCH):
        with ledger.writing("default", NOW) as writer:
            for number in range(start, min(start + _BATCH, issues)):
                one = next(made)
                writer.issue_seen(f"i-{number:015x}", NOW, sighting_of(one, number))
                decision = rules.decide(
                    in_use, one.facts, order_date=one.placed.date(), options=options
                )
                told = suggestion_of(one, number, decision) | {
                    "policy_digest": in_use.digest,
                    "options": options.as_json(),
                }
                writer.suggested(one.order_id, told)
    ledger.close()


def sighting_of(one: Made, number: int) -> Sighting:
    """As a returns report shows it."""
    return Sighting(
        kind=IssueKind(str(one.facts["issue"])),
        order_id=one.order_id,
        order_item_id=None,
        sku=str(one.facts["sku"]),
        asin=str(one.facts["asin"]),
        marketplace="US",
        channel=Channel(str(one.facts["channel"])),
        occurred_at=one.placed + 6 * _DAY,
        units=1,
        unit_key="1",
        facts={},
        evidence=Evidence(f"row {number}", Source.MFN_RETURNS, f"returns.txt, row {number}", {}),
    )


def suggestion_of(one: Made, number: int, decision: Decision) -> dict[str, Any]:
    """As a sync keeps it, with as many words."""
    amount = decision.amount
    return {
        "issue_id": f"i-{number:015x}",
        "suggestion_id": f"s-{number:015x}-1",
        "ordinal": 1,
        "supersedes": None,
        "remedy": decision.remedy,
        "amount": amount.plain if amount else None,
        "currency": "USD",
        "net_cost": None,
        "rule": decision.rule,
        "rule_line": decision.rule_line,
        "guard": decision.guard,
        "authority": decision.authority,
        "message": decision.message,
        "status": "closed" if decision.remedy is Remedy.NONE else "proposed",
        "engine": rules.ENGINE_VERSION,
        "experiment": None,
        "reasons": list(decision.reasons),
        "limits_hit": list(decision.limits_hit),
        "missing": list(decision.missing),
        "alternatives": [],
        "outcome": " ".join(filter(None, (decision.remedy, decision.rule, decision.guard))),
        "again_at": None,
        "deadline": "2026-11-25T08:00:00Z",
        "deadline_rule": "a buyer writes, waits 48 hours, and may then file a claim",
        "expires_at": None,
        "severity": one.facts["severity"],
        "odr_exposure": one.facts["odr_exposure"],
        "odr_exposure_why": "the returns report shows no claim as of 2026-11-23T08:00:00Z",
        "shown_by": {"return_state": f"returns.txt, row {number}"},
        "coverage": {"mfn_returns": {"read_at": "2026-11-23T08:00:00Z", "state": "read"}},
        "order_date": one.placed.date().isoformat(),
        "facts": one.facts,
    }


class Measured(NamedTuple):
    """How one comparison went: seconds on the clock and of the processor, and megabytes."""

    seconds: float
    processor: float
    peak: float
    replayed: int
    flipped: int


def compared(path: Path) -> Measured:
    """Compare the two policies on a ledger, in a process of its own."""
    command = [sys.executable, "-c", _COMPARE, str(path)]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Measured(*json.loads(told))


def _measure(path: Path) -> None:
    found = compared(path)
    each = found.processor / found.replayed * 1e6
    print(
        f"{found.replayed:>9,} decisions: {found.seconds:.1f} s, {found.processor:.1f} s of the "
        f"processor, {each:.0f} us each; {found.flipped:,} flipped; peak {found.peak:.0f} MB"
    )


def main() -> None:
    """Read what was asked for, and measure it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=1_000_000)
    options.add_argument("--ledger", type=Path, help="a ledger written before, to spare the time")
    chosen = options.parse_args()
    if chosen.ledger is not None and chosen.ledger.exists():
        _measure(chosen.ledger)
    else:
        measure(chosen.records, chosen.ledger)


def measure(records: int, ledger: Path | None = None) -> None:
    """Print a line for a tenth of the history and one for all of it, which may be kept."""
    for length in (records // 10, records):
        with TemporaryDirectory(prefix="seller-credits-bench-") as folder:
            path = ledger or Path(folder) / "ledger.db"
            path.unlink(missing_ok=True)
            write(path, length)
            _measure(path)


if __name__ == "__main__":
    main()
