"""Records the cassettes anew: `python -m tests.record [TESTS]`.

Every cassette is a talk with the simulator over real HTTP, at a fixed port, on a fixed day; none is
with Amazon. The tests replay them with the network blocked.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

PORT = 18765
STARTED_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AT_ONCE = 1e9
"""So fast that whatever takes its time is over when it is looked at: the same talk every time.

Nothing rests either: what Amazon makes every four hours is made as often as it is asked for."""

CONNECTION = "RECORDING_FROM_SIMULATOR"
"""Where the tests find the simulator's credentials while they record."""

_PYTEST = ("-m", "pytest", "-q", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider")
_RECORDING = ("-m", "vcr", "--record-mode=rewrite")


def record(tests: list[str]) -> int:
    """Run the tests that have cassettes against the simulator and keep what was said."""
    from seller_credits.simulator.server import running  # replays need no server

    with running(port=PORT, speed=AT_ONCE, started_at=STARTED_AT) as connection:
        known = json.dumps(connection.as_dict())
        command = [sys.executable, *_PYTEST, *_RECORDING, *(tests or ["tests"])]
        return subprocess.run(
            command, env={**os.environ, CONNECTION: known}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(record(sys.argv[1:]))
