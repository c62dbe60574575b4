"""Notifications API v1: being told instead of asking. Reading what came, and what comes where.

Being told needs a queue or an event bus at AWS; without one, asking is enough. The destination is
the application's own (its operations are grantless, as Amazon calls it); a subscription is a
seller's.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.notifications import Destination, Notification, Subscription
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.errors import NotFound, RequestRefused
from seller_credits.marketplace.operations import (
    CREATE_DESTINATION,
    CREATE_SUBSCRIPTION,
    DELETE_DESTINATION,
    DELETE_SUBSCRIPTION,
    GET_DESTINATIONS,
    GET_SUBSCRIPTION,
    Operation,
)
from seller_credits.marketplace.sections.envelopes import opened
from seller_credits.marketplace.wire.lenient import told
from seller_credits.marketplace.wire.notifications import KNOWN, Letter, same_casing
from seller_credits.marketplace.wire.subscriptions import (
    Destinations,
    OneDestination,
    OneSubscription,
)


def read_notification(text: str | bytes) -> Notification:
    """What a queue or an event bus holds, read: both casings, whatever it is wrapped in.

    The same one may come twice: its id tells. A type that is not known here keeps its payload.

    Raises:
        UnreadableSource: it is no notification, or one of a known type without what it is about.
    """
    try:
        return _notification(opened(text))
    except ValidationError as problem:
        why = told(problem)
    except RecursionError:
        why = "it is nested too deep"
    raise UnreadableSource(
        f"A notification cannot be read: {why}.",
        hint="What it is about shows in the next sync. Send this line to support.",
    )


def _notification(said: dict[str, Any]) -> Notification:
    letter = Letter.model_validate(same_casing(said))
    type_, id_ = letter.notification_type, letter.metadata.notification_id
    if type_ not in KNOWN:
        raw = next(part for name, part in said.items() if name.lower() == "payload")
        return Notification(id_, type_, letter.event_time, None, raw)
    member, shape = KNOWN[type_]
    what = shape.model_validate(letter.payload.get(member)).noun()
    return Notification(id_, type_, letter.event_time, what)


def subscription(caller: Caller, type_: str, version: str | None = None) -> Subscription | None:
    """What the seller's account is told of a type of notification; None where of none.

    Args:
        caller: whose account.
        type_: Amazon's word: `ORDER_CHANGE`.
        version: of the payload; the latest one where none is named.
    """
    query = {"payloadVersion": version} if version else {}
    path = {"notificationType": type_}
    try:
        found = ask(caller, GET_SUBSCRIPTION, OneSubscription, path_params=path, query=query)
    except NotFound:
        return None
    return found.noun(type_)


def subscribe(caller: Caller, type_: str, version: str, destination_id: str) -> Subscription:
    """Have the seller's account told of this at that destination; once, however often asked.

    Raises:
        RequestRefused: Amazon did not take it; also where there is one to another destination.
    """
    body = {"payloadVersion": version, "destinationId": destination_id}
    path = {"notificationType": type_}
    try:
        made = ask(caller, CREATE_SUBSCRIPTION, OneSubscription, path_params=path, body=body)
    except RequestRefused:
        found = subscription(caller, type_, version)
        if found is None or found.destination_id != destination_id:
            raise
        return found
    return made.noun(type_)


def unsubscribe(caller: Caller, subscription: Subscription) -> None:
    """Nothing more is told of this; no harm where nothing was."""
    path = {"notificationType": subscription.type, "subscriptionId": subscription.id}
    _delete(caller, DELETE_SUBSCRIPTION, path)


def destinations(caller: Caller) -> tuple[Destination, ...]:
    """Every queue and event bus of the application."""
    answer = ask(caller, GET_DESTINATIONS, Destinations)
    return tuple(found.noun() for found in answer.payload)


def create_queue_destination(caller: Caller, name: str, arn: str) -> Destination:
    """Name an SQS queue to Amazon, by its address `arn:aws:sqs:...`; once, however often asked.

    The queue's owner lets Amazon write to it before.

    Raises:
        RequestRefused: Amazon does not take the address, or may not write there.
    """
    return _create_destination(caller, name, {"sqs": {"arn": arn}}, (arn, None))


def create_bus_destination(caller: Caller, name: str, region: str, account_id: str) -> Destination:
    """Name an EventBridge bus to Amazon, by AWS region and account; once, however often asked.

    Raises:
        RequestRefused: Amazon does not take the region or the account.
    """
    specification = {"eventBridge": {"region": region, "accountId": account_id}}
    return _create_destination(caller, name, specification, (None, f"{region}/{account_id}"))


def delete_destination(caller: Caller, destination_id: str) -> None:
    """Amazon forgets a destination; no harm where it knows none."""
    _delete(caller, DELETE_DESTINATION, {"destinationId": destination_id})


def _create_destination(
    caller: Caller, name: str, specification: dict[str, Any], place: tuple[str | None, str | None]
) -> Destination:
    body = {"name": name, "resourceSpecification": specification}
    try:
        return ask(caller, CREATE_DESTINATION, OneDestination, body=body).payload.noun()
    except RequestRefused:
        there = (each for each in destinations(caller) if (each.queue, each.bus) == place)
        found = next(there, None)
        if found is None:
            raise
        return found


def _delete(caller: Caller, operation: Operation, path: dict[str, str]) -> None:
    try:
        caller.call(operation, path_params=path)
    except NotFound:
        return  # gone is gone, also where an earlier answer was lost
