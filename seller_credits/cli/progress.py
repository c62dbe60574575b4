"""Progress of long work: one live line on stderr, and none where nobody is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from seller_credits.cli.shared import shared


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Where long work tells how far it is; silent with --quiet and off a terminal."""
    if shared().quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  # heavy: only when somebody watches
    from rich.markup import escape  # noqa: PLC0415

    with Console(stderr=True).status("Starting ...") as status:
        yield lambda sentence: status.update(escape(sentence))
