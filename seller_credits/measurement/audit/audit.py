"""The whole audit: every line looked through for everything, each cent counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from seller_credits.measurement.audit.casebook import CaseBook, OrderFile
from seller_credits.measurement.audit.claiming import claimed
from seller_credits.measurement.audit.clocks import Clocks
from seller_credits.measurement.audit.extras import administration_fees, goodwill
from seller_credits.measurement.audit.findings import Audit, Finding, FindingKind
from seller_credits.measurement.audit.further import partial_then_more
from seller_credits.measurement.audit.overpaid import overpaid
from seller_credits.measurement.audit.paying import marketplace_pays
from seller_credits.measurement.audit.returning import not_refunded, not_returned
from seller_credits.measurement.audit.summing import costs, worst
from seller_credits.measurement.audit.unknowns import unknowns

_KINDS = tuple(FindingKind)


def audit(book: CaseBook, clocks: Clocks, today: date) -> Audit:
    """Look through everything the files say.

    Args:
        book: what they say.
        clocks: the marketplace's windows.
        today: the day deadlines are counted from.
    """
    files = tuple(book.files())
    found = claimed(_findings(files, book, clocks, today), book)
    return Audit(
        today,
        tuple(costs(book)),
        book.books.settlements,
        tuple(sorted(found, key=_order)),
        tuple(unknowns(book, files)),
        tuple(worst(files)),
    )


def _findings(
    files: Iterable[OrderFile], book: CaseBook, clocks: Clocks, today: date
) -> Iterator[Finding]:
    for file in files:
        if file.order is not None and file.order.replacement_of:
            continue  # worth nothing itself
        for line in file.lines():
            yield from overpaid(line)
            yield from marketplace_pays(line, book, clocks, today)
            yield from partial_then_more(line)
            yield from not_returned(line, book, clocks, today)
            yield from goodwill(line)
            yield from not_refunded(line, book, clocks, today)
    yield from administration_fees(book)


def _order(finding: Finding) -> tuple[int, str, bool, str, str]:
    """By kind; in it by currency, what is proven first, and the most money first."""
    amount = f"{10**15 - finding.amount.amount:030.6f}"
    is_possible = finding.certainty != "proven"
    return (
        _KINDS.index(finding.kind),
        finding.amount.currency,
        is_possible,
        amount,
        f"{finding.order_id} {finding.order_item_id} {finding.sku}",
    )
