"""How the marketplace treats tax where a seller refunds a part of the price."""

from __future__ import annotations

from enum import StrEnum


class TaxMode(StrEnum):
    """What the buyer receives beside what the seller sends."""

    INCLUDED = "included"
    """Prices hold the tax, as in Europe and Japan: the buyer receives what is sent. Tax apart from
    it was refused there (github.com/amzn/selling-partner-api-models issue 1372)."""
    MARKETPLACE = "marketplace"
    """The marketplace collects the tax and gives it back in proportion, as in the United States:
    the buyer receives more than is sent, and the seller is not charged for it."""
    ADDED = "added"
    """\"Partial Refunds with VAT-Exclusive Prices\": what is sent is without tax, the marketplace
    adds it, and the seller pays both."""
    UNKNOWN = "unknown"
    """Nobody said: the first refund tells, which goes alone for that reason."""
