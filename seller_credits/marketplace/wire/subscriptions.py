"""Notifications API v1: subscriptions and destinations as pydantic sees them."""

from __future__ import annotations

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from seller_credits.domain.notifications import Destination, Subscription
from seller_credits.marketplace.wire.lenient import Lenient


class _Wire(Lenient):
    model_config = ConfigDict(alias_generator=to_camel)


class _Subscription(_Wire):
    subscription_id: str = Field(min_length=1)
    payload_version: str
    destination_id: str


class OneSubscription(_Wire):
    """The answer about one subscription."""

    payload: _Subscription

    def noun(self, type_: str) -> Subscription:
        """The subscription; the answer does not repeat what it is about."""
        found = self.payload
        return Subscription(
            found.subscription_id, type_, found.payload_version, found.destination_id
        )


class _Queue(_Wire):
    arn: str


class _Bus(_Wire):
    region: str
    account_id: str


class _Resource(_Wire):
    sqs: _Queue | None = None
    event_bridge: _Bus | None = None


class _Destination(_Wire):
    destination_id: str = Field(min_length=1)
    name: str
    resource: _Resource = _Resource()

    def noun(self) -> Destination:
        queue, bus = self.resource.sqs, self.resource.event_bridge
        return Destination(
            id=self.destination_id,
            name=self.name,
            queue=queue.arn if queue else None,
            bus=f"{bus.region}/{bus.account_id}" if bus else None,
        )


class OneDestination(_Wire):
    """The answer about one destination."""

    payload: _Destination


class Destinations(_Wire):
    """The answer about all destinations."""

    payload: tuple[_Destination, ...]
