"""What cannot be known from the files given, and the file that would tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.moved_money import GIVEN
from seller_credits.measurement.audit.casebook import CaseBook, OrderFile
from seller_credits.measurement.audit.findings import FindingKind, Unknown
from seller_credits.measurement.audit.making import paid_of


def unknowns(book: CaseBook, files: Sequence[OrderFile]) -> Iterator[Unknown]:
    """Everything that was not looked for, or not on all orders."""
    refunded = [file for file in files if file.of_kind(*GIVEN)]
    yield from _sales_before(refunded)
    of_sellers = [file for file in refunded if file.channel is not Channel.AMAZON]
    of_amazons = [file for file in refunded if file.channel is Channel.AMAZON]
    if of_sellers and not book.labels:
        yield Unknown(FindingKind.MARKETPLACE_PAYS, Source.LABELS, orders=len(of_sellers))
    if of_sellers and Source.MFN_RETURNS not in book.days:
        yield Unknown(FindingKind.NOT_REFUNDED, Source.MFN_RETURNS)
        yield Unknown(FindingKind.NOT_RETURNED, Source.MFN_RETURNS, orders=len(of_sellers))
    yield from _returns_of_amazon(book, of_amazons)
    if of_amazons and Source.REIMBURSEMENTS not in book.days:
        yield Unknown(FindingKind.NOT_RETURNED, Source.REIMBURSEMENTS, orders=len(of_amazons))
    if Source.SETTLEMENT not in book.days and book.returns:
        yield Unknown(FindingKind.REFUNDED_TWICE, Source.SETTLEMENT)


def _sales_before(refunded: list[OrderFile]) -> Iterator[Unknown]:
    """Orders that were sold before the first settlement that was given."""
    unsold = [
        file
        for file in refunded
        if any(paid_of(file.sales, each.currency) is None for each in file.of_kind(*GIVEN))
    ]
    if unsold:
        days = _days(unsold)
        yield Unknown(
            FindingKind.ABOVE_PAID,
            Source.SETTLEMENT,
            until=min(days, default=None),
            orders=len(unsold),
        )


def _returns_of_amazon(book: CaseBook, files: list[OrderFile]) -> Iterator[Unknown]:
    told = book.days.get(Source.FBA_RETURNS)
    if files and told is None:
        yield Unknown(FindingKind.NOT_RETURNED, Source.FBA_RETURNS, orders=len(files))
    elif told is not None:
        outside = [file for file in files if any(not told.has(day) for day in _days([file]))]
        if outside:
            days = _days(outside)
            yield Unknown(
                FindingKind.NOT_RETURNED, Source.FBA_RETURNS, min(days), max(days), len(outside)
            )


def _days(files: list[OrderFile]) -> list[date]:
    return [each.day for file in files for each in file.of_kind(*GIVEN) if each.day is not None]
