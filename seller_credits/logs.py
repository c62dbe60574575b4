"""Structured logs of unattended runs: one JSON object a line, or a line for a person."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import FilteringBoundLogger


def begin_logs(*, as_json: bool, verbose: bool, quiet: bool = False) -> FilteringBoundLogger:
    """Send logs to stderr from now on, and give the logger.

    Args:
        as_json: one JSON object a line, for a log collector; else a line for a person.
        verbose: tell progress too.
        quiet: tell only what went wrong.
    """
    level = logging.WARNING if quiet else logging.DEBUG if verbose else logging.INFO
    last = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger
