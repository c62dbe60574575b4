"""What a killed run left among the downloads: it holds buyers' data, so it does not stay."""

from __future__ import annotations

import stat
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

_KEPT = timedelta(days=2)
"""A download that another account's run has in hand is never this old."""


def sweep(folder: Path, now: datetime) -> None:
    """Delete files that no run works on any more: parts of documents, and whole ones never read.

    What they told is not lost: the marketplace keeps its reports, and they are fetched again.

    Args:
        folder: the folder for downloads, which may not be there yet.
        now: aware.
    """
    for path in folder.glob("*"):
        # Another account's run may be quicker, and nobody's run fails for this.
        with suppress(OSError):
            found = path.lstat()
            changed = datetime.fromtimestamp(found.st_mtime, UTC)
            if stat.S_ISREG(found.st_mode) and now - changed > _KEPT:
                path.unlink()
