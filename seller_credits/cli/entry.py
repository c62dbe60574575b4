"""The console script: ready for Ctrl-C before anything that takes time is loaded."""

from __future__ import annotations

import gc
import signal
import sys
from types import FrameType

INTERRUPTED = 130
INTERRUPTED_NOTE = "Interrupted. What was recorded is kept; run it again to go on."


def run() -> None:
    """Run the command line this process was given, and end with its exit code."""
    signal.signal(signal.SIGINT, _interrupted)
    # Long work here makes millions of short-lived objects and hardly a cycle: looking for
    # cycles at the usual pace would take a fifth of its time.
    gc.set_threshold(100_000, 50, 100)
    try:
        from seller_credits.cli.main import main  # noqa: PLC0415  # after the handler is set

        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write(f"{INTERRUPTED_NOTE}\n")
        code = INTERRUPTED
    sys.exit(code)


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    """The first Ctrl-C ends the work; another must not interrupt the tidying up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
