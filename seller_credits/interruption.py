"""Ctrl-C: what it says, its exit code, and where it has to wait a moment.

Python raises KeyboardInterrupt between any two steps, those of the libraries included. In the
middle of a transaction a connection may be left with it open and held by nobody: whatever the
program writes on its way out then waits for itself. So a transaction, which is short, is ended
first, and the interruption is heard right after it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

EXIT_CODE = 130
NOTE = "Interrupted. What was recorded is kept; run it again to go on."


class _Waiting:
    """How many blocks have to end first, and whether somebody waits for it."""

    blocks = 0
    asked = False


def heed() -> None:
    """From now on the first Ctrl-C raises KeyboardInterrupt, and further ones do nothing."""
    _Waiting.asked = False
    signal.signal(signal.SIGINT, _interrupted)


@contextmanager
def held_back() -> Iterator[None]:
    """Let a block end before a Ctrl-C is heard.

    Only the main thread hears it: in another one this does nothing, nor where `heed` was not
    called.

    Raises:
        KeyboardInterrupt: at the end of the outermost block, where it was pressed meanwhile.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _Waiting.blocks += 1
    try:
        yield
    finally:
        _Waiting.blocks -= 1
        if _Waiting.asked and not _Waiting.blocks:
            _Waiting.asked = False
            raise KeyboardInterrupt


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _Waiting.blocks:
        _Waiting.asked = True
        return
    raise KeyboardInterrupt
