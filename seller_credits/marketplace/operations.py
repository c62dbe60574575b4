"""The operations this program may ask for: one table, with Amazon's limits and what may repeat.

Paths, rates and bursts: the usage plans in Amazon's models orders_2026-01-01, reports_2021-06-30,
feeds_2021-06-30, finances_2024-06-19, financesV0, messaging, fulfillmentOutbound_2020-07-01,
sellers and notifications (github.com/amzn/selling-partner-api-models, August 2026). Limits are per
application and seller, and Amazon may grant others: what an answer says of its limit goes before
what stands here. Roles: developer-docs.amazon.com/sp-api/docs/role-mappings (2026-11).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Repeat(Enum):
    """What may happen to a request whose answer was a failure."""

    FREELY = auto()  # done twice it is done once: reading, and writes that name their own effect
    ONCE = auto()  # harmless twice, but each one costs a token
    UNDONE = auto()  # only where nothing can have come of it; else whoever asked looks first
    NEVER = auto()  # done twice, a buyer is paid or written to twice


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the marketplace can be asked for.

    Attributes:
        name: Amazon's name of it.
        path: with `{names}` for `path_params`.
        rate: requests a second; None where no limit is published.
        burst: requests at once after a rest.
        role: the role the application needs, as Amazon's developer console calls it; empty where
            several would do, or none is needed.
        grantless: asked for by the application for itself, with a token of this scope, and not
            in the name of a seller.
    """

    name: str
    method: str
    path: str
    rate: float | None
    burst: int
    repeat: Repeat
    role: str = ""
    grantless: str = ""


_FREELY, _ONCE, _UNDONE, _NEVER = Repeat
_TRACKING = "Inventory and Order Tracking"
_BUYERS = "Buyer Communication"
_FINANCE = "Finance and Accounting"
_FULFILLMENT = "Amazon Fulfillment"
_SUBSCRIBER = "sellingpartnerapi::notifications"

_ORDERS = "/orders/2026-01-01/orders"
SEARCH_ORDERS = Operation("searchOrders", "GET", _ORDERS, 0.0056, 20, _FREELY, _TRACKING)
GET_ORDER = Operation("getOrder", "GET", f"{_ORDERS}/{{orderId}}", 0.5, 30, _FREELY, _TRACKING)

_REPORTS = "/reports/2021-06-30/reports"
_REPORT_DOCUMENT = "/reports/2021-06-30/documents/{reportDocumentId}"
CREATE_REPORT = Operation("createReport", "POST", _REPORTS, 0.0167, 15, _UNDONE)
GET_REPORT = Operation("getReport", "GET", f"{_REPORTS}/{{reportId}}", 2, 15, _FREELY)
GET_REPORTS = Operation("getReports", "GET", _REPORTS, 0.0222, 10, _FREELY)
GET_REPORT_DOCUMENT = Operation("getReportDocument", "GET", _REPORT_DOCUMENT, 0.0167, 15, _FREELY)

_FEEDS = "/feeds/2021-06-30/feeds"
_FEED = f"{_FEEDS}/{{feedId}}"
_FEED_DOCUMENTS = "/feeds/2021-06-30/documents"
_FEED_DOCUMENT = f"{_FEED_DOCUMENTS}/{{feedDocumentId}}"
CREATE_FEED_DOCUMENT = Operation(
    "createFeedDocument", "POST", _FEED_DOCUMENTS, 0.5, 15, _ONCE, _TRACKING
)
CREATE_FEED = Operation("createFeed", "POST", _FEEDS, 0.0083, 15, _NEVER, _TRACKING)
GET_FEED = Operation("getFeed", "GET", _FEED, 2, 15, _FREELY, _TRACKING)
GET_FEEDS = Operation("getFeeds", "GET", _FEEDS, 0.0222, 10, _FREELY, _TRACKING)
CANCEL_FEED = Operation("cancelFeed", "DELETE", _FEED, 2, 15, _FREELY, _TRACKING)
GET_FEED_DOCUMENT = Operation(
    "getFeedDocument", "GET", _FEED_DOCUMENT, 0.0222, 10, _FREELY, _TRACKING
)

LIST_TRANSACTIONS = Operation(
    "listTransactions", "GET", "/finances/2024-06-19/transactions", 0.5, 10, _FREELY, _FINANCE
)
_EVENTS_OF_ORDER = "/finances/v0/orders/{orderId}/financialEvents"
LIST_EVENTS_BY_ORDER = Operation(
    "listFinancialEventsByOrderId", "GET", _EVENTS_OF_ORDER, 0.5, 30, _FREELY, _FINANCE
)
LIST_EVENTS = Operation(
    "listFinancialEvents", "GET", "/finances/v0/financialEvents", 0.5, 30, _FREELY, _FINANCE
)

_MESSAGING = "/messaging/v1/orders/{amazonOrderId}"


def _message(name: str, path: str) -> Operation:
    return Operation(name, "POST", f"{_MESSAGING}/messages/{path}", 1, 5, _NEVER, _BUYERS)


GET_MESSAGING_ACTIONS = Operation(
    "getMessagingActionsForOrder", "GET", _MESSAGING, 1, 5, _FREELY, _BUYERS
)
GET_ATTRIBUTES = Operation(
    "GetAttributes", "GET", f"{_MESSAGING}/attributes", 1, 5, _FREELY, _BUYERS
)
CONFIRM_ORDER_DETAILS = _message("createConfirmOrderDetails", "confirmOrderDetails")
CONFIRM_DELIVERY_DETAILS = _message("createConfirmDeliveryDetails", "confirmDeliveryDetails")
UNEXPECTED_PROBLEM = _message("createUnexpectedProblem", "unexpectedProblem")

_MCF = "/fba/outbound/2020-07-01"
_MCF_ORDERS = f"{_MCF}/fulfillmentOrders"
_MCF_ORDER = f"{_MCF_ORDERS}/{{sellerFulfillmentOrderId}}"
GET_FULFILLMENT_PREVIEW = Operation(
    "getFulfillmentPreview", "POST", f"{_MCF_ORDERS}/preview", 2, 30, _FREELY, _FULFILLMENT
)
# The seller's own order id makes a second request for the same order a refusal, not an order.
CREATE_FULFILLMENT_ORDER = Operation(
    "createFulfillmentOrder", "POST", _MCF_ORDERS, 2, 30, _FREELY, _FULFILLMENT
)
GET_FULFILLMENT_ORDER = Operation(
    "getFulfillmentOrder", "GET", _MCF_ORDER, 2, 30, _FREELY, _FULFILLMENT
)
LIST_FULFILLMENT_ORDERS = Operation(
    "listAllFulfillmentOrders", "GET", _MCF_ORDERS, 2, 30, _FREELY, _FULFILLMENT
)
CANCEL_FULFILLMENT_ORDER = Operation(
    "cancelFulfillmentOrder", "PUT", f"{_MCF_ORDER}/cancel", 2, 30, _FREELY, _FULFILLMENT
)
GET_PACKAGE_TRACKING = Operation(
    "getPackageTrackingDetails", "GET", f"{_MCF}/tracking", 2, 30, _FREELY, _FULFILLMENT
)

GET_PARTICIPATIONS = Operation(
    "getMarketplaceParticipations",
    "GET",
    "/sellers/v1/marketplaceParticipations",
    0.016,
    15,
    _FREELY,
)

_SUBSCRIPTIONS = "/notifications/v1/subscriptions/{notificationType}"
_DESTINATIONS = "/notifications/v1/destinations"
GET_SUBSCRIPTION = Operation("getSubscription", "GET", _SUBSCRIPTIONS, 1, 5, _FREELY)
# A second subscription to the same type is refused with a conflict.
CREATE_SUBSCRIPTION = Operation("createSubscription", "POST", _SUBSCRIPTIONS, 1, 5, _FREELY)
DELETE_SUBSCRIPTION = Operation(
    "deleteSubscriptionById",
    "DELETE",
    f"{_SUBSCRIPTIONS}/{{subscriptionId}}",
    1,
    5,
    _FREELY,
    grantless=_SUBSCRIBER,
)
GET_DESTINATIONS = Operation(
    "getDestinations", "GET", _DESTINATIONS, 1, 5, _FREELY, grantless=_SUBSCRIBER
)
CREATE_DESTINATION = Operation(
    "createDestination", "POST", _DESTINATIONS, 1, 5, _ONCE, grantless=_SUBSCRIBER
)
DELETE_DESTINATION = Operation(
    "deleteDestination",
    "DELETE",
    f"{_DESTINATIONS}/{{destinationId}}",
    1,
    5,
    _FREELY,
    grantless=_SUBSCRIBER,
)

GET_TOKEN = Operation("getAccessToken", "POST", "", None, 1, _FREELY)
"""Login with Amazon; it publishes no limit, and one token lasts an hour."""

DOWNLOAD = Operation("downloadDocument", "GET", "", None, 1, _FREELY)
"""A plain GET at Amazon's document store, which is no part of the API."""

UPLOAD = Operation("uploadDocument", "PUT", "", None, 1, _FREELY)
"""A plain PUT at Amazon's document store: nothing happens until a feed names the document."""

OPERATIONS = tuple(
    value for value in list(globals().values()) if isinstance(value, Operation) and value.path
)
"""Every operation of the API, for whoever checks the table against Amazon's models."""
