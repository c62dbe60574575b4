"""One job at a time for an account: whoever comes second learns who holds it, and since when."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from seller_credits.domain.clock import instant_text
from seller_credits.domain.errors import LedgerProblem


@contextmanager
def holding(folder: Path, account: str, *, doing: str, now: datetime) -> Iterator[None]:
    """Hold an account while the block runs; a process that is killed lets go of it.

    Args:
        folder: the home folder, which all processes that may meet share.
        account: the account's name.
        doing: the command that wants it, for whoever comes second.
        now: aware.

    Raises:
        LedgerProblem: another process or thread holds the account, or the folder cannot be
            written to.
    """
    locks = folder / "locks"
    name = quote(account, safe="")
    holder = locks / f"{name}.json"
    lock = FileLock(locks / f"{name}.lock", timeout=0, mode=0o600)
    try:
        locks.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise LedgerProblem(
            f"Account '{account}' is being worked on{_holder(holder, now)}. Nothing was done.",
            hint="Wait for it to end; it can be stopped safely, and the next run goes on.",
        ) from None
    except OSError as error:
        raise LedgerProblem(
            f"Account '{account}' cannot be held in {locks}: {error.strerror}.",
            hint="Check the folder, its permissions and the space left on the disk.",
        ) from error
    try:
        _sign(holder, doing, now)
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _sign(holder: Path, doing: str, now: datetime) -> None:
    """Leave word for whoever comes second: a courtesy, which a full disk may prevent."""
    told = {
        "doing": doing,
        "process": os.getpid(),
        "host": socket.gethostname(),
        "since": instant_text(now),
    }
    with suppress(OSError):
        # Whoever was killed left a word that is not true any more.
        holder.unlink(missing_ok=True)
        holder.write_text(json.dumps(told), encoding="utf-8")


def _holder(holder: Path, now: datetime) -> str:
    """Who holds it; empty where that cannot be read just now."""
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(told["since"])
        minutes = max(0, int((now - since).total_seconds() // 60))
        return (
            f" by `{told['doing']}` (process {told['process']} on {told['host']}), "
            f"since {since:%H:%M %Z}, {minutes} min ago"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""
