"""Processing reports as lines of text: a short summary, and a table of what went wrong.

Amazon sends them for flat files, and at times for XML feeds. Every word of them is in the store's
language, so only their shape is relied on: the first two counts are the messages processed and
those that were taken, and after an empty line comes a table, tab-separated, of six columns: record
number, order, order item, code, kind, words (seen in reports of order feeds in public code, read
2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seller_credits.domain.feed_results import WHOLE_FEED, MessageResult, ResultSeverity
from seller_credits.marketplace.calling.quoting import quotable
from seller_credits.marketplace.files.processing_report_told import (
    NotUnderstood,
    Told,
    figure,
    is_figure,
    shown,
)

_LINE_END = re.compile(r"\r\n?|\n")
_NUMBER = "original-record-number"
_COLUMNS = (_NUMBER, "order-id", "order-item-id", "error-code", "error-type", "error-message")
_ORDER_ID = re.compile(r"[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")
_ITEM_ID = re.compile(r"[0-9]{14,15}|")
_SEVERITIES = {"error": ResultSeverity.ERROR, "warning": ResultSeverity.WARNING}


class _Row(NamedTuple):
    number: int
    order_id: str
    code: str
    kind: str
    words: str

    @property
    def message_id(self) -> int | None:
        """The message it is about; None where no order bears out that records are messages."""
        return self.number if self.order_id or self.number == WHOLE_FEED else None


def read_text(text: str) -> Told:
    """The report in a text.

    Raises:
        NotUnderstood: it is something else, or which messages went wrong is not beyond doubt.
    """
    lines = [[cell.strip() for cell in line.split("\t")] for line in _LINE_END.split(text)]
    (processed, successful), table = _summary(lines)
    with_error = processed - successful
    if with_error < 0:
        raise NotUnderstood(f"not understood: {successful} of {processed} were taken")
    rows = list(_rows(table))
    severities = _severities(rows, with_error if processed else None)
    results = tuple(
        MessageResult(row.message_id, severity, row.code, row.words, row.order_id or None)
        for row, severity in zip(rows, severities, strict=True)
    )
    warned = {each.message_id for each in results if each.severity is ResultSeverity.WARNING}
    return Told(processed, successful, with_error, len(warned), results)


def _summary(lines: Sequence[list[str]]) -> tuple[list[int], list[list[str]]]:
    """The two counts, and the lines of the table: those after the empty line that follows."""
    counts: list[int] = []
    waiting = iter(lines)
    for line in waiting:
        cells = [cell for cell in line if cell]
        if counts and not cells:
            break
        if len(cells) == len(("what", "count")) and is_figure(cells[1]):
            counts.append(int(cells[1]))
        elif counts or len(cells) > 1:
            raise NotUnderstood(f"text of another kind: {shown(' '.join(cells))}")
    if len(counts) != len(("processed", "successful")):
        raise NotUnderstood(f"text of another kind: {len(counts)} counts begin it, and not 2")
    return counts, [line for line in waiting if any(line)]


def _rows(table: Sequence[list[str]]) -> Iterator[_Row]:
    """The rows below the header, by its names where they are the known ones, else by their form."""
    if not table:
        return
    header, *rows = table
    is_named = _NUMBER in header
    if not is_named and len(header) != len(_COLUMNS):
        raise NotUnderstood(f"not understood: a table of {len(header)} unknown columns")
    columns = header if is_named else _COLUMNS
    for cells in rows:
        if len(cells) != len(columns):  # cut short, even its number may be another's
            raise NotUnderstood(f"not understood: a row of {len(cells)} cells, not {len(columns)}")
        row = dict(zip(columns, cells, strict=True))
        number = figure(row[_NUMBER], "the number of a record")
        order_id = row.get("order-id", "")
        if not is_named and not (
            _ORDER_ID.fullmatch(order_id) and _ITEM_ID.fullmatch(row.get("order-item-id", ""))
        ):
            raise NotUnderstood("not understood: a table whose columns cannot be told")
        yield _Row(
            number=number,
            order_id=order_id,
            code=quotable(row.get("error-code", "")),
            kind=row.get("error-type", ""),
            words=quotable(row.get("error-message", "")),
        )


def _severities(rows: Sequence[_Row], with_error: int | None) -> list[ResultSeverity]:
    """What each row is: by its word, or, where that is not known, by what the counts leave.

    Args:
        rows: of the table.
        with_error: how many messages were refused; None where none was even processed.
    """
    told = [_SEVERITIES.get(row.kind.casefold()) for row in rows]
    known = [severity for severity in told if severity is not None]
    if len(known) == len(rows):
        return known
    if with_error == 0:
        only = ResultSeverity.WARNING
    elif len({row.number for row in rows}) == with_error:
        only = ResultSeverity.ERROR
    else:
        raise NotUnderstood("not understood: which rows are errors, it says in words not known")
    if set(known) - {only}:
        raise NotUnderstood("not understood: its rows and its counts contradict each other")
    return [only] * len(rows)
