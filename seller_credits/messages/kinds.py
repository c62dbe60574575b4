"""The kinds of message the marketplace carries to a buyer, and how long each may be.

Lengths: `maxLength` of `text` in Amazon's Messaging API model, version 1 (read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """As what a message goes out; which of them an order allows is asked before it does."""

    CONFIRM_CUSTOMIZATION = "confirm_customization"
    CONFIRM_DELIVERY = "confirm_delivery"
    CONFIRM_ORDER = "confirm_order"
    CONFIRM_SERVICE = "confirm_service"
    DIGITAL_ACCESS_KEY = "digital_access_key"
    UNEXPECTED_PROBLEM = "unexpected_problem"


LONGEST: Mapping[Kind, int] = {
    Kind.CONFIRM_CUSTOMIZATION: 800,
    Kind.CONFIRM_DELIVERY: 2000,
    Kind.CONFIRM_ORDER: 2000,
    Kind.CONFIRM_SERVICE: 2000,
    Kind.DIGITAL_ACCESS_KEY: 400,
    Kind.UNEXPECTED_PROBLEM: 2000,
}
"""Most characters of each kind."""
