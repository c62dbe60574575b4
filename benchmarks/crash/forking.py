"""Runs the program's commands in processes of their own, without loading it anew for each.

A child is forked from a process that has loaded everything and opened nothing, and runs the very
function that the command line runs. So a run takes tenths of a second, and many can be killed.
"""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import NamedTuple

_LOADED = (
    *("seller_credits.cli.main", "seller_credits.cli.submit", "seller_credits.cli.reconcile"),
    *("seller_credits.cli.approve", "seller_credits.cli.sync", "seller_credits.cli.suggestions"),
    *("seller_credits.bootstrap", "seller_credits.marketplace.client", "keyring"),
    *("seller_credits.workflow.submitting", "seller_credits.workflow.reconciling"),
    *("seller_credits.ledger.asked.buckets", "seller_credits.ledger.asked.requests"),
)
_LONGEST_S = 120.0


class Job(NamedTuple):
    """One command line, and the environment it runs in."""

    arguments: Sequence[str]
    environment: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended.

    Attributes:
        code: its exit code; None where it was killed.
        seconds: how long it lived.
        said: what it printed, both streams.
    """

    code: int | None
    seconds: float
    said: str


def load() -> None:
    """Load the program, before anything is forked."""
    for name in _LOADED:
        import_module(name)


def ran(job: Job, expected: Collection[int]) -> Ended:
    """Run a job to its end.

    Raises:
        RuntimeError: it ended with another code than expected.
    """
    ended = run(job)
    if ended.code not in expected:
        raise RuntimeError(f"{' '.join(job.arguments)} ended with {ended.code}:\n{ended.said}")
    return ended


def killed(job: Job, within: float, dice: random.Random) -> Ended:
    """Start a job and kill it at a random moment (SIGKILL), unless it ends before."""
    return run(job, dice.uniform(0, within))


def run(job: Job, kill_after: float | None = None) -> Ended:
    """Run a job in a process of its own; with seconds given, kill it after so many."""
    out, into = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(out)
        _live(job, into)
    os.close(into)
    try:
        said, is_over = _heard(out, began + (_LONGEST_S if kill_after is None else kill_after))
        if not is_over:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            said += _heard(out, time.monotonic() + _LONGEST_S)[0]
    finally:
        os.close(out)
        _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Ended(
        code if code >= 0 else None, time.monotonic() - began, said.decode(errors="replace")
    )


def _heard(out: int, until: float) -> tuple[bytes, bool]:
    """What a job prints until then, and whether it has ended."""
    said = b""
    while (left := until - time.monotonic()) > 0:
        if not select.select([out], [], [], left)[0]:
            break
        some = os.read(out, 65536)
        if not some:
            return said, True
        said += some
    return said, False


def _live(job: Job, into: int) -> None:
    """The child's whole life: one command, as the command line runs it."""
    code = 1
    try:
        for stream in (1, 2):
            os.dup2(into, stream)
        # Whoever forked it may listen to its own streams in another way.
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115  # for life
        os.environ.clear()
        os.environ.update(job.environment)
        code = import_module("seller_credits.cli.main").main(list(job.arguments))
    except BaseException:  # noqa: BLE001  # nothing of the child may run on as if it were the parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
