"""Turning on SQLite's write-ahead log, also while others do the same."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

_NAP = 0.02
_LONGEST = 30.0


def turn_on(connection: Any) -> None:
    """Let readers and one writer work side by side; the file remembers it.

    Where somebody else is making the file at this moment, SQLite does not wait for them: of this
    one statement it says at once that the file is locked, whatever its `busy_timeout`.
    """
    until = time.monotonic() + _LONGEST
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > until:
                raise
            time.sleep(_NAP)
        else:
            return
