"""Return reasons: one word, several spellings."""

from __future__ import annotations

import pytest

from seller_credits.detection.reasons import kind_of_reason

CODES = {
    "defective": ["DEFECTIVE"],
    "damaged": ["DAMAGED_BY_CARRIER", "DAMAGED_BY_FC"],
    "wrong_item": ["SWITCHEROO", "EXTRA_ITEM"],
    "missing_parts": ["MISSING_PARTS"],
    "not_as_described": ["NOT_AS_DESCRIBED", "BAD-DESC"],
    "quality": ["QUALITY_UNACCEPTABLE"],
    "late_delivery": ["MISSED_ESTIMATED_DELIVERY", "ARRIVED_LATE", "APP-TOO-LATE"],
    "lost": ["NEVER_ARRIVED"],
    "undeliverable": [
        *("UNDELIVERABLE_INSUFFICIENT_ADDRESS", "UNDELIVERABLE_FAILED_DELIVERY_ATTEMPTS"),
        *("UNDELIVERABLE_REFUSED", "UNDELIVERABLE_UNKNOWN", "UNDELIVERABLE_UNCLAIMED"),
        *("UNDELIVERABLE_CARRIER_MISS_SORTED", "UNDELIVERABLE_SOMETHING_NEW"),
    ],
    "buyer_remorse": [
        *("UNWANTED_ITEM", "ORDERED_WRONG_ITEM", "MISORDERED", "FOUND_BETTER_PRICE"),
        *("NO_REASON_GIVEN", "NO_LONGER_NEEDED", "UNAUTHORIZED_PURCHASE"),
    ],
    "other": [
        *("OTHER", "NOT_COMPATIBLE", "POOR_FIT", "WARRANTY", "APPAREL_TOO_SMALL", "APPAREL_STYLE"),
        *("APP-TOO-SMALL", "APP-TOO-LARGE", "JEWELRY_LOOSE_STONE", "PRODUCT_NOT_ITALIAN"),
        *("SOMETHING_NEW", ""),
    ],
}
EVERY = [(code, kind) for kind, codes in CODES.items() for code in codes]


@pytest.mark.parametrize("prefix", ["", "CR-", "AMZ-PG-", "RO_CR-", "RO_AMZ-PG-"])
@pytest.mark.parametrize(("code", "kind"), EVERY)
def test_every_code_means_the_same_under_every_prefix(prefix, code, kind):
    assert kind_of_reason(prefix + code) == kind


@pytest.mark.parametrize("code", ["cr-defective", " CR-DEFECTIVE\t", "Cr-Defective", "defective "])
def test_case_and_blanks_around_a_code_do_not_matter(code):
    assert kind_of_reason(code) == "defective"


@pytest.mark.parametrize(
    "code", ["CR-CR-DEFECTIVE", "DEFECTIVE_ITEM", "XCR-DEFECTIVE", "CR DEFECTIVE"]
)
def test_what_only_looks_like_a_known_code_is_not_taken_for_one(code):
    assert kind_of_reason(code) == "other"
