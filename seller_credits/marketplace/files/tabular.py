"""The rows of a table, each as wide as its header: streamed, with flat memory.

Amazon's files are separated by tabs and never quoted, so that splitting is all there is. Files a
seller saved again from a spreadsheet may have commas, semicolons and quotes.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TextIO

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.document import REPLACED, Document

_LONGEST_LINE = 1024 * 1024
_STRETCH = 256
_AGAIN = "Download the report again."


Only = tuple[int, Callable[[str], bool]]
"""A column by its place, and whether a row is wanted by its cell there, as it stands."""


def table_rows(document: Document, only: Only | None = None) -> Iterator[tuple[int, list[str]]]:
    """Every data row with its number, a spreadsheet's way: the first line of the file is 1.

    A row has one cell for each column and an empty one after them, which stands for any column
    the file does not have. Cells are as they stand, with their blanks. Blank rows are no data.

    Args:
        document: the file.
        only: leaves out other rows, and spares taking them apart; one that is too short is given.
    """
    header = document.header
    width = len(header.keys)
    newline = "" if header.quoted else None
    with document.open(newline) as text:
        if not header.quoted:
            yield from _plain_rows(document, text, width, only)
            return
        rows = _quoted_rows(document, text)
        _skip_header(document, rows)
        for number, cells in rows:
            if only is None or len(cells) <= only[0] or only[1](cells[only[0]]):
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


def _plain_rows(
    document: Document, text: TextIO, width: int, only: Only | None
) -> Iterator[tuple[int, list[str]]]:
    is_header = True
    place, wanted = only or (0, None)
    for first, lines in _stretches(document, text):
        # Millions of rows come through here, and nearly all are as wide as they should be.
        for number, line in enumerate(lines, first):
            if line.isspace():
                continue
            if wanted is not None and not is_header:
                begin = line.split("\t", place + 1)
                if len(begin) > place and not wanted(begin[place]):
                    continue
            cells = line.split("\t")
            if is_header:
                _skip_header(document, iter([(number, cells)]))
                is_header = False
                continue
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
    """The lines, one by one."""
    for first, lines in _stretches(document, text):
        yield from enumerate(lines, first)


def _stretches(document: Document, text: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Some lines at a time with the number of the first, looked at in one go.

    There is a warning for undecodable bytes, and an end to what is no text; what breaks off gives
    the lines before.
    """
    each, number = iter(partial(text.readline, _LONGEST_LINE), ""), 1
    while True:
        lines: list[str] = []
        broken: Exception | None = None
        try:
            lines.extend(islice(each, _STRETCH))
        except Exception as problem:  # noqa: BLE001  # raised again below, in its place
            broken = problem
        whole = "".join(lines)
        if REPLACED in whole or "\0" in whole or len(whole) >= _LONGEST_LINE:
            good, broken = _without_damage(document, number, lines, broken)
            yield number, good
        elif lines:
            yield number, lines
        if broken is not None:
            raise broken
        if len(lines) < _STRETCH:
            return
        number += _STRETCH


def _without_damage(
    document: Document, first: int, lines: list[str], broken: Exception | None
) -> tuple[list[str], Exception | None]:
    """The lines up to one that no report has, and what is to be said of that."""
    for place, line in enumerate(lines):
        number, what = first + place, ""
        if REPLACED in line:
            document.replaced(number)
        if "\0" in line:
            what = "damaged (NUL bytes)"
        elif len(line) == _LONGEST_LINE:
            what = f"longer than {_LONGEST_LINE:,} letters; no report's row is"
        if what:
            said = f"{document.name}, line {number}: {what}"
            return lines[:place], UnreadableSource(said, hint=_AGAIN)
    return lines, broken
