"""Importing a large MFN returns file end to end, beside the least that reading and keeping costs.

    python -m benchmarks.import_returns [--rows 100000] [--runs 3]

Reference: `csv.DictReader` and `sqlite3.executemany` of the same rows into one table, in a fresh
process, as is the import (which detects, decides and records each row in the chained ledger).
Both are timed as whole processes, in turn; the ratio is taken pair by pair. Peak memory is the
largest resident set of each process; a tenth of the rows shows whether it grows with them.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

COLUMNS = (
    *("Order ID", "Order date", "Return request date", "Return request status"),
    *("Amazon RMA ID", "Merchant RMA ID", "Label type", "Label cost", "Currency code"),
    *("Return carrier", "Tracking ID", "Label to be paid by", "A-to-Z Claim", "Is prime"),
    *("ASIN", "Merchant SKU", "Item Name", "Return quantity", "Return Reason", "In policy"),
    *("Return type", "Resolution", "Invoice number", "Return delivery date", "Order Amount"),
    *("Order quantity", "SafeT Action reason", "SafeT claim id", "SafeT claim state"),
    *("SafeT claim creation time", "SafeT claim reimbursement amount", "Refunded Amount"),
    "Order Item ID",
)
REASONS = (
    *("CR-DEFECTIVE", "CR-DAMAGED_BY_CARRIER", "CR-SWITCHEROO", "CR-MISSING_PARTS"),
    *("AMZ-PG-BAD-DESC", "CR-QUALITY_UNACCEPTABLE", "CR-UNWANTED_ITEM", "CR-NO_REASON_GIVEN"),
    *("CR-MISSED_ESTIMATED_DELIVERY", "CR-NOT_COMPATIBLE"),
)


def write_returns(path: Path, rows: int) -> None:
    """A made-up returns report of so many rows; the same for the same number of rows."""
    dice = random.Random(rows)  # noqa: S311  # made-up rows, no secret
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(COLUMNS) + "\r\n")
        for number in range(rows):
            out.write("\t".join(_row(dice, number)) + "\r\n")


def _row(dice: random.Random, number: int) -> list[str]:
    order = f"{111 + number % 5}-{number:07d}-{dice.randrange(10**7):07d}"
    price = f"{dice.randrange(500, 20000) / 100:.2f}"
    quantity = dice.choice(("1", "1", "1", "2"))
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {
        "Order ID": order,
        "Order date": f"{dice.randrange(1, 29):02d}-Oct-2026",
        "Return request date": f"{dice.randrange(1, 21):02d}-Nov-2026",
        "Return request status": "Approved",
        "Amazon RMA ID": f"D{number:08d}RRMA",
        "Label type": "AmazonUnPaidLabel",
        "Label cost": "0.00",
        "Currency code": "USD",
        "Label to be paid by": "Customer",
        "A-to-Z Claim": "Y" if dice.random() < 0.02 else "N",
        "Is prime": "N",
        "ASIN": f"B{number % 997:09d}",
        "Merchant SKU": f"SKU-{number % 997}",
        "Item Name": "A thing with a long and telling name, in blue",
        "Return quantity": "1",
        "Return Reason": dice.choice(REASONS),
        "In policy": "Y",
        "Return type": "C-Returns",
        "Resolution": "StandardRefund",
        "Order Amount": price,
        "Order quantity": quantity,
        "Order Item ID": f"{10**14 + number}",
    }
    return [cells[column] for column in COLUMNS]


REFERENCE = """
import csv, sqlite3, sys
source, target = sys.argv[1:]
columns = {columns!r}
with open(source, encoding="utf-8", newline="") as file:
    rows = csv.DictReader(file, delimiter="\\t", quoting=csv.QUOTE_NONE)
    ledger = sqlite3.connect(target)
    names = ", ".join(f'"{{name}}" TEXT' for name in columns)
    ledger.execute(f"CREATE TABLE returns ({{names}})")
    marks = ", ".join("?" for _ in columns)
    ledger.executemany(f"INSERT INTO returns VALUES ({{marks}})", (tuple(r.values()) for r in rows))
    ledger.commit()
"""


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one whole process."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure(folder: Path, rows: int, runs: int) -> tuple[list[float], list[float], float, float]:
    """Seconds of the import and of the reference, pair by pair, and their peak memory."""
    source = folder / f"returns-{rows}.txt"
    write_returns(source, rows)
    ours, bare = [], []
    our_peak = bare_peak = 0.0
    for run in range(runs):
        target = str(folder / f"bare-{rows}-{run}.db")
        seconds, peak = timed(
            [sys.executable, "-c", REFERENCE.format(columns=COLUMNS), str(source), target]
        )
        bare.append(seconds)
        bare_peak = max(bare_peak, peak)
        home = str(folder / f"home-{rows}-{run}")
        program = [sys.executable, "-m", "seller_credits", "--home", home]
        seconds, peak = timed([*program, "import", str(source)])
        ours.append(seconds)
        our_peak = max(our_peak, peak)
    return ours, bare, our_peak, bare_peak


def main() -> None:
    """Measure, and print one line for each number of rows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="seller-credits-bench-") as folder:
        for rows in (chosen.rows // 10, chosen.rows):
            ours, bare, peak, bare_peak = measure(Path(folder), rows, chosen.runs)
            ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
            print(
                f"{rows:>9,} rows: import {statistics.median(ours):.2f} s, "
                f"DictReader + executemany {statistics.median(bare):.2f} s, "
                f"ratio {ratio:.1f}; peak memory {peak:.0f} MB beside {bare_peak:.0f} MB"
            )


if __name__ == "__main__":
    main()
