"""The report types the simulator writes, with the windows and the rests it knows for them.

Sources, read 2026-11-23: Amazon's returns reports page (60 days for returns of seller-fulfilled
orders); its page "FBA Reports" (daily types are made anew every 4 hours at most); sellers who saw
the feedback report CANCELLED for under 5 days and with an end (github.com/amzn/
selling-partner-api-models issue 1203). The default windows are the simulator's own.
"""

from dataclasses import dataclass
from datetime import timedelta

from seller_credits.simulator.reports import (
    all_orders,
    feedback,
    fulfilment_returns,
    merchant_returns,
    performance,
    replacements,
    settlement,
)
from seller_credits.simulator.reports.ask import Write


@dataclass(frozen=True, slots=True)
class ReportType:
    """How one type is written, and what the marketplace wants of a request for it.

    Attributes:
        write: its layout.
        usual: the span it covers unless told.
        longest: a longer span is fatal.
        shortest: a shorter span is cancelled.
        open_ended: a span whose end is named is cancelled.
        rest: a second one within this time is cancelled.
        requestable: somebody may ask for it; else the marketplace writes it when it sees fit.
    """

    write: Write
    usual: timedelta = timedelta(days=30)
    longest: timedelta | None = None
    shortest: timedelta = timedelta(0)
    open_ended: bool = False
    rest: timedelta = timedelta(0)
    requestable: bool = True


SETTLEMENT = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
_TWO_MONTHS = timedelta(days=60)

REPORT_TYPES = {
    "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE": ReportType(
        merchant_returns.flat_file, _TWO_MONTHS, _TWO_MONTHS
    ),
    "GET_XML_RETURNS_DATA_BY_RETURN_DATE": ReportType(
        merchant_returns.xml_file, _TWO_MONTHS, _TWO_MONTHS
    ),
    "GET_CSV_MFN_PRIME_RETURNS_REPORT": ReportType(
        merchant_returns.prime_csv_file, _TWO_MONTHS, _TWO_MONTHS
    ),
    "GET_XML_MFN_PRIME_RETURNS_REPORT": ReportType(
        merchant_returns.prime_xml_file, _TWO_MONTHS, _TWO_MONTHS
    ),
    "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA": ReportType(
        replacements.flat_file, _TWO_MONTHS, rest=timedelta(hours=4)
    ),
    SETTLEMENT: ReportType(settlement.flat_file, requestable=False),
    "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA": ReportType(
        fulfilment_returns.flat_file, _TWO_MONTHS, rest=timedelta(hours=4)
    ),
    "GET_SELLER_FEEDBACK_DATA": ReportType(
        feedback.flat_file, timedelta(days=365), shortest=timedelta(days=5), open_ended=True
    ),
    "GET_V2_SELLER_PERFORMANCE_REPORT": ReportType(performance.json_file),
    "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL": ReportType(all_orders.by_last_update),
    "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL": ReportType(all_orders.by_order_date),
}
