"""What a sync would ask now, by what is known; nothing is asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from seller_credits.domain.coverage import Span, gaps, merged
from seller_credits.domain.issues import Source
from seller_credits.marketplace.interface import ORDERS_LAG, Marketplace
from seller_credits.marketplace.plans import Book, Need, Plan, Wish
from seller_credits.workflow.books import leaf
from seller_credits.workflow.known import Known
from seller_credits.workflow.pieces import COUNTING, TELLING, orders_name, report_pieces
from seller_credits.workflow.searching import LOOK_BACK, orders_a_day, unfinished


def plan_of(
    records: Known,
    marketplace: Marketplace,
    stores: Sequence[str],
    wanted: Span,
    patience: timedelta,
) -> Plan:
    """The plan of a sync that would begin at the end of the wanted time."""
    known = merged(records.read_spans(Source.ORDERS, orders_name(stores)))
    orders = Span(wanted.since, wanted.until - ORDERS_LAG)
    begun = unfinished(marketplace, records, stores, orders, known)
    first = [] if begun is None else [begun]
    details = set(records.lacking_detail())
    need = Need(
        reports=[
            Wish(piece.report, piece.store or "", piece.span, first=piece.report in TELLING)
            for piece in report_pieces(
                (*TELLING, *COUNTING), stores, wanted, marketplace.max_window
            )
            if piece.report is not None
        ],
        gaps=[*first, *gaps(orders, merged([*known, *first]), LOOK_BACK)],
        orders_a_day=orders_a_day(records, known),
        details=len(details),
        due=len({*records.due_orders()} - details),
        patience=patience,
        goes_on=begun is not None,
        books=[
            leaf(book, wanted, merged(records.read_spans(Source.FINANCES, book))) for book in Book
        ],
    )
    return marketplace.plan(need)
