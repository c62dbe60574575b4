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
        CallProblem: Amazon did not take it, which may be an AccessDenied where the order does not
            take this message; or its answer was lost, and the buyer may have it.
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
    caller.call(
        _OPERATIONS[action], path_params=path, query=query, body={"text": text}, private=private
    )


def _place(order_id: str, marketplace: str) -> tuple[dict[str, str], dict[str, str]]:
    (store_id,) = marketplace_ids([marketplace])
    return {"amazonOrderId": order_id}, {"marketplaceIds": store_id}
