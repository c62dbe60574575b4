"""`audit` over a year of settlement lines, beside reading the same files with a bare csv.reader.

`python -m benchmarks.audit`: time as a ratio, and the peak memory of a tenth of the year beside
that of all of it. Reading is measured before and after, and the faster of both counts.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from seller_credits.simulator.year.papers import Written, write_year

_LINES_PER_ORDER = 4.5
"""About so many lines of a settlement are of one order of a made-up year."""
_PROGRAM = """
import sys
from benchmarks.peak import peak_mb
from seller_credits.cli.entry import run
try:
    run()
finally:
    print(peak_mb(), file=sys.stderr)
"""


def main() -> None:
    """Print time, ratio and memory."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--lines", type=int, default=1_000_000)
    asked = told.parse_args()
    with tempfile.TemporaryDirectory() as name:
        small = written(Path(name, "tenth"), asked.lines // 10)
        _, less = audited(small.files)
        year = written(Path(name, "year"), asked.lines)
        before = bare(year.files)
        seconds, most = audited(year.files)
        reading = min(before, bare(year.files))
    print(f"{year.lines:,} settlement lines in {len(year.files)} files")
    print(f"bare csv.reader     {reading:8.2f} s")
    print(f"audit               {seconds:8.2f} s   {seconds / reading:.1f} times as long (aim: 6)")
    print(f"peak memory         {most:8.0f} MB  {less:.0f} MB for a tenth of it")


def written(folder: Path, lines: int) -> Written:
    """A year of about so many lines."""
    orders = max(1, round(lines / _LINES_PER_ORDER))
    return write_year(folder, orders=orders, seed=1, today=datetime.now(UTC).date())


def bare(files: Sequence[Path]) -> float:
    """Seconds to read the files and do nothing with them."""
    begun = time.perf_counter()
    for path in files:
        with path.open(encoding="utf-8", newline="") as rows:
            for _ in csv.reader(rows, delimiter="," if path.suffix == ".csv" else "\t"):
                pass
    return time.perf_counter() - begun


def audited(files: Sequence[Path]) -> tuple[float, float]:
    """Seconds and peak memory (MB) of the whole command in a process of its own."""
    begun = time.perf_counter()
    words = ["--quiet", "audit", *map(str, files), "--format", "json"]
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return time.perf_counter() - begun, json.loads(ended.stderr.splitlines()[-1])


if __name__ == "__main__":
    main()
