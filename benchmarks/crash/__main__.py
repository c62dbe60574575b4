"""Kills `submit` and `reconcile` at random moments: `python -m benchmarks.crash --kills 1000`.

Under every fault the simulator has for refunds, and under none: a shop is synced, its suggestions
are approved, and what hands them in and looks for them is killed (SIGKILL) again and again, each
time at another moment. In the end all is let run to its end, and the ledger is compared with what
the marketplace really paid: nothing twice, by anyone's hand; nothing lost; no other amount. The
named reference is the truth the simulator keeps.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from benchmarks.crash import forking
from benchmarks.crash.comparing import Compared, compared
from benchmarks.crash.ending import brought_to_an_end
from benchmarks.crash.shop import Shop, opened
from seller_credits.bootstrap import House
from seller_credits.settings import Where

FAULTS = (
    "",
    *("lost-answers", "partial-feed", "stuck-feed"),
    *("garbled-processing-report", "late-finances", "refunded-by-hand"),
)
"""What can go wrong with refunds; the first is nothing."""

ACCOUNT = "default"
_WITHIN_S = 0.9
_SUBMITS = 0.6
_APPROVED_EVERY = 20
_AT_ONCE = 12
_APPROVABLE = ("proposed", "rejected", "absent")


def main() -> int:
    """Run every profile and print a line for each; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="in all")
    parser.add_argument("--faults", nargs="*", default=FAULTS)
    parser.add_argument("--orders", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--database", action="store_true", help="on a real PostgreSQL")
    said = parser.parse_args()
    forking.load()
    each = max(1, said.kills // len(said.faults))
    print(
        f"{'fault':<26} {'kills':>5} {'feeds':>5} {'paid':>5} {'doubled':>7} {'lost':>5} "
        f"{'wrong':>5} {'frozen':>6} {'seconds':>7}   standing"
    )
    well = True
    for fault in said.faults:
        with _ledger(database=said.database) as ledger:
            well &= _profile(fault, each, said.orders, said.seed, ledger)
    return 0 if well else 1


@contextmanager
def _ledger(*, database: bool) -> Iterator[str]:
    """The ledger's address: a PostgreSQL of its own, or none for a file."""
    if not database:
        with nullcontext(""):
            yield ""
        return
    from tests.postgres import running  # noqa: PLC0415

    with running() as postgres:
        yield postgres.url


def _profile(fault: str, kills: int, orders: int, seed: int, ledger: str) -> bool:
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="seller-credits-crash-") as folder,
        opened(Path(folder), fault, orders=orders, seed=seed, ledger=ledger) as shop,
    ):
        dice = random.Random(f"{seed} {fault}")  # noqa: S311  # moments, no secrets
        done = killed_again_and_again(shop, kills, dice)
        brought_to_an_end(shop)
        forking.ran(shop.job("ledger", "verify"), {0})
        result = compared_with_the_truth(shop)
        feeds = len(shop.doings()["feeds"])
    standing = ", ".join(f"{n} {what}" for what, n in sorted(result.standing.items()))
    print(
        f"{fault or 'none':<26} {done:>5} {feeds:>5} {result.paid:>5} {len(result.doubled):>7} "
        f"{len(result.lost):>5} {len(result.wrong):>5} {result.frozen:>6} "
        f"{time.monotonic() - began:>7.0f}   {standing}",
        flush=True,
    )
    for sentence in (*result.doubled, *result.lost, *result.wrong):
        print(f"    {sentence}", flush=True)
    return result.is_well


def compared_with_the_truth(shop: Shop) -> Compared:
    """What the shop's ledger believes beside what really happened."""
    house = House.open(Where(shop.home), account=ACCOUNT)
    try:
        return compared(house.ledger, ACCOUNT, shop.doings())
    finally:
        house.close()


def killed_again_and_again(shop: Shop, kills: int, dice: random.Random) -> int:
    """Kill jobs of a shop so many times, at random moments; gives how many really died."""
    done = turns = 0
    approved: set[str] = set()
    while done < kills:
        if turns % _APPROVED_EVERY == 0:
            approve(shop, approved)
        turns += 1
        if dice.random() < _SUBMITS:
            job = shop.job("submit", "--live", "--yes")
        else:
            job = shop.job("reconcile", "--all")
        done += forking.killed(job, _WITHIN_S, dice).code is None
    return done


def approve(shop: Shop, approved: set[str]) -> None:
    """Approve a few more refunds, and once more what came to nothing."""
    statuses = [word for status in _APPROVABLE for word in ("--status", status)]
    told = forking.ran(shop.job("suggestions", "--format", "json", *statuses), {0})
    waiting = [
        item["suggestion_id"]
        for item in json.loads(told.said)["items"]
        if item["remedy"] in {"partial_refund", "full_refund"}
    ]
    fresh = [name for name in waiting if name not in approved]
    again = [name for name in waiting if name in approved]
    for name in (*fresh[:_AT_ONCE], *again):
        forking.run(shop.job("approve", name, "--by", "owner"))
        approved.add(name)


if __name__ == "__main__":
    sys.exit(main())
