"""Tables a seller keeps: a header and rows below it, in whatever way a spreadsheet saves them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from seller_credits.domain.errors import UnreadableSource
from seller_credits.marketplace.files.document import shown
from seller_credits.marketplace.files.encoding import choose_encoding
from seller_credits.marketplace.files.header import Header
from seller_credits.marketplace.files.magic import refuse_binary
from seller_credits.marketplace.files.notes import Notes
from seller_credits.marketplace.files.streams import open_bytes

_LARGEST = 64 * 1024 * 1024


def open_table(path: Path) -> tuple[Header, Iterator[tuple[int, list[str]]]]:
    """The header of a table, and the rows below it with their numbers, a spreadsheet's way.

    Args:
        path: the file; comma, semicolon or tab separated, in any encoding a spreadsheet writes.

    Raises:
        UnreadableSource: it is no such file. `csv.Error` comes while the rows are read, where the
            quotes do not match.
    """
    with open_bytes(path, path.name) as plain:
        content = plain.read(_LARGEST)
    if len(content) == _LARGEST:
        raise UnreadableSource(f"{path.name}: larger than any table that is kept by hand")
    refuse_binary(content, path.name)
    encoding = choose_encoding(content, charset=None, japanese=None, notes=Notes())
    text = content.decode(encoding, errors="replace")
    lines = io.StringIO(text, newline="")
    header = Header.of(next(iter(text.splitlines()), ""))
    rows = csv.reader(lines, delimiter=header.delimiter)
    return header, ((number, cells) for number, cells in enumerate(rows, 1) if number > 1)


def misspelt(header: Header, wanted: Mapping[str, str], name: str) -> Iterator[str]:
    """Columns that are not read though they nearly have the name of one that is missing.

    Args:
        header: the table's.
        wanted: names of columns by their keys, as `column_key` makes them.
        name: of the file.
    """
    absent = [key for key in wanted if key not in header.keys]
    for column, key in zip(header.names, header.keys, strict=True):
        near = get_close_matches(key, absent, 1) if key not in wanted else []
        if near:
            yield f"{name}, row 1: {shown(column)} is not read; did you mean {wanted[near[0]]}?"
