"""Logs of unattended runs: one JSON object a line, or a line for a person, on stderr."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from threading import Lock
from typing import Any, TextIO

import structlog
from structlog.typing import FilteringBoundLogger

_FIRST = ("timestamp", "level", "account", "event")
_ALARMING = frozenset({"warning", "error", "critical"})


def begin_logs(*, as_json: bool, verbose: bool, quiet: bool = False) -> FilteringBoundLogger:
    """The logger of a run; it may be used from many threads, and never keeps work from going on.

    Args:
        as_json: one JSON object a line, for a log collector; else a line for a person.
        verbose: tell progress too.
        quiet: tell only what went wrong; goes before verbose.
    """
    level = logging.WARNING if quiet else logging.DEBUG if verbose else logging.INFO
    logger: FilteringBoundLogger = structlog.wrap_logger(
        _Lines(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *((_in_order, structlog.processors.JSONRenderer()) if as_json else (_for_a_person,)),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    return logger


def _in_order(_: object, __: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """When, how bad, whose and what first: so that lines can be read as they stand."""
    first = {name: event.pop(name) for name in _FIRST if name in event}
    return {**first, **event}


def _for_a_person(_: object, __: str, event: MutableMapping[str, Any]) -> str:
    """`08:00:03 eu: waiting: Waiting 3 min ...`, `08:00:03 eu: ended, records 12, issues 1`."""
    time_of_day = event.pop("timestamp")[11:19]
    level, account, what = event.pop("level"), event.pop("account", ""), event.pop("event")
    said = str(event.pop("said", "")).replace("\n", " ")
    alarm = f"{level.upper()} " if level in _ALARMING else ""
    told = [what, *(f"{name} {_plain(value)}" for name, value in event.items())]
    line = f"{time_of_day} {f'{account}: ' if account else ''}{alarm}{', '.join(told)}"
    return f"{line}: {said}" if said else line


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class _Lines:
    """Writes line by line, whole lines only; where they cannot go, the work goes on without."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lock = Lock()

    def msg(self, line: str) -> None:
        """Write a line; a full disk or a reader that went away is no reason to end."""
        with self._lock, suppress(OSError, ValueError):
            self._file.write(f"{line}\n")
            self._file.flush()

    debug = info = warning = error = critical = msg
