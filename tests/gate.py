"""Everything that has to hold, as one command: `python -m tests.gate all`, or `fast`.

`fast` is the inner loop: the tests that start no process and take no second, without coverage.
`all` counts the lines that single examples reach: a line that only a whole command or a random
case reaches has no test of its own. Counting doubles what a test costs, so those that go through
the same lines for hundreds of cases run without, beside the slow ones, which mostly wait. What
reads code runs beside what runs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")
ENOUGH = 2**31

# A free worker takes over what waits for a busy one, so that none is alone with the longest.
TESTS = ("-m", "pytest", "-q", "--dist", "worksteal")
WAITING = "3"
"""Workers of the slow tests: more than the smallest machine has cores, since most only wait."""
EXHAUSTIVE = "(hypothesis or exhaustive)"
"""Properties, which hypothesis marks by itself, and what is marked as going through many cases."""
Step = tuple[str, Sequence[str]]
LINT: tuple[Step, ...] = (
    ("lint", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    ("import contracts", ("lint-imports", "--no-cache")),
)
QUICK: tuple[Step, ...] = (
    ("quick tests", (sys.executable, *TESTS, "-n", "auto", "-m", "not slow")),
)
UNCOUNTED: tuple[Step, ...] = (
    (
        "slow and exhaustive tests",
        (sys.executable, *TESTS, "-n", WAITING, "-m", f"slow or {EXHAUSTIVE}"),
    ),
)
COUNTED = ("-n", "auto", "-m", f"not slow and not {EXHAUSTIVE}")
COVERED: tuple[Step, ...] = (
    ("coverage, cleared", ("coverage", "erase")),
    ("quick tests", (sys.executable, "-m", "coverage", "run", *TESTS, *COUNTED)),
    ("coverage, gathered", ("coverage", "combine", "--quiet")),
    ("coverage", ("coverage", "report")),
)
LANES = {"fast": (LINT, QUICK), "all": (LINT, COVERED, UNCOUNTED)}


def main() -> int:
    """Run every lane beside the others and every step of each, and fail if any failed."""
    lanes = LANES[sys.argv[1]]
    with scratch() as folder, ThreadPoolExecutor(len(lanes)) as pool:
        environment = os.environ | {"TMPDIR": folder}
        ended = list(pool.map(lambda steps: failures(steps, environment), lanes))
    failed = [name for names in ended for name in names]
    if failed:
        print(f"-- failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def failures(steps: Sequence[Step], environment: dict[str, str]) -> list[str]:
    """Run steps one after the other, tell each in one piece, and name those that failed."""
    failed = []
    for name, command in steps:
        begun = time.monotonic()
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        took = time.monotonic() - begun
        said = "failed" if ended.returncode else "ok"
        print(f"{ended.stdout}-- {name}: {said} ({took:.0f} s)", file=sys.stderr, flush=True)
        if ended.returncode:
            failed.append(name)
    return failed


@contextmanager
def scratch() -> Iterator[str]:
    """A folder for what the tests write: in memory where there is room.

    Most of what they write is a ledger of a few rows, and a disk makes each wait for it. What a
    power cut does is not tested; what a killed process leaves behind is the same in memory.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    with tempfile.TemporaryDirectory(
        prefix="seller-credits-", dir=MEMORY if roomy else None, ignore_cleanup_errors=True
    ) as folder:
        # Root may not run the database server: whoever does may pass through, and not look.
        Path(folder).chmod(0o711)
        yield folder


if __name__ == "__main__":
    sys.exit(main())
