"""Return reasons as the reports spell them, and the trouble each one means.

The same word comes bare (warehouse returns) or with a prefix (seller-fulfilled returns, buyer
forms). Source: reason vocabularies seen in returns reports, November 2026.
"""

_PREFIXES = ("RO_", "CR-", "AMZ-PG-")
_MEANINGS = {
    "DEFECTIVE": "defective",
    "DAMAGED_BY_CARRIER": "damaged",
    "DAMAGED_BY_FC": "damaged",
    "SWITCHEROO": "wrong_item",
    "EXTRA_ITEM": "wrong_item",
    "MISSING_PARTS": "missing_parts",
    "NOT_AS_DESCRIBED": "not_as_described",
    "BAD-DESC": "not_as_described",
    "QUALITY_UNACCEPTABLE": "quality",
    "MISSED_ESTIMATED_DELIVERY": "late_delivery",
    "ARRIVED_LATE": "late_delivery",
    "APP-TOO-LATE": "late_delivery",
    "NEVER_ARRIVED": "lost",
    "UNWANTED_ITEM": "buyer_remorse",
    "ORDERED_WRONG_ITEM": "buyer_remorse",
    "MISORDERED": "buyer_remorse",
    "FOUND_BETTER_PRICE": "buyer_remorse",
    "NO_REASON_GIVEN": "buyer_remorse",
    "NO_LONGER_NEEDED": "buyer_remorse",
    "UNAUTHORIZED_PURCHASE": "buyer_remorse",
}


def meaning(reason: str) -> str:
    """Return the kind of trouble a return reason stands for; an unknown word is `other`."""
    word = reason
    for prefix in _PREFIXES:
        word = word.removeprefix(prefix)
    if word.startswith("UNDELIVERABLE_"):
        return "undeliverable"
    return _MEANINGS.get(word, "other")
