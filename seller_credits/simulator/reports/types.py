"""The report types the simulator writes, with the windows it knows for them.

Source: Amazon's returns reports page (60 days for returns of seller-fulfilled orders); the default
windows are the simulator's own. Read 2026-11-23.
"""

from dataclasses import dataclass
from datetime import timedelta

from seller_credits.simulator.reports import (
    all_orders,
    feedback,
    fulfilment_returns,
    merchant_returns,
    performance,
)
from seller_credits.simulator.reports.ask import Write


@dataclass(frozen=True, slots=True)
class ReportType:
    """How one type is written, what span it covers unless told, and the longest it accepts."""

    write: Write
    usual: timedelta = timedelta(days=30)
    longest: timedelta | None = None


_TWO_MONTHS = timedelta(days=60)

REPORT_TYPES = {
    "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE": ReportType(
        merchant_returns.flat_file, _TWO_MONTHS, _TWO_MONTHS
    ),
    "GET_XML_RETURNS_DATA_BY_RETURN_DATE": ReportType(
        merchant_returns.xml_file, _TWO_MONTHS, _TWO_MONTHS
    ),
    "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA": ReportType(
        fulfilment_returns.flat_file, _TWO_MONTHS
    ),
    "GET_SELLER_FEEDBACK_DATA": ReportType(feedback.flat_file, timedelta(days=365)),
    "GET_V2_SELLER_PERFORMANCE_REPORT": ReportType(performance.json_file),
    "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL": ReportType(all_orders.by_last_update),
    "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL": ReportType(all_orders.by_order_date),
}
