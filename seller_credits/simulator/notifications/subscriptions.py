"""What a seller is subscribed to, and which notifications of it are wanted.

Types: the notification types a seller's order desk has use for, of those Amazon publishes
(developer-docs.amazon.com/sp-api/docs/notification-type-values, read 2026-11-23). Which payload
versions each type has is not in the models; any that is written like one is taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from seller_credits.simulator.errors import ApiError, invalid_input
from seller_credits.simulator.members import Members

TYPES = frozenset(
    {
        *("ACCOUNT_STATUS_CHANGED", "ANY_OFFER_CHANGED", "FEED_PROCESSING_FINISHED"),
        *("FULFILLMENT_ORDER_STATUS", "ORDER_CHANGE", "REPORT_PROCESSING_FINISHED"),
        *("SHIPMENT_TRACKING_MILESTONE_CHANGED", "TRANSACTION_UPDATE"),
    }
)
_VERSION = re.compile(r"\d+\.\d+|\d{4}-\d{2}-\d{2}")
_LONGEST_VERSION = 20
_LONGEST_ID = 100
_LONGEST_EXPRESSION = 256
# Only these types take an event filter, which has to name the type itself.
_FILTERED = frozenset({"ANY_OFFER_CHANGED", "ORDER_CHANGE", "SHIPMENT_TRACKING_MILESTONE_CHANGED"})


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription; its directive is kept as it was given."""

    subscription_id: str
    notification_type: str
    payload_version: str
    destination_id: str
    directive: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """Return the subscription as the API shows it."""
        answer: dict[str, Any] = {
            "subscriptionId": self.subscription_id,
            "payloadVersion": self.payload_version,
            "destinationId": self.destination_id,
        }
        return answer | {"processingDirective": self.directive} if self.directive else answer

    @property
    def expression(self) -> str:
        """What is asked of a payload; several subscriptions of a type differ in it."""
        return str(self.directive.get("filterExpression", ""))


def check_type(notification_type: str) -> str:
    """Return a notification type that there is."""
    if notification_type not in TYPES:
        said = f"notificationType: {notification_type} is not one of {', '.join(sorted(TYPES))}"
        raise invalid_input("Invalid Input", said)
    return notification_type


def read_subscription(
    body: Members, notification_type: str, subscription_id: str, existing: Iterable[Subscription]
) -> Subscription:
    """Return the subscription of a request, which no other may be the same as."""
    made = Subscription(
        subscription_id=subscription_id,
        notification_type=check_type(notification_type),
        payload_version=read_version(body),
        destination_id=body.text("destinationId", _LONGEST_ID),
        directive=_directive(body, notification_type),
    )
    if any(_same(made, other) for other in existing):
        said = "The resource specified conflicts with the current state."
        raise ApiError(409, "StateConflict", said)
    return made


def read_version(body: Members) -> str:
    """Return the payload version of a request."""
    version = body.text("payloadVersion", _LONGEST_VERSION)
    if not _VERSION.fullmatch(version):
        raise body.refusal("payloadVersion", f"{version} is no version such as 1.0 or 2020-09-04")
    return version


def _same(one: Subscription, other: Subscription) -> bool:
    return (one.notification_type, one.payload_version, one.expression) == (
        other.notification_type,
        other.payload_version,
        other.expression,
    )


def _directive(body: Members, notification_type: str) -> dict[str, Any]:
    if not body.has("processingDirective"):
        return {}
    directive = body.part("processingDirective")
    if directive.has("eventFilter") and directive.has("filterExpression"):
        raise directive.refusal("eventFilter", "not together with filterExpression")
    if directive.has("eventFilter"):
        event = directive.part("eventFilter")
        if event.choice("eventFilterType", _FILTERED) != notification_type:
            raise event.refusal("eventFilterType", f"must be {notification_type}")
        return {"eventFilter": event.values}
    if directive.has("filterExpression"):
        return {"filterExpression": directive.text("filterExpression", _LONGEST_EXPRESSION)}
    return {}
