"""The console script: ready for Ctrl-C before anything that takes time is loaded."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper

from seller_credits import interruption


def run() -> None:
    """Run the command line this process was given, and end with its exit code."""
    interruption.heed()
    # Rows are recorded many at a time: looking for cycles at the usual pace would take a fifth of a
    # long import's time. But the libraries leave a hundred objects in cycles with every request,
    # and a sync may make thousands: so they are looked for, only less often.
    gc.set_threshold(10_000, 10, 10)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A file name may hold bytes that are no text; saying it must not end the program.
            stream.reconfigure(errors="backslashreplace")
    try:
        from seller_credits.cli.main import main  # noqa: PLC0415  # after the handler is set

        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write(f"{interruption.NOTE}\n")
        code = interruption.EXIT_CODE
    sys.exit(code)
