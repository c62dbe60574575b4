"""Replacements that the marketplace sends from its warehouses, each asked for once.

Before the intent the marketplace foresees whether the goods can go, and for what fee; what it says
of that has no effect. The address passes through: what is written down of a request is without it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import orjson

from seller_credits.domain.issuances import Status
from seller_credits.domain.shipments import ShipmentRequest
from seller_credits.issuance.goods import preview_hurdle
from seller_credits.issuance.plan import Planned
from seller_credits.marketplace.issuing import Desk
from seller_credits.workflow.handing_in import HandedIn, hand_over, intend
from seller_credits.workflow.outbox import Outbox

KIND = "replacement"
"""What the ledger calls a submission of goods."""


@dataclass(frozen=True, slots=True)
class Shipping:
    """The replacements of one live run.

    Attributes:
        outbox: the account's.
        desk: where they are asked for.
    """

    outbox: Outbox
    desk: Desk

    def send(self, planned: Planned) -> tuple[Planned, HandedIn | None]:
        """Have the goods of one sent; how it stands now, and what became of it.

        Raises:
            MarketplaceProblem: nothing could be foreseen; nothing was asked for.
        """
        request = planned.shipment
        assert request is not None
        assert planned.store is not None
        hurdle = preview_hurdle(self.desk.shipping_previews(request), self.outbox.terms.goods)
        if hurdle is not None:
            return replace(planned, hurdle=hurdle), None
        intent, otherwise = intend(
            self.outbox, planned.store, [planned], without_address(request), kind=KIND
        )
        if intent is None:
            return otherwise[0], None

        def call() -> str:
            self.desk.ship_replacement(request)
            return ""  # by its own name it is found again; the marketplace gives it no other

        became = hand_over(self.outbox, intent, call)
        is_in = became.status is Status.SUBMITTED
        return planned, replace(became, why=_sent(request)) if is_in else became


def without_address(request: ShipmentRequest) -> bytes:
    """What may be kept of a request for good: all of it but where it goes."""
    told = {
        "order_id": request.order_id,
        "shown_id": request.shown_id,
        "marketplace": request.marketplace,
        "speed": request.speed,
        "lines": [[line.line_id, line.sku, line.quantity] for line in request.lines],
    }
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


def _sent(request: ShipmentRequest) -> str:
    return f"The marketplace sends {words_of(request)}."


def words_of(request: ShipmentRequest) -> str:
    """`1 x MUG-RED and 2 x LID, Standard`: what goes, and how fast; never where."""
    goods = " and ".join(f"{line.quantity} x {line.sku}" for line in request.lines)
    return f"{goods}, {request.speed}"
