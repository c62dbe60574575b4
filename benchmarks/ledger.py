"""Writing and proving a ledger.

    python -m benchmarks.ledger [--entries 100000] [--verify 1000000] [--writers 40000]

- Appends: issues and their suggestions, as a sync leaves them, a thousand entries to a commit, with
  their hashes, projections and triggers; beside a bare `executemany` of the very same rows into the
  same tables and indexes, with the same commits and the same care for a power cut, in the same run.
- Verify: every hash, the chain, and the projections against the entries; in a process of its own,
  over a tenth and over the whole, so that it shows whether memory grows.
- Eight writers at once on a PostgreSQL started for the purpose, where there is one: whether every
  entry is there once, and how many a second.

Time is the clock's, and both sides of a ratio take turns.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benchmarks import diff
from seller_credits import policy as rules
from seller_credits.domain.cases import Sighting
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.sql_ledger import SqlLedger
from seller_credits.resources import packaged_policy

_TO_A_COMMIT = 1000
_WRITERS = 8
_AIM = 6
_CARE = (
    "PRAGMA page_size = 16384",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 2000",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = FILE",
)
"""What the ledger asks of SQLite, so that both are as safe."""
_VERIFY = """
import json, sys, time
from pathlib import Path
from benchmarks.peak import peak_mb
from seller_credits.ledger.opening import open_ledger
ledger = open_ledger(Path(sys.argv[1]), actor="benchmark")
began = time.perf_counter()
faults = list(ledger.verify())
took = time.perf_counter() - began
assert not faults, faults[:3]
print(json.dumps([took, peak_mb()]))
"""
_WRITE = """
import sys
from pydantic import SecretStr
from benchmarks import ledger
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql.address import DatabaseAddress
address = DatabaseAddress.parse(sys.argv[1])
number, entries = int(sys.argv[2]), int(sys.argv[3])
ledger.write(open_ledger(address, actor="benchmark"), f"account {number % 4}",
             list(ledger.records(entries // 2, number)))
"""


class Record(NamedTuple):
    """One issue with its suggestion, made ready."""

    issue_id: str
    sighting: Sighting
    suggestion: dict[str, Any]


def records(count: int, seed: int = 0) -> Iterator[Record]:
    """So many made-up issues, decided by a policy that comes along; others for another seed."""
    text = packaged_policy("careful").read_text(encoding="utf-8")
    policy, options = rules.load_policy(text, "careful.yaml"), rules.Options()
    kept = {"policy_digest": policy.digest, "options": options.as_json()}
    for number, one in enumerate(diff.made_up(count), seed * 10_000_000):
        decision = rules.decide(policy, one.facts, order_date=one.placed.date(), options=options)
        told = diff.suggestion_of(one, number, decision) | kept
        yield Record(f"i-{number:015x}", diff.sighting_of(one, number), told)


def write(ledger: SqlLedger, account: str, made: Sequence[Record]) -> float:
    """Append two entries for each; gives the seconds it took."""
    began = time.perf_counter()
    half = _TO_A_COMMIT // 2
    for start in range(0, len(made), half):
        with ledger.writing(account, diff.NOW) as writer:
            for record in made[start : start + half]:
                writer.issue_seen(record.issue_id, diff.NOW, record.sighting)
                writer.suggested(record.sighting.order_id, record.suggestion)
    return time.perf_counter() - began


def written_bare(written: Path, bare: Path) -> float:
    """The rows of a ledger once more, without the ledger; gives the seconds it took."""
    with closing(sqlite3.connect(written)) as source:
        ddl = source.execute(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOT NULL "
            "AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
        ).fetchall()
        names = [
            name
            for (name,) in source.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        rows = {
            name: source.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608  # own tables
            for name in names
        }
    commits = -(-len(rows["entries"]) // _TO_A_COMMIT)
    with closing(sqlite3.connect(bare, isolation_level=None)) as target:
        for statement in (*_CARE, *(sql for (sql,) in ddl)):
            target.execute(statement)
        statements = {
            name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(found[0]))})"  # noqa: S608
            for name, found in rows.items()
            if found
        }
        began = time.perf_counter()
        for turn in range(commits):
            target.execute("BEGIN IMMEDIATE")
            for name, statement in statements.items():
                share = -(-len(rows[name]) // commits)
                target.executemany(statement, rows[name][turn * share : (turn + 1) * share])
            target.execute("COMMIT")
        return time.perf_counter() - began


def _appends(entries: int, runs: int) -> None:
    made = list(records(entries // 2))
    rates, ratios = [], []
    for _ in range(runs):
        with TemporaryDirectory(prefix="seller-credits-bench-") as folder:
            path = Path(folder) / "ledger.db"
            with closing(open_ledger(path, actor="benchmark")) as ledger:
                ours = write(ledger, "default", made)
            bare = written_bare(path, Path(folder) / "bare.db")
        rates.append(entries / ours)
        ratios.append(ours / bare)
    print(
        f"{entries:>9,} appends: {statistics.median(rates):,.0f}/s, "
        f"{statistics.median(ratios):.1f} times a bare executemany (aim: at most {_AIM})"
    )


def _verifies(entries: int) -> None:
    for length in (entries // 10, entries):
        with TemporaryDirectory(prefix="seller-credits-bench-") as folder:
            path = Path(folder) / "ledger.db"
            with closing(open_ledger(path, actor="benchmark")) as ledger:
                portion = 50_000
                for number in range(-(-length // 2 // portion)):
                    some = min(portion, length // 2 - number * portion)
                    write(ledger, "default", list(records(some, number)))
            command = [sys.executable, "-c", _VERIFY, str(path)]
            told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
            took, peak = json.loads(told)
        print(f"{length:>9,} entries verified: {took:.1f} s, peak {peak:.0f} MB", flush=True)


def _writers(entries: int) -> None:
    from tests.postgres import running  # noqa: PLC0415  # a server, where the tests have one

    each = entries // _WRITERS
    with running() as postgres:
        open_ledger(postgres.address, actor="benchmark").close()
        began = time.perf_counter()
        started = [
            subprocess.Popen([sys.executable, "-c", _WRITE, postgres.url, str(number), str(each)])
            for number in range(_WRITERS)
        ]
        failed = sum(process.wait() != 0 for process in started)
        took = time.perf_counter() - began
        with closing(open_ledger(postgres.address, actor="benchmark")) as ledger:
            kept = sum(mark.seq for mark in ledger.checkpoints())
            faults = len(list(ledger.verify()))
    print(
        f"{kept:>9,} of {each * _WRITERS:,} entries by {_WRITERS} writers on PostgreSQL in "
        f"{took:.1f} s (starting Python and deciding included); {failed} failed, {faults} faults"
    )


def main() -> None:
    """Measure all three, a line or two for each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--verify", type=int, default=1_000_000, help="0 leaves it out")
    parser.add_argument("--writers", type=int, default=40_000, help="entries in all; 0: none")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    _appends(chosen.entries, chosen.runs)
    if chosen.verify:
        _verifies(chosen.verify)
    if chosen.writers:
        _writers(chosen.writers)


if __name__ == "__main__":
    main()
