"""Ctrl-C: what it says, its exit code, and that a second one does not disturb the tidying up."""

from __future__ import annotations

import signal
from types import FrameType

EXIT_CODE = 130
NOTE = "Interrupted. What was recorded is kept; run it again to go on."


def heed() -> None:
    """From now on the first Ctrl-C raises KeyboardInterrupt, and further ones do nothing."""
    signal.signal(signal.SIGINT, _interrupted)


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
