"""The rows of a table, each as wide as its header: streamed, with flat memory.

Amazon's files are separated by tabs and never quoted, so that splitting is all there is. Files a
seller saved again from a spreadsheet may have commas, semicolons and quotes.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TextIO

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.document import REPLACED, Document

_LONGEST_LINE = 1024 * 1024
_AGAIN = "Download the report again."


def table_rows(document: Document) -> Iterator[tuple[int, list[str]]]:
    """Every data row with its number, a spreadsheet's way: the first line of the file is 1.

    A row has one cell for each column and an empty one after them, which stands for any column
    the file does not have. Cells are as they stand, with their blanks. Blank rows are no data.
    """
    header = document.header
    width = len(header.keys)
    newline = "" if header.quoted else None
    with document.open(newline) as text:
        if not header.quoted:
            yield from _plain_rows(document, text, width)
            return
        rows = _quoted_rows(document, text)
        _skip_header(document, rows)
        for number, cells in rows:
            yield number, _as_wide(cells, width)


def _as_wide(cells: list[str], width: int) -> list[str]:
    if len(cells) != width:
        cells[width:] = ()
        cells.extend([""] * (width - len(cells)))
    cells.append("")
    return cells


def table_records(
    document: Document,
    columns: Sequence[str],
    record: Callable[[int, Sequence[str]], Record | Skipped],
) -> Iterator[Record | Skipped]:
    """What each data row is, by its number and the cells of these columns, in their order."""
    pick = document.header.pick(columns)
    for number, cells in table_rows(document):
        yield record(number, pick(cells))


def _skip_header(document: Document, rows: Iterator[tuple[int, list[str]]]) -> None:
    """Step over the header; a quote left open there would swallow rows with it."""
    _, names = next(rows, (1, []))
    if tuple(name.strip() for name in names) != document.header.names:
        raise UnreadableSource(
            f"{document.name}, line 1: the quotes of the header do not match", hint=_AGAIN
        )


def _plain_rows(document: Document, text: TextIO, width: int) -> Iterator[tuple[int, list[str]]]:
    lines = ((number, line) for number, line in _lines(document, text) if not line.isspace())
    _skip_header(document, ((number, line.split("\t")) for number, line in lines))
    for number, line in lines:
        cells = line.split("\t")
        # Millions of rows come through here, and nearly all are as wide as they should be.
        if len(cells) == width:
            cells.append("")
        else:
            _as_wide(cells, width)
        yield number, cells


def _quoted_rows(document: Document, text: TextIO) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(
        (line for _, line in _lines(document, text)), delimiter=document.header.delimiter
    )
    try:
        for number, cells in enumerate(rows, 1):
            if any(map(str.strip, cells)):
                yield number, cells
    except csv.Error as problem:
        raise UnreadableSource(
            f"{document.name}, line {rows.line_num}: the quotes do not match ({problem})",
            hint="Save the file again as tab-separated text, or download it again.",
        ) from None


def _lines(document: Document, text: TextIO) -> Iterator[tuple[int, str]]:
    """The lines, with a warning for undecodable bytes and an end to what is no text."""
    name = document.name
    for number, line in enumerate(iter(partial(text.readline, _LONGEST_LINE), ""), 1):
        if REPLACED in line:
            document.replaced(number)
        if "\0" in line:
            raise UnreadableSource(f"{name}, line {number}: damaged (NUL bytes)", hint=_AGAIN)
        if len(line) == _LONGEST_LINE:
            raise UnreadableSource(
                f"{name}, line {number}: longer than {_LONGEST_LINE:,} letters; no report's row is",
                hint=_AGAIN,
            )
        yield number, line
