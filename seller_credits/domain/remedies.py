"""What can be done about an issue, and who may approve it."""

from __future__ import annotations

from enum import StrEnum


class Remedy(StrEnum):
    """What the policy may suggest."""

    PARTIAL_REFUND = "partial_refund"
    FULL_REFUND = "full_refund"
    REPLACEMENT = "replacement"
    RETURN_AND_REFUND = "return_and_refund"
    MESSAGE = "message"
    REVIEW = "review"
    NONE = "none"

    @property
    def costs_money(self) -> bool:
        """Whether carrying it out takes money or goods from the seller."""
        return self in _COSTLY


_COSTLY = frozenset(
    {
        Remedy.PARTIAL_REFUND,
        Remedy.FULL_REFUND,
        Remedy.REPLACEMENT,
        Remedy.RETURN_AND_REFUND,
    }
)


class Authority(StrEnum):
    """Who may approve a remedy, from nobody looking to the owner."""

    AUTOMATIC = "automatic"
    AGENT = "agent"
    MANAGER = "manager"
    OWNER = "owner"
