"""Amazon's return reasons in the policy's words.

The same reason comes bare (FBA), as `CR-...` or `AMZ-PG-...` (MFN), or as `RO_CR-...` (buyer
forms). Codes as seen in downloaded returns reports and in Amazon's help on FBA return reasons
(read 2026-11). A code that is not listed is `other`, and stays in the evidence as it came.
"""

from __future__ import annotations

import re
from functools import lru_cache

from seller_credits.domain.issues import IssueKind

_PREFIXES = re.compile(r"^(RO_)?(CR-|AMZ-PG-)?")
_KINDS = {
    IssueKind.DEFECTIVE: ("DEFECTIVE",),
    IssueKind.DAMAGED: ("DAMAGED_BY_CARRIER", "DAMAGED_BY_FC"),
    IssueKind.WRONG_ITEM: ("SWITCHEROO", "EXTRA_ITEM"),
    IssueKind.MISSING_PARTS: ("MISSING_PARTS",),
    IssueKind.NOT_AS_DESCRIBED: ("NOT_AS_DESCRIBED", "BAD-DESC"),
    IssueKind.QUALITY: ("QUALITY_UNACCEPTABLE",),
    IssueKind.LATE_DELIVERY: ("MISSED_ESTIMATED_DELIVERY", "ARRIVED_LATE", "APP-TOO-LATE"),
    IssueKind.LOST: ("NEVER_ARRIVED",),
    IssueKind.BUYER_REMORSE: (
        "UNWANTED_ITEM",
        "ORDERED_WRONG_ITEM",
        "MISORDERED",
        "FOUND_BETTER_PRICE",
        "NO_REASON_GIVEN",
        "NO_LONGER_NEEDED",
        "UNAUTHORIZED_PURCHASE",
    ),
    # Known words that are nobody's fault in particular; a person decides.
    IssueKind.OTHER: ("OTHER", "NOT_COMPATIBLE", "POOR_FIT", "WARRANTY"),
}
_OF_WEAR = frozenset(
    {"APPAREL_TOO_SMALL", "APPAREL_TOO_LARGE", "APPAREL_STYLE"}
    | {"PRODUCT_NOT_SPANISH", "PRODUCT_NOT_ITALIAN"}
)
_BY_CODE = {code: kind for kind, codes in _KINDS.items() for code in codes}


# Amazon's reasons for a replacement it sent: Seller Central help 200453300, read 2026-11.
_NUMBERED = {
    "0": IssueKind.OTHER,
    "1": IssueKind.LOST,
    "2": IssueKind.DEFECTIVE,
    "3": IssueKind.DAMAGED,
    "4": IssueKind.WRONG_ITEM,
    "5": IssueKind.MISSING_PARTS,
    "6": IssueKind.LOST,
    "7": IssueKind.NOT_AS_DESCRIBED,
    "8": IssueKind.MISDELIVERED,
    "9": IssueKind.MISDELIVERED,
    "10": IssueKind.DAMAGED,
    "11": IssueKind.LOST,
    "12": IssueKind.OTHER,
}


@lru_cache(maxsize=1024)
def is_known_reason(code: str, *, numbered: bool = False) -> bool:
    """Whether a reason is documented or has been seen often; `numbered` are replacements'."""
    if numbered:
        return code.strip() in _NUMBERED
    bare = _PREFIXES.sub("", code.strip().upper())
    return (
        bare in _BY_CODE
        or bare in _OF_WEAR
        or bare.startswith(("UNDELIVERABLE", "JEWELRY"))
        or bare.endswith(("TOO-SMALL", "TOO-LARGE"))
    )


def kind_of_replacement(code: str) -> IssueKind:
    """What the reason of a replacement says went wrong; OTHER for a code that is not known."""
    return _NUMBERED.get(code.strip(), IssueKind.OTHER)


@lru_cache(maxsize=1024)
def kind_of_reason(code: str) -> IssueKind:
    """What a return reason says went wrong; OTHER for a code that is not known."""
    bare = _PREFIXES.sub("", code.strip().upper())
    if bare.startswith("UNDELIVERABLE"):
        return IssueKind.UNDELIVERABLE
    return _BY_CODE.get(bare, IssueKind.OTHER)
