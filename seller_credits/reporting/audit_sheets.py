"""An audit as a workbook: findings to sort, filter and add up, each amount with its currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.findings import Finding
from seller_credits.reporting import audit_words
from seller_credits.reporting.audit_words import TITLES

Cell = str | Decimal | date | int | None
_COLUMNS = (
    *(("What", 26), ("How sure", 10), ("Order", 22), ("SKU", 16), ("Amount", 11), ("Counted", 11)),
    *(("Currency", 9), ("Day", 11), ("Until", 11), ("Why", 70), ("Rows", 40)),
)
_ROWS_SHOWN = 12


def write_audit_sheets(out: BinaryIO, audit: Audit) -> None:
    """Write the workbook.

    What a file of the marketplace says is written as text, never as a formula or a link.

    Args:
        out: where it goes.
        audit: what was found.
    """
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {**plain, "in_memory": True}) as book:
        sheets = _Sheets(book)
        sheets.sentences("Summary", _summary(audit))
        sheets.table("Findings", _COLUMNS, map(_finding, audit.findings))
        sheets.table("To do", _DUE_COLUMNS, map(_due, audit.findings.due(audit.today)))
        sheets.sentences("Not known", [audit_words.unknown_sentence(x) for x in audit.unknown])
        sheets.sentences(
            "Settlements", [audit_words.settlement_sentence(x) for x in audit.settlements]
        )


def _summary(audit: Audit) -> list[str]:
    groups = [
        f"{TITLES[each.kind]}: {audit_words.money(each.total)} ({each.count:,})"
        for each in audit.findings.groups
    ]
    return [*audit_words.headlines(audit), "", *groups]


def _finding(finding: Finding) -> Sequence[Cell]:
    places = list(dict.fromkeys(row.origin.where for row in finding.rows))
    more = [f"and {len(places) - _ROWS_SHOWN} more"] if len(places) > _ROWS_SHOWN else []
    return (
        *(TITLES[finding.kind], str(finding.certainty), finding.order_id, finding.sku),
        *(finding.amount.amount, finding.counted.amount, finding.amount.currency),
        *(finding.occurred, finding.deadline, audit_words.sentence(finding)),
        "; ".join([*places[:_ROWS_SHOWN], *more]),
    )


_DUE_COLUMNS = (
    *(("Until", 11), ("Order", 22), ("Amount", 11), ("Currency", 9), ("What", 34)),
    *(("How sure", 10), ("Who says until when", 70)),
)


def _due(finding: Finding) -> Sequence[Cell]:
    return (
        *(finding.deadline, finding.order_id, finding.amount.amount, finding.amount.currency),
        *(audit_words.to_do(finding), str(finding.certainty), finding.facts.get("source", "")),
    )


class _Sheets:
    """A workbook's sheets, all in one style."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._bold: Format = book.add_format({"bold": True})
        self._money: Format = book.add_format({"num_format": "#,##0.00"})
        self._day: Format = book.add_format({"num_format": "yyyy-mm-dd"})

    def sentences(self, name: str, sentences: Iterable[str]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 120)
        for row, sentence in enumerate(sentences):
            sheet.write_string(row, 0, sentence)

    def table(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[Cell]],
    ) -> None:
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self._bold)
        last = 0
        for last, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells):
                self._write(sheet, last, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, Decimal):
            # A spreadsheet knows no other numbers; the cents of any payout survive it.
            sheet.write_number(row, column, float(cell), self._money)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self._day)
        elif cell is not None:
            sheet.write_string(row, column, str(cell))
