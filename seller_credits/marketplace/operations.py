"""The operations this program may ask for: one table, with Amazon's limits and what may repeat.

Paths and limits: Amazon's models orders_2026-01-01 and reports_2021-06-30 (github.com/amzn/
selling-partner-api-models, August 2026). Limits are per application and seller, and Amazon may
grant others: what an answer says of its limit goes before what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Repeat(Enum):
    """What may happen to a request whose answer was a failure (429 and "not sent" always may)."""

    FREELY = auto()  # reading changes nothing
    ONCE = auto()  # harmless twice, but each one costs a scarce token


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the marketplace can be asked for.

    Attributes:
        name: Amazon's name of it.
        path: with `{names}` for `path_params`.
        rate: requests a second; None where no limit is published.
        burst: requests at once after a rest.
        role: the role the application needs, as Amazon's developer console calls it.
    """

    name: str
    method: str
    path: str
    rate: float | None
    burst: int
    repeat: Repeat
    role: str = ""


_ORDERS = "/orders/2026-01-01/orders"
_REPORTS = "/reports/2021-06-30"
_ORDER_ROLE = "Inventory and Order Tracking"

SEARCH_ORDERS = Operation("searchOrders", "GET", _ORDERS, 0.0056, 20, Repeat.FREELY, _ORDER_ROLE)
CREATE_REPORT = Operation("createReport", "POST", f"{_REPORTS}/reports", 0.0167, 15, Repeat.ONCE)
GET_REPORT = Operation("getReport", "GET", f"{_REPORTS}/reports/{{reportId}}", 2, 15, Repeat.FREELY)
GET_REPORTS = Operation("getReports", "GET", f"{_REPORTS}/reports", 0.0222, 10, Repeat.FREELY)
GET_REPORT_DOCUMENT = Operation(
    "getReportDocument",
    "GET",
    f"{_REPORTS}/documents/{{reportDocumentId}}",
    0.0167,
    15,
    Repeat.FREELY,
)

GET_TOKEN = Operation("getAccessToken", "POST", "", None, 1, Repeat.FREELY)
"""Login with Amazon; it publishes no limit, and one token lasts an hour."""

DOWNLOAD = Operation("downloadDocument", "GET", "", None, 1, Repeat.FREELY)
"""A plain GET at Amazon's document store, which is no part of the API."""
