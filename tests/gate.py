"""Everything that has to hold, as one command: `python -m tests.gate all`, or `fast`.

`fast` is the inner loop: the tests that start no process and serve nothing, without coverage.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINT = (
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("import contracts", ["lint-imports", "--no-cache"]),
)
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "auto"]
FAST = (*LINT, ("unit tests", [*PYTEST, "-m", "not slow"]))
ALL = (
    *LINT,
    ("coverage, cleared", ["coverage", "erase"]),
    ("tests", [sys.executable, "-m", "coverage", "run", "-m", "pytest", "-q", "-n", "auto"]),
    ("coverage, gathered", ["coverage", "combine", "--quiet"]),
    ("coverage", ["coverage", "report"]),
)


def main() -> int:
    """Run every step, the tests even where lint complains, and fail if any failed."""
    steps = {"all": ALL, "fast": FAST}[sys.argv[1]]
    failed = []
    for name, command in steps:
        begun = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        took = time.monotonic() - begun
        print(f"-- {name}: {'failed' if code else 'ok'} ({took:.0f} s)", file=sys.stderr)
        if code:
            failed.append(name)
    if failed:
        print(f"-- failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
