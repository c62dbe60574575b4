"""What happened to an order after something went wrong with it, as far as anybody saw."""

from __future__ import annotations

from enum import StrEnum


class Afterwards(StrEnum):
    """The gravest thing that followed a trouble; the gravest comes first."""

    CLAIM = "a_to_z_claim"
    CHARGEBACK = "chargeback"
    NEGATIVE_FEEDBACK = "negative_feedback"
    REFUNDED = "refunded"
    """Money went back to the buyer, whoever gave it."""
    NOTHING_SEEN = "nothing_seen"
    """No more can follow, and nothing of all this was seen."""
    STILL_OPEN = "still_open"
    """Nothing was seen yet, and a claim can still be filed."""
