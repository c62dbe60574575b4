"""Every operation the simulator serves, with the rate and burst the marketplace documents for it.

Source: the usage plans in Amazon's models orders_2026-01-01 and reports_2021-06-30, read
2026-11-23. Rates are requests a second; a burst is the size of the token bucket.
"""

from dataclasses import dataclass

ORDERS = "/orders/2026-01-01/orders"
REPORTS = "/reports/2021-06-30"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its name in Amazon's model, its route, and its usage plan."""

    name: str
    method: str
    path: str
    rate: float
    burst: int


OPERATIONS = (
    Operation("searchOrders", "GET", ORDERS, 0.0056, 20),
    Operation("getOrder", "GET", ORDERS + "/{order_id}", 0.5, 30),
    Operation("createReport", "POST", REPORTS + "/reports", 0.0167, 15),
    Operation("getReports", "GET", REPORTS + "/reports", 0.0222, 10),
    Operation("getReport", "GET", REPORTS + "/reports/{report_id}", 2, 15),
    Operation("cancelReport", "DELETE", REPORTS + "/reports/{report_id}", 0.0222, 10),
    Operation("getReportDocument", "GET", REPORTS + "/documents/{document_id}", 0.0167, 15),
)
