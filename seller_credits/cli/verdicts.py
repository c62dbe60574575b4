"""Commands that judge: what they found is printed, and their exit code says it, come what may."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


class Unheard(Exception):
    """A command came to its verdict, and nobody read what it printed to the end."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def ending_with(context: click.Context, code: int) -> Iterator[None]:
    """Print inside, then end the command with this exit code.

    It is settled before the first word: a check in a pipeline must not pass because whoever reads
    its output (`| head`) has seen enough.
    """
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        raise Unheard(code) from None
    context.exit(code)
