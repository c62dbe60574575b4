"""Which data of an order is asked for: everything an issue can show in, and the buyer if one may.

Buyers are asked for only by whoever can make a keyed hash of them. Amazon gives them to no
application without a role for personal data, and then refuses the whole question: it is asked again
without, and no more with, as long as this lives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from seller_credits.domain.orders import Order
from seller_credits.marketplace.errors import AccessDenied
from seller_credits.marketplace.wire.orders import BuyerOf, read_order

NO_BUYERS = (
    "Buyers cannot be told apart: Amazon gives this application no buyers, for want of a role "
    "(Direct-to-Consumer Shipping, or Tax Invoicing). Everything else of the orders was read. "
    "To ask for buyers no more, set `sync: buyers: no`."
)
"""Roles: what Amazon's own staff said of BUYER in the tracker of the API's models (July 2026)."""

_SETS = ("PROCEEDS", "PROMOTION", "FULFILLMENT", "PACKAGES", "CANCELLATION")
_BUYER = "BUYER"
_Answer = TypeVar("_Answer")


class OrderData:
    """The data sets one account asks for, and how an order with them is read.

    Args:
        buyer_of: makes a keyed hash of a buyer's address; None where buyers are not to be read.
    """

    def __init__(self, buyer_of: BuyerOf | None = None) -> None:
        self._buyer_of = buyer_of
        self._is_denied = False

    @property
    def are_buyers_denied(self) -> bool:
        """Whether Amazon refused to give buyers, and gave the orders without them."""
        return self._is_denied

    def ask(self, question: Callable[[Mapping[str, str]], _Answer]) -> _Answer:
        """Ask with the data sets, once more without buyers where they are what is refused.

        Raises whatever the question raises.
        """
        if self._buyer_of is None or self._is_denied:
            return question(_included(_SETS))
        try:
            return question(_included((*_SETS, _BUYER)))
        except AccessDenied:
            answer = question(_included(_SETS))
        self._is_denied = True
        return answer

    def read(self, raw: Mapping[str, Any]) -> Order:
        """The order in an answer; UnreadableSource names the field that makes no sense."""
        return read_order(raw, self._buyer_of)


def _included(sets: tuple[str, ...]) -> dict[str, str]:
    return {"includedData": ",".join(sets)}
