"""What Amazon takes as an order for shipping, judged before anything is sent.

Lengths, lines and units: Amazon's model fulfillmentOutbound_2020-07-01
(github.com/amzn/selling-partner-api-models, read 2026-11).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from seller_credits.domain.shipments import ShipmentRequest

_LONGEST_ID = 40
_LONGEST_COMMENT = 750
_LONGEST_LINE_ID = 50
_LONGEST_SKU = 50
_MOST_LINES = 100
_MOST_UNITS = 250


def flaws(request: ShipmentRequest) -> tuple[str, ...]:
    """Why this cannot be asked for, each in a few words without the address; empty where it can."""
    return (*_order_flaws(request), *_line_flaws(request), *_address_flaws(request))


def _order_flaws(request: ShipmentRequest) -> Iterator[str]:
    for what, text, longest in (
        ("the order id", request.order_id, _LONGEST_ID),
        ("the order id on the packing slip", request.shown_id, _LONGEST_ID),
        ("the comment on the packing slip", request.comment, _LONGEST_COMMENT),
    ):
        if not text.strip():
            yield f"{what} is empty"
        if len(text) > longest:
            yield f"{what} has {len(text)} characters, and {longest} are allowed"
    if request.shown_at.tzinfo is None:
        yield "the time on the packing slip has no time zone"


def _line_flaws(request: ShipmentRequest) -> Iterator[str]:
    lines = request.lines
    if not lines:
        yield "it has no line"
    if len(lines) > _MOST_LINES:
        yield f"it has {len(lines)} lines, and {_MOST_LINES} are allowed"
    if (units := sum(line.quantity for line in lines)) > _MOST_UNITS:
        yield f"it has {units} units, and {_MOST_UNITS} are allowed"
    for line_id, count in Counter(line.line_id for line in lines).items():
        if count > 1:
            yield f"{count} lines are called {line_id}"
    for number, line in enumerate(lines, 1):
        if not 1 <= len(line.line_id) <= _LONGEST_LINE_ID:
            yield f"line {number} needs an id of at most {_LONGEST_LINE_ID} characters"
        if not 1 <= len(line.sku) <= _LONGEST_SKU:
            yield f"line {number} needs a SKU of at most {_LONGEST_SKU} characters"
        if line.quantity < 1:
            yield f"line {number} is about {line.quantity} units"


def _address_flaws(request: ShipmentRequest) -> Iterator[str]:
    address = request.address
    for what, text in (
        ("name", address.name),
        ("first line", address.line1),
        ("postal code", address.postal_code),
    ):
        if not text.strip():
            yield f"the address has no {what}"
    if not (
        len(address.country) == len("US")
        and address.country.isascii()
        and address.country.isupper()
    ):
        yield "the address's country is not two capital letters like US"
