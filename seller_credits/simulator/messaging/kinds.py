"""The kinds of message the Messaging API knows, and at which stage of an order each is offered.

Names and lengths: Amazon's model messaging.json, read 2026-11-23. The stages follow the words of
the model ("prior to shipping their order"); which real orders are offered which kind is not
published. The shop sells no services and no digital goods; those kinds are offered all the same, so
that a client can be tried with them.
"""

from dataclasses import dataclass

from seller_credits.simulator.shop.nouns import MERCHANT, Order

_BEFORE_SHIPPING = frozenset({"UNSHIPPED"})
_AFTER_SHIPPING = frozenset({"PARTIALLY_SHIPPED", "SHIPPED"})
_ANY_TIME = _BEFORE_SHIPPING | _AFTER_SHIPPING


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message.

    Attributes:
        action: its name in the list of actions, and the last part of its path.
        operation: its name in Amazon's model.
        statuses: the fulfillment statuses of the orders it is offered for.
        longest: the most characters of its text; 0 where it has none.
        attaches: whether documents may go with it.
        dated: whether it names a span of time, as a warranty does.
    """

    action: str
    operation: str
    statuses: frozenset[str]
    longest: int = 0
    attaches: bool = False
    dated: bool = False


KINDS = (
    Kind("confirmOrderDetails", "createConfirmOrderDetails", _BEFORE_SHIPPING, 2000),
    Kind(
        "confirmCustomizationDetails",
        "confirmCustomizationDetails",
        _BEFORE_SHIPPING,
        800,
        attaches=True,
    ),
    Kind("confirmDeliveryDetails", "createConfirmDeliveryDetails", _ANY_TIME, 2000),
    Kind("confirmServiceDetails", "createConfirmServiceDetails", _ANY_TIME, 2000),
    Kind("unexpectedProblem", "createUnexpectedProblem", _ANY_TIME, 2000),
    Kind("digitalAccessKey", "createDigitalAccessKey", _ANY_TIME, 400, attaches=True),
    Kind("legalDisclosure", "createLegalDisclosure", _ANY_TIME, attaches=True),
    Kind("warranty", "CreateWarranty", _AFTER_SHIPPING, attaches=True, dated=True),
)


def offered(order: Order) -> list[Kind]:
    """Return the kinds an order takes at its stage; the marketplace answers for its own parcels."""
    if order.fulfilled_by != MERCHANT:
        return []
    return [kind for kind in KINDS if order.status in kind.statuses]
