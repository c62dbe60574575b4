"""Reading and detecting a million rows of mixed reports, beside a bare `csv.reader`.

    python -m benchmarks.detect [--rows 1000000] [--runs 3]

Ours: every file is recognised, every row read into a record and searched for issues and for words
that are not known; nothing is recorded, which `benchmarks.import_returns` measures. Reference:
`csv.reader` over the same files, whose rows are counted and dropped. Both are fresh processes, in
turn; the time is that of the loop without the start of Python, the ratio is taken pair by pair.
Peak memory is the largest resident set of each process; a tenth of the rows shows whether it
grows with them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.reports import write_mixed

_TAIL = """
print(json.dumps({"rows": rows, "seconds": time.perf_counter() - began, "found": found,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
_BARE = (
    """
import csv, json, resource, sys, time
began = time.perf_counter()
rows = found = 0
for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        for _ in csv.reader(file, delimiter="\\t", quoting=csv.QUOTE_NONE):
            rows += 1
        rows -= 1
"""
    + _TAIL
)
_OURS = (
    """
import gc, json, resource, sys, time
from datetime import datetime, UTC
from pathlib import Path
from seller_credits.detection.detect import sightings_of
from seller_credits.detection.vocabulary import unknown_words
from seller_credits.domain.records import CleanRow, Skipped
from seller_credits.marketplace.files import open_report
now = datetime(2026, 11, 23, 20, tzinfo=UTC)
gc.set_threshold(10_000, 10, 10)  # as the program itself does, in cli/entry.py
began = time.perf_counter()
rows = found = 0
for path in sys.argv[1:]:
    for record in open_report(Path(path), marketplace="US").records():
        if isinstance(record, CleanRow):
            rows += record.rows
            continue
        rows += 1
        if isinstance(record, Skipped):
            continue
        for _ in sightings_of(record, now):
            found += 1
        for _ in unknown_words(record):
            pass
"""
    + _TAIL
)


class Ran(NamedTuple):
    """What one process did."""

    rows: int
    seconds: float
    found: int
    peak: float


def ran(program: str, files: list[Path]) -> Ran:
    """Run one program over the files in a process of its own."""
    command = [sys.executable, "-c", program, *map(str, files)]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Ran(**json.loads(told))


def main() -> None:
    """Measure, and print one line for each number of rows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    for rows in (chosen.rows // 10, chosen.rows):
        with TemporaryDirectory(prefix="seller-credits-bench-") as folder:
            files = write_mixed(Path(folder), rows)
            pairs = [(ran(_OURS, files), ran(_BARE, files)) for _ in range(chosen.runs)]
        ours, bare = pairs[0]
        ratio = statistics.median(mine.seconds / its.seconds for mine, its in pairs)
        rate = statistics.median(mine.rows / mine.seconds for mine, _ in pairs)
        print(
            f"{ours.rows:>9,} rows ({bare.rows:,} by csv.reader), {ours.found:,} sightings: "
            f"{rate:,.0f} rows/s, ratio to csv.reader {ratio:.1f}; "
            f"peak memory {ours.peak:.0f} MB beside {bare.peak:.0f} MB"
        )


if __name__ == "__main__":
    main()
