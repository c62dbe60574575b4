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


def _message(name: str, action: str) -> Operation:
    return Operation(name, "POST", f"{MESSAGING}/messages/{action}", 1, 5)


def _grantless(name: str, method: str, path: str) -> Operation:
    return Operation(name, method, NOTIFICATIONS + path, 1, 5, grantless=True)


_EVENTS_OF_ORDER = EVENTS + "/orders/{order_id}/financialEvents"
_PARTICIPATIONS = SELLERS + "/marketplaceParticipations"
_FULFILLMENT_ORDERS = OUTBOUND + "/fulfillmentOrders"
_FULFILLMENT_ORDER = _FULFILLMENT_ORDERS + "/{fulfillment_order_id}"
_SUBSCRIPTIONS = "/subscriptions/{notification_type}"

OPERATIONS = (
    Operation("searchOrders", "GET", ORDERS, 0.0056, 20),
    Operation("getOrder", "GET", ORDERS + "/{order_id}", 0.5, 30),
    Operation("createReport", "POST", REPORTS + "/reports", 0.0167, 15),
    Operation("getReports", "GET", REPORTS + "/reports", 0.0222, 10),
    Operation("getReport", "GET", REPORTS + "/reports/{report_id}", 2, 15),
    Operation("cancelReport", "DELETE", REPORTS + "/reports/{report_id}", 0.0222, 10),
    Operation("getReportDocument", "GET", REPORTS + "/documents/{document_id}", 0.0167, 15),
    Operation("createFeedDocument", "POST", FEEDS + "/documents", 0.5, 15),
    Operation("createFeed", "POST", FEEDS + "/feeds", 0.0083, 15),
    Operation("getFeeds", "GET", FEEDS + "/feeds", 0.0222, 10),
    Operation("getFeed", "GET", FEEDS + "/feeds/{feed_id}", 2, 15),
    Operation("cancelFeed", "DELETE", FEEDS + "/feeds/{feed_id}", 2, 15),
    Operation("getFeedDocument", "GET", FEEDS + "/documents/{document_id}", 0.0222, 10),
    Operation("listTransactions", "GET", TRANSACTIONS + "/transactions", 0.5, 10),
    Operation("listFinancialEvents", "GET", EVENTS + "/financialEvents", 0.5, 30),
    Operation("listFinancialEventsByOrderId", "GET", _EVENTS_OF_ORDER, 0.5, 30),
    Operation("getMarketplaceParticipations", "GET", _PARTICIPATIONS, 0.016, 15),
    Operation("getMessagingActionsForOrder", "GET", MESSAGING, 1, 5),
    Operation("GetAttributes", "GET", MESSAGING + "/attributes", 1, 5),
    _message("confirmCustomizationDetails", "confirmCustomizationDetails"),
    _message("createConfirmDeliveryDetails", "confirmDeliveryDetails"),
    _message("createConfirmOrderDetails", "confirmOrderDetails"),
    _message("createConfirmServiceDetails", "confirmServiceDetails"),
    _message("createDigitalAccessKey", "digitalAccessKey"),
    _message("createLegalDisclosure", "legalDisclosure"),
    _message("createUnexpectedProblem", "unexpectedProblem"),
    _message("CreateWarranty", "warranty"),
    Operation("getFulfillmentPreview", "POST", _FULFILLMENT_ORDERS + "/preview", 2, 30),
    Operation("createFulfillmentOrder", "POST", _FULFILLMENT_ORDERS, 2, 30),
    Operation("getFulfillmentOrder", "GET", _FULFILLMENT_ORDER, 2, 30),
    Operation("listAllFulfillmentOrders", "GET", _FULFILLMENT_ORDERS, 2, 30),
    Operation("cancelFulfillmentOrder", "PUT", _FULFILLMENT_ORDER + "/cancel", 2, 30),
    Operation("getPackageTrackingDetails", "GET", OUTBOUND + "/tracking", 2, 30),
    Operation("getSubscriptions", "GET", NOTIFICATIONS + "/subscriptions", 1, 5),
    Operation("getSubscription", "GET", NOTIFICATIONS + _SUBSCRIPTIONS, 1, 5),
    Operation("createSubscription", "POST", NOTIFICATIONS + _SUBSCRIPTIONS, 1, 5),
    _grantless("getSubscriptionById", "GET", _SUBSCRIPTIONS + "/{subscription_id}"),
    _grantless("deleteSubscriptionById", "DELETE", _SUBSCRIPTIONS + "/{subscription_id}"),
    _grantless("sendTestNotification", "POST", _SUBSCRIPTIONS + "/testNotification"),
    _grantless("getDestinations", "GET", "/destinations"),
    _grantless("createDestination", "POST", "/destinations"),
    _grantless("getDestination", "GET", "/destinations/{destination_id}"),
    _grantless("deleteDestination", "DELETE", "/destinations/{destination_id}"),
)
