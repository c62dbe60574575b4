"""`seller-credits run`: everything that is due, for cron, timers and a machine left alone."""

from __future__ import annotations

import secrets
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING

import click

from seller_credits.cli.house import where
from seller_credits.cli.outcomes import tell_run
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.cli.span import Span
from seller_credits.domain.clock import now
from seller_credits.domain.errors import ConfigurationProblem, SellerCreditsError

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from seller_credits.unattended.stopping import Stop

_JITTER = 0.1  # so that many sellers' machines do not ask in the same second


@click.command("run")
@click.option(
    "--every",
    type=Span(timedelta(days=7)),
    metavar="SPAN",
    help="Stay, and begin again every 15m, 1h, ...; ends on SIGTERM.",
)
@click.option(
    "--since",
    type=Span(timedelta(days=730)),
    default="30d",
    show_default=True,
    help="How far back.",
)
@click.option(
    "--patience",
    type=Span(timedelta(days=7)),
    metavar="SPAN",
    help="How long an account may take, waits for Amazon's limits included.",
)
@shared_options
@click.pass_context
def command(
    context: click.Context,
    every: timedelta | None,
    since: timedelta,
    patience: timedelta | None,
) -> None:
    """Do everything that is due, once: sync, detect, decide, expire; for every account.

    Accounts run side by side; one that fails never stops the others. An account that another
    process works on is left alone, and told with exit code 6. Each run prints one line, and logs
    to stderr (as JSON off a terminal). On SIGTERM what is in hand is recorded, and the exit code
    is 0; what was cut short goes on with the next run.
    """
    from seller_credits.logs import begin_logs  # noqa: PLC0415  # heavy: only when used
    from seller_credits.unattended.stopping import Stop  # noqa: PLC0415

    output = chosen_format("table", "json")
    said = shared()
    log = begin_logs(as_json=not sys.stderr.isatty(), verbose=said.verbose, quiet=said.quiet)
    job = _Job(since, patience, output, log, Stop())
    with _heeding(job.stop):
        context.exit(job.once() if every is None else job.stay(every))


@dataclass(frozen=True, slots=True)
class _Job:
    """What to do in every round, and how to tell of it."""

    since: timedelta
    patience: timedelta | None
    output: str
    log: FilteringBoundLogger
    stop: Stop

    def once(self) -> int:
        """One round; gives its exit code."""
        from seller_credits.unattended.one_account import Turn  # noqa: PLC0415  # heavy
        from seller_credits.unattended.side_by_side import exit_code, take_turns  # noqa: PLC0415

        began = now()
        turns = [
            Turn(where(), name, self.since, self.patience, self.log.bind(account=name), self.stop)
            for name in _accounts()
        ]
        done = take_turns(turns, self.stop)
        tell_run(done, began, now(), self.output)
        return exit_code(done)

    def stay(self, every: timedelta) -> int:
        """Round after round until told to stop, which is what it is to end with."""
        from seller_credits.unattended.stopping import Stopped  # noqa: PLC0415

        _accounts()  # what cannot begin at all is told at once; what breaks later may be mended
        with suppress(Stopped):
            while True:
                due = time.monotonic() + _with_jitter(every)
                try:
                    self.once()
                except SellerCreditsError as problem:
                    self._tell(problem)
                self.stop.sleep(due - time.monotonic())
        return 0

    def _tell(self, problem: SellerCreditsError) -> None:
        self.log.error("failed", exit_code=problem.exit_code, said=str(problem))


def _with_jitter(every: timedelta) -> float:
    return every.total_seconds() * (1 + secrets.SystemRandom().uniform(0, _JITTER))


def _accounts() -> Sequence[str]:
    """The account named, else every one that has credentials."""
    from seller_credits.settings import account_names, read_settings  # noqa: PLC0415

    if only := shared().account:
        return [only]
    place = where()
    names = account_names(read_settings(place.folder, place.settings_file))
    if not names:
        raise ConfigurationProblem(
            "There is no account to run for.",
            hint="`seller-credits init` sets one up; `seller-credits demo` needs none.",
        )
    return names


@contextmanager
def _heeding(stop: Stop) -> Iterator[None]:
    """SIGTERM ends the run as soon as what is in hand is recorded."""

    def wish(_signal: int, _frame: FrameType | None) -> None:
        stop.wish()

    before = signal.signal(signal.SIGTERM, wish)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
