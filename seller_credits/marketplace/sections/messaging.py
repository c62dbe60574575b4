"""Messaging API v1: what a seller may write to the buyer of an order, and writing it.

One way: what the buyer answers is not to be had here. Amazon says of each order which messages it
takes: by how it was fulfilled, and by how many were sent already.
"""

from __future__ import annotations

from pydantic import Field

from seller_credits.domain.errors import UsageProblem
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.errors import AccessDenied, RequestRefused
from seller_credits.marketplace.operations import (
    CONFIRM_DELIVERY_DETAILS,
    CONFIRM_ORDER_DETAILS,
    GET_ATTRIBUTES,
    GET_MESSAGING_ACTIONS,
    UNEXPECTED_PROBLEM,
)
from seller_credits.marketplace.sections.message_rules import flaws
from seller_credits.marketplace.wire.lenient import Lenient

_OPERATIONS = {
    "confirmOrderDetails": CONFIRM_ORDER_DETAILS,
    "confirmDeliveryDetails": CONFIRM_DELIVERY_DETAILS,
    "unexpectedProblem": UNEXPECTED_PROBLEM,
}


# Amazon refuses what an order does not take as it refuses for want of a role (403), in other words:
# "Invalid amazonOrderId and template combination." (seen by sellers' programs:
# github.com/amzn/selling-partner-api-models issue 2032; in no document).
_NOT_FOR_THIS_ORDER = "template combination"


class _Link(Lenient):
    name: str = ""


class _Links(Lenient):
    actions: tuple[_Link, ...]


class _Actions(Lenient):
    links: _Links = Field(alias="_links")


class _Buyer(Lenient):
    locale: str | None = None


class _Attributes(Lenient):
    buyer: _Buyer = _Buyer()


def allowed_actions(caller: Caller, order_id: str, marketplace: str) -> tuple[str, ...]:
    """The messages this order takes now, by Amazon's names, verbatim: `unexpectedProblem`, ...

    Also those this program cannot send; none where the buyer may not be written to.

    Args:
        caller: whose order it is.
        order_id: Amazon's.
        marketplace: the code or id of the store it was bought in.
    """
    path, query = _place(order_id, marketplace)
    answer = ask(caller, GET_MESSAGING_ACTIONS, _Actions, path_params=path, query=query)
    return tuple(link.name for link in answer.links.actions if link.name)


def buyer_locale(caller: Caller, order_id: str, marketplace: str) -> str | None:
    """The language the buyer has to be written to in, `en-US`; None where Amazon does not say."""
    path, query = _place(order_id, marketplace)
    return ask(caller, GET_ATTRIBUTES, _Attributes, path_params=path, query=query).buyer.locale


def send(caller: Caller, order_id: str, marketplace: str, action: str, text: str) -> None:
    """Write to the buyer, once: a request whose answer is lost is not repeated.

    Whether the order takes this message, and the buyer's language, is for the caller to have asked.

    Raises:
        UsageProblem: the text cannot be sent as this message; nothing was.
        RequestRefused: the order does not take this message, or not any more.
        CallProblem: Amazon did not take it for another reason; or its answer was lost, and the
            buyer may have it.
    """
    wrong = flaws(action, text)
    if wrong:
        raise UsageProblem(
            f"The message about order {order_id} cannot be sent: {'; '.join(wrong)}.",
            hint="Change the text; Amazon takes plain words only.",
        )
    path, query = _place(order_id, marketplace)
    # Amazon may quote the text in its refusal, and the text may name the buyer.
    private = (text, *text.splitlines())
    body, operation = {"text": text}, _OPERATIONS[action]
    try:
        caller.call(operation, path_params=path, query=query, body=body, private=private)
    except AccessDenied as denial:
        if _NOT_FOR_THIS_ORDER not in denial.message:
            raise
        raise _not_taken(order_id, action, denial) from denial


def _not_taken(order_id: str, action: str, denial: AccessDenied) -> RequestRefused:
    return RequestRefused(
        f"Order {order_id} does not take the message {action}.",
        hint=(
            "Amazon takes each message only of some orders, and once; what this one still takes "
            "shows in Seller Central, where the buyer can be written to as well."
        ),
        operation=denial.operation,
        request_id=denial.request_id,
        account=denial.account,
        may_have_happened=denial.may_have_happened,
    )


def _place(order_id: str, marketplace: str) -> tuple[dict[str, str], dict[str, str]]:
    (store_id,) = marketplace_ids([marketplace])
    return {"amazonOrderId": order_id}, {"marketplaceIds": store_id}
