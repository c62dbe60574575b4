"""`seller-credits run`: everything that is due, for cron, timers and a machine left alone."""

from __future__ import annotations

import json
import secrets
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING

import click

from seller_credits.cli.house import where
from seller_credits.cli.outcomes import ran_json, ran_line
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.cli.span import Span
from seller_credits.domain.clock import now
from seller_credits.domain.errors import ConfigurationProblem

if TYPE_CHECKING:
    from seller_credits.unattended import Run, Stop

_JITTER = 0.1  # so that many sellers' machines do not ask in the same second


@click.command("run")
@click.option(
    "--every",
    type=Span(timedelta(days=7)),
    metavar="SPAN",
    help="Stay, and do it again after every 15m, 1h, ...; ends on SIGTERM.",
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
    to stderr (as JSON off a terminal). What was cut short goes on with the next run.
    """
    from seller_credits.logs import begin_logs  # noqa: PLC0415  # heavy: only when used
    from seller_credits.unattended import Run, Stop  # noqa: PLC0415

    output = chosen_format("table", "json")
    said = shared()
    log = begin_logs(as_json=not sys.stderr.isatty(), verbose=said.verbose, quiet=said.quiet)
    stop = Stop()
    run = Run(where(), _accounts(), since, patience, log, stop)
    with _heeding(stop):
        code = _round(run, output)
        while every is not None and not stop.is_wished:
            _rest(stop, every)
            if not stop.is_wished:
                code = _round(run, output)
    # Told to stop, a run that stays has done what it was asked to.
    context.exit(0 if every is not None and stop.is_wished else code)


def _round(run: Run, output: str) -> int:
    from seller_credits.unattended import exit_code  # noqa: PLC0415

    began = now()
    done = run.once()
    if output == "json":
        sys.stdout.write(json.dumps(ran_json(done, began, now())) + "\n")
    else:
        click.echo(ran_line(done, began, now()))
    sys.stdout.flush()
    return exit_code(done)


def _rest(stop: Stop, every: timedelta) -> None:
    from seller_credits.unattended import Stopped  # noqa: PLC0415

    longer = secrets.SystemRandom().uniform(0, _JITTER)
    try:
        stop.sleep(every.total_seconds() * (1 + longer))
    except Stopped:
        return


def _accounts() -> Sequence[str]:
    """The account named, else every one that has credentials."""
    from seller_credits.settings import account_names, read_settings  # noqa: PLC0415

    if shared().account:
        return [shared().account or ""]
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
