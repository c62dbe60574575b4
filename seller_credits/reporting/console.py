"""The terminal: plain where nobody watches, and never a control character from outside."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_WIDTH_OFF_A_TERMINAL = 110
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def console(file: TextIO | None = None) -> Console:
    """Standard output, or a file; wide enough for a table where nothing says how wide it is."""
    out = file or sys.stdout
    known = out.isatty() or (file is None and os.environ.get("COLUMNS"))
    width = None if known else _WIDTH_OFF_A_TERMINAL
    return Console(file=out, highlight=False, emoji=False, width=width)


def new_table(*, expand: bool = False) -> Table:
    """An empty table in the look of all of them; expanded, it takes the terminal's whole width."""
    return Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", expand=expand
    )


def indented(text: str, style: str = "") -> Padding:
    """A sentence below what it belongs to; its further lines stand below its beginning."""
    return Padding(Text(text, style=style), (0, 0, 0, 2), expand=False)


def plain(text: object) -> str:
    """A seller's or a buyer's text without control characters, which a terminal would obey."""
    return _CONTROL.sub("", str(text))
