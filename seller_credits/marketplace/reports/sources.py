"""Which reports are asked for, and what Amazon wants to hear for each: one table.

Types, windows and roles: developer-docs.amazon.com/sp-api/docs/report-type-values and its pages
of attributes (2026-11). `window` is None where no limit is documented: FBA returns are commonly
said to reach back 60 days and all-orders 30, but no document says so. `rest`: "FBA Reports" there.
How long a report counts as fresh is the house's own choice where Amazon makes no rule: a quarter of
an hour is how often a busy seller's sync runs, and account health is a matter of weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from seller_credits.domain.reports import Report


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report, and how Amazon wants to be asked for it.

    Attributes:
        type: Amazon's reportType.
        role: the role the application needs for it.
        window: the longest window Amazon takes; None where none is documented.
        least: the shortest window worth asking for; shorter ones are often CANCELLED.
        start_only: the end must stay away, or Amazon cancels the report.
        windowless: it is about now; neither start nor end.
        rest: Amazon makes it anew at most this often, and cancels it when asked sooner.
        fresh_for: how long one that was made does for whoever asks again.
        resume_for: how long one that was asked for and not read yet is still worth reading; what
            it tells ends where it was asked for.
        given_up_after: how long it may take Amazon before another one is asked for.
    """

    name: Report
    type: str
    role: str
    window: timedelta | None = None
    least: timedelta = timedelta(0)
    start_only: bool = False
    windowless: bool = False
    rest: timedelta | None = None
    fresh_for: timedelta = timedelta(minutes=15)
    resume_for: timedelta = timedelta(hours=6)
    given_up_after: timedelta = timedelta(hours=24)


_TRACKING = "Inventory and Order Tracking"
_INSIGHTS = "Selling Partner Insights"

_KINDS = {
    kind.name: kind
    for kind in (
        ReportKind(
            Report.MFN_RETURNS,
            "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE",
            _TRACKING,
            window=timedelta(days=60),
        ),
        # "FBA Reports": a daily type is made anew every four hours at most.
        ReportKind(
            Report.FBA_RETURNS,
            "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA",
            "Amazon Fulfillment",
            rest=timedelta(hours=4),
            fresh_for=timedelta(hours=4),
        ),
        ReportKind(
            Report.FBA_REPLACEMENTS,
            "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA",
            "Amazon Fulfillment",
            rest=timedelta(hours=4),
            fresh_for=timedelta(hours=4),
        ),
        # Short windows and windows with an end come back CANCELLED: observed by many sellers'
        # programs (github.com/amzn/selling-partner-api-models issue 1203), in no document.
        ReportKind(
            Report.FEEDBACK,
            "GET_SELLER_FEEDBACK_DATA",
            _INSIGHTS,
            least=timedelta(days=30),
            start_only=True,
        ),
        ReportKind(
            Report.ALL_ORDERS,
            "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL",
            _TRACKING,
        ),
        ReportKind(
            Report.ACCOUNT_HEALTH,
            "GET_V2_SELLER_PERFORMANCE_REPORT",
            _INSIGHTS,
            windowless=True,
            fresh_for=timedelta(hours=1),
        ),
    )
}


def report_kind(name: Report) -> ReportKind:
    """How a report is asked for."""
    return _KINDS[name]


def max_window(name: Report) -> timedelta | None:
    """The longest window this report may have; None where none is known."""
    return _KINDS[name].window
