"""Progress of long work on stderr: one live line where somebody watches, else a line a wait."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from seller_credits.cli.shared import shared


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Where long work tells how far it is; silent with --quiet."""
    if shared().quiet:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield _told_of_waits
        return
    from rich.console import Console  # noqa: PLC0415  # heavy: only when somebody watches
    from rich.markup import escape  # noqa: PLC0415

    with Console(stderr=True).status("Starting ...") as status:
        yield lambda sentence: status.update(escape(sentence))


def _told_of_waits(sentence: str) -> None:
    """A line for a wait, so that a log says where the time went; nothing else is worth one."""
    from seller_credits.marketplace.calling.waiting import WAITING  # noqa: PLC0415  # only for work

    if sentence.startswith(WAITING):
        click.echo(sentence, err=True)
