"""What a person's yes came to: an issuance, or a change that waits for another person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seller_credits.domain.issuances import Issuance
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy


@dataclass(frozen=True, slots=True)
class Change:
    """What a person wants instead of what was suggested.

    Attributes:
        amount: None where no money is given.
        instead_of: the suggested remedy, and its amount.
        by: who wants it.
    """

    remedy: Remedy
    amount: Money | None
    instead_of: tuple[str, Money | None]
    by: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """As the ledger keeps it, and lists show it."""
        return {
            "remedy": str(self.remedy),
            "amount": str(self.amount) if self.amount else None,
            "by": self.by,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Approval:
    """What became of one suggestion that a person approved.

    Attributes:
        suggestion: as the ledger lists it.
        issuance: what was approved; None where a change waits for another person.
        change: what differs from the suggestion; None where nothing does.
        notes: what the person had better know, in sentences.
    """

    suggestion: Mapping[str, Any]
    issuance: Issuance | None
    change: Change | None
    notes: tuple[str, ...] = ()
