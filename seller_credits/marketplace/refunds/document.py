"""Writes refunds as the XML document of a feed of `OrderAdjustment` messages.

The order of its elements is strict, and an amount counts for the line as a whole. `Quantity` is
left out, as Amazon nowhere says what it does beside an amount, and sellers were refunded wrongly
with it (github.com/amzn/selling-partner-api-models issue 4405).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.refunds import Refund, RefundComponent, RefundItem
from seller_credits.marketplace.refunds.checking import flaws
from seller_credits.marketplace.refunds.vocabulary import MOST_BYTES

_SCHEMA = {
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:noNamespaceSchemaLocation": "amzn-envelope.xsd",
}
_VERSION = "1.01"
_NAMED_AT_MOST = 5


def refund_document(refunds: Sequence[Refund], seller_id: str) -> bytes:
    """The document that has these refunds paid, once for each time it is handed in.

    The same refunds give the same bytes.

    Args:
        refunds: in the order of their messages.
        seller_id: the account's, as Amazon calls it.

    Raises:
        UsageProblem: something is wrong with them, or they are too many for one feed.
    """
    _refuse([*flaws(refunds), *_seller_flaws(seller_id)])
    root = Element("AmazonEnvelope", _SCHEMA)
    header = SubElement(root, "Header")
    _text(header, "DocumentVersion", _VERSION)
    _text(header, "MerchantIdentifier", seller_id)
    _text(root, "MessageType", "OrderAdjustment")
    for refund in refunds:
        _message(root, refund)
    indent(root)
    document: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    if len(document) >= MOST_BYTES:
        _refuse([f"The document of {len(refunds)} refunds is too long for one feed."])
    return document


def _message(root: Element, refund: Refund) -> None:
    message = SubElement(root, "Message")
    _text(message, "MessageID", str(refund.message_id))
    adjustment = SubElement(message, "OrderAdjustment")
    _text(adjustment, "AmazonOrderID", refund.order_id)
    _text(adjustment, "ActionType", "Refund")
    for item in refund.items:
        _item(adjustment, item)


def _item(adjustment: Element, item: RefundItem) -> None:
    adjusted = SubElement(adjustment, "AdjustedItem")
    _text(adjusted, "AmazonOrderItemCode", item.order_item_id)
    _text(adjusted, "MerchantAdjustmentItemID", item.adjustment_id)
    _text(adjusted, "AdjustmentReason", item.reason)
    prices = SubElement(adjusted, "ItemPriceAdjustments")
    for component in item.components:
        _component(prices, component)


def _component(prices: Element, component: RefundComponent) -> None:
    element = SubElement(prices, "Component")
    _text(element, "Type", component.type)
    amount = _text(element, "Amount", component.amount.rounded().plain)
    amount.set("currency", component.amount.currency)


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = text
    return element


def _seller_flaws(seller_id: str) -> list[str]:
    is_plain = seller_id.isascii() and seller_id.isalnum()
    return [] if is_plain else [f"{seller_id!r} is no seller id."]


def _refuse(wrong: Sequence[str]) -> None:
    if not wrong:
        return
    more = len(wrong) - _NAMED_AT_MOST
    named = " ".join(wrong[:_NAMED_AT_MOST])
    raise UsageProblem(
        f"These refunds cannot be handed in. {named}{f' And {more} more.' if more > 0 else ''}",
        hint="Nothing was sent.",
    )
