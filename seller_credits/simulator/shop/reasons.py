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


# Words that are documented, or were seen in reports, and stand for no trouble of their own.
_OTHERS = frozenset({"NOT_COMPATIBLE", "POOR_FIT", "OTHER", "WARRANTY", "APPAREL_STYLE"})
# Codes of the replacement report; source: Seller Central's page "Replacements report", 2026-11-23.
_REPLACEMENTS = {
    "2": "defective",
    "3": "damaged",
    "4": "wrong_item",
    "5": "missing_parts",
    "10": "damaged",
}


def meaning(reason: str) -> str:
    """Return the kind of trouble a return reason stands for; an unknown word is `other`."""
    word = _bare(reason)
    return "undeliverable" if word.startswith("UNDELIVERABLE_") else _MEANINGS.get(word, "other")


def is_known(reason: str) -> bool:
    """Return whether a return reason is a word that readers can have heard of."""
    return meaning(reason) != "other" or _bare(reason) in _OTHERS


def replacement_meaning(code: str) -> str:
    """Return the kind of trouble a replacement was sent for."""
    return _REPLACEMENTS[code]


def _bare(reason: str) -> str:
    for prefix in _PREFIXES:
        reason = reason.removeprefix(prefix)
    return reason
