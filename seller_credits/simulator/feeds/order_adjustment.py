"""Reads one `OrderAdjustment` message, strictly.

Source: Amazon's reference of the message (revision of 2012) and its help page on adjustments, read
2026-11-23. One departure: order item ids have had 15 digits for years, where the reference says 14.
"""

import re
from decimal import Decimal
from xml.etree.ElementTree import Element

from seller_credits.simulator.feeds.grammar import Children, Malformed, many, maybe, one, text
from seller_credits.simulator.feeds.nouns import AdjustedItem, Adjustment, Component

_REASONS = frozenset(
    {
        *("NoInventory", "CustomerReturn", "GeneralAdjustment", "CouldNotShip", "DifferentItem"),
        *("Abandoned", "CustomerCancel", "PriceError", "ProductOutofStock", "Exchange", "Other"),
        *("CustomerAddressIncorrect", "CarrierCreditDecision", "CarrierCoverageFailure"),
        *("RiskAssessmentInformationNotValid", "TransactionRecord", "Undeliverable"),
        "RefusedDelivery",
    }
)
_COMPONENTS = frozenset(
    {
        *("Principal", "Shipping", "Tax", "ShippingTax", "RestockingFee", "RestockingFeeTax"),
        *("GiftWrap", "GiftWrapTax", "Surcharge", "ReturnShipping", "Goodwill", "ExportCharge"),
        *("COD", "CODTax", "Other", "FreeReplacementReturnShipping"),
    }
)
_PROMOTED = frozenset({"Principal", "Shipping"})
_CURRENCIES = frozenset(
    {
        *("USD", "GBP", "EUR", "JPY", "CAD", "CNY", "INR", "MXN", "BRL"),
        *("AUD", "TRY", "SGD", "SEK", "PLN", "AED", "SAR", "EGP"),
    }
)
_ACTIONS = frozenset({"Refund", "Cancel"})
_ORDER_ID = re.compile(r"\w{3}-\w{7}-\w{7}", re.ASCII)
_ITEM_ID = re.compile(r"\d{14,15}", re.ASCII)
_AMOUNT = re.compile(r"[+-]?\d{1,18}(\.\d{1,2})?", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_LONGEST_ID = 50


def read_adjustment(message_id: int, element: Element) -> Adjustment:
    """Return what a message says.

    Raises:
        Malformed: an element is missing, out of place, or holds what it may not.
    """
    children = Children(
        element,
        one("AmazonOrderID", "MerchantOrderID"),
        maybe("ActionType"),
        maybe("CODCollectionMethod"),
        many("AdjustedItem"),
    )
    if children.first("AmazonOrderID") is not None:
        _must_match("AmazonOrderID", children.text("AmazonOrderID"), _ORDER_ID)
    asked = children.first("ActionType")
    action = "Refund" if asked is None else text(asked)
    _must_be("ActionType", action, _ACTIONS)
    return Adjustment(
        message_id=message_id,
        order_id=children.text("AmazonOrderID"),
        action=action,
        items=tuple(_item(each) for each in children.all("AdjustedItem")),
    )


def _item(element: Element) -> AdjustedItem:
    children = Children(
        element,
        one("AmazonOrderItemCode", "MerchantOrderItemID"),
        maybe("MerchantAdjustmentItemID"),
        one("AdjustmentReason"),
        maybe("ItemPriceAdjustments"),
        many("PromotionAdjustments", least=0),
        maybe("DirectPaymentAdjustments"),
        maybe("QuantityCancelled"),
        maybe("Quantity"),
    )
    if children.first("AmazonOrderItemCode") is not None:
        _must_match("AmazonOrderItemCode", children.text("AmazonOrderItemCode"), _ITEM_ID)
    reason = children.text("AdjustmentReason")
    _must_be("AdjustmentReason", reason, _REASONS)
    price = children.first("ItemPriceAdjustments")
    promotions = children.all("PromotionAdjustments")
    return AdjustedItem(
        order_item_id=children.text("AmazonOrderItemCode"),
        adjustment_id=_adjustment_id(children.first("MerchantAdjustmentItemID")),
        reason=reason,
        components=() if price is None else _components(Children(price, many("Component"))),
        promotions=tuple(each for found in promotions for each in _promotion(found)),
        direct=children.first("DirectPaymentAdjustments") is not None,
        quantity_cancelled=_count(children.first("QuantityCancelled")),
        quantity=_count(children.first("Quantity")),
    )


def _adjustment_id(element: Element | None) -> str:
    if element is None:
        return ""
    value = text(element)
    if not 1 <= len(value) <= _LONGEST_ID:
        raise Malformed(f"MerchantAdjustmentItemID must have 1 to {_LONGEST_ID} characters.")
    return value


def _promotion(element: Element) -> tuple[Component, ...]:
    children = Children(
        element, maybe("PromotionClaimCode"), maybe("MerchantPromotionID"), many("Component")
    )
    return _components(children, _PROMOTED)


def _components(children: Children, kinds: frozenset[str] = _COMPONENTS) -> tuple[Component, ...]:
    return tuple(_component(each, kinds) for each in children.all("Component"))


def _component(element: Element, kinds: frozenset[str]) -> Component:
    children = Children(element, one("Type"), one("Amount"))
    kind, amount = children.text("Type"), children.first("Amount")
    assert amount is not None
    _must_be("Type", kind, kinds)
    currency = amount.get("currency", "")
    if currency:
        _must_be("currency", currency, _CURRENCIES)
    value = text(amount)
    if not _AMOUNT.fullmatch(value):
        raise Malformed(f"Value '{value}' of 'Amount' is no amount with at most 2 decimals.")
    return Component(kind, Decimal(value), currency)


def _count(element: Element | None) -> int | None:
    if element is None:
        return None
    value = text(element)
    _must_match(element.tag, value, _COUNT)
    return int(value)


def _must_be(name: str, value: str, allowed: frozenset[str]) -> None:
    if value not in allowed:
        choices = ", ".join(sorted(allowed))
        raise Malformed(f"Value '{value}' of '{name}' is not one of [{choices}].")


def _must_match(name: str, value: str, pattern: re.Pattern[str]) -> None:
    if not pattern.fullmatch(value):
        raise Malformed(f"Value '{value}' of '{name}' does not match '{pattern.pattern}'.")
