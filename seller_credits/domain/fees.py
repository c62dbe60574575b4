"""What the marketplace takes of a sale, and keeps of that when the sale is refunded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from seller_credits.domain.money import Money


@dataclass(frozen=True, slots=True)
class Fees:
    """The rates of one store, as the seller's settings give them.

    Attributes:
        referral: the marketplace's share of what the buyer paid: 0.15 for 15%. It comes back in
            proportion to a refund.
        kept: the share of the referral fee coming back that the marketplace keeps for its
            administration: 0.20 for 20%.
        kept_at_most: the most it keeps of one refund; None where there is no such bound.
        source: who says so.
        read: the day that was read.
    """

    referral: Decimal
    kept: Decimal
    kept_at_most: Money | None
    source: str = ""
    read: date | None = None

    def as_json(self) -> dict[str, str | None]:
        """The rates alone, as a ledger keeps them beside a decision."""
        most = self.kept_at_most
        return {
            "referral": str(self.referral),
            "kept": str(self.kept),
            "kept_at_most": str(most) if most else None,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Fees:
        """Read back what a ledger kept."""
        most = told["kept_at_most"]
        return cls(
            Decimal(told["referral"]), Decimal(told["kept"]), Money.parse(most) if most else None
        )
