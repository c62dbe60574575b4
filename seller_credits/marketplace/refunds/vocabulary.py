"""The words and shapes Amazon takes in a refund.

Amazon's reference of the message `OrderAdjustment` (revision 12 of 2012-03-28) and its help page on
adjustments (Seller Central, 661), both read 2026-11. One departure: order item ids have had 15
digits in nearly every order since 2025, where the reference says 14; both are taken.
"""

from __future__ import annotations

import re
from decimal import Decimal

FEED_TYPE = "POST_PAYMENT_ADJUSTMENT_DATA"
"""The feed that refunds are handed in as. The flat-file twin has no room for a key of ours."""

CONTENT_TYPE = "text/xml; charset=UTF-8"
"""Of the document: announced and sent letter by letter, as it is a part of a link's signature."""

REASONS = frozenset(
    {
        *("NoInventory", "CustomerReturn", "GeneralAdjustment", "CouldNotShip", "DifferentItem"),
        *("Abandoned", "CustomerCancel", "PriceError", "ProductOutofStock", "Exchange", "Other"),
        *("CustomerAddressIncorrect", "CarrierCreditDecision", "CarrierCoverageFailure"),
        *("RiskAssessmentInformationNotValid", "TransactionRecord", "Undeliverable"),
        "RefusedDelivery",
    }
)
"""`AdjustmentReason`. The help page names the first five alone; `reasons` keeps to safe ones."""

CURRENCIES = frozenset(
    {
        *("USD", "GBP", "EUR", "JPY", "CAD", "CNY", "INR", "MXN", "BRL"),
        *("AUD", "TRY", "SGD", "SEK", "PLN", "AED", "SAR", "EGP"),
    }
)
"""What `currency` of an amount may be: every store's but South Africa's rand. All of them have two
decimals, but for the yen, which has none; more than two are taken of no currency."""

ORDER_ID = re.compile(r"[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")
ITEM_ID = re.compile(r"[0-9]{14,15}")

ADJUSTMENT_ID = re.compile(r"[0-9A-Za-z._-]{1,50}")
"""`MerchantAdjustmentItemID`: its length is Amazon's; its letters come through any file unhurt."""

ADJUSTMENT_ID_WORDS = "1 to 50 plain letters, digits, dots, hyphens and underscores"
MORE_THAN_ANY = Decimal(10) ** 12
"""No order ever cost as much, in any currency; the reference allows more digits."""

MOST_BYTES = 10 * 1024 * 1024
"""A feed's document is smaller (Amazon's help page on feeds, 2021)."""
