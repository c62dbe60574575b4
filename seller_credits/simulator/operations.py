"""Every operation the simulator serves, with the rate and burst the marketplace documents for it.

Source: the usage plans in Amazon's models, read 2026-11-23. Rates are requests a second; a burst is
the size of the token bucket. An operation without a plan in its model has the section's usual one.
"""

from dataclasses import dataclass

ORDERS = "/orders/2026-01-01/orders"
REPORTS = "/reports/2021-06-30"
FEEDS = "/feeds/2021-06-30"
TRANSACTIONS = "/finances/2024-06-19"
EVENTS = "/finances/v0"
MESSAGING = "/messaging/v1/orders/{order_id}"
OUTBOUND = "/fba/outbound/2020-07-01"
SELLERS = "/sellers/v1"
NOTIFICATIONS = "/notifications/v1"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its name in Amazon's model, its route, and its usage plan.

    Attributes:
        grantless: the application asks for itself, with a token of its own scope.
    """

    name: str
    method: str
    path: str
    rate: float
    burst: int
    grantless: bool = False


OPERATIONS = (
    Operation("searchOrders", "GET", ORDERS, 0.0056, 20),
    Operation("getOrder", "GET", ORDERS + "/{order_id}", 0.5, 30),
    Operation("createReport", "POST", REPORTS + "/reports", 0.0167, 15),
    Operation("getReports", "GET", REPORTS + "/reports", 0.0222, 10),
    Operation("getReport", "GET", REPORTS + "/reports/{report_id}", 2, 15),
    Operation("cancelReport", "DELETE", REPORTS + "/reports/{report_id}", 0.0222, 10),
    Operation("getReportDocument", "GET", REPORTS + "/documents/{document_id}", 0.0167, 15),
)
