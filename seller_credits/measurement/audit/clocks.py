"""The marketplace's windows as an audit asks for them: the last day, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Clock(StrEnum):
    """What must be done by some day."""

    RETURN_REFUND = "return_refund"
    """A return came back and must be refunded."""
    FBA_RETURN = "fba_return"
    """A buyer whom Amazon refunded must have sent it back."""
    FBA_REIMBURSEMENT = "fba_reimbursement"
    """Amazon may be asked to pay for a refunded unit that never came back, or came back broken."""
    SAFE_T = "safe_t"
    """Amazon refunded a buyer of the seller's, and may be asked for the money."""


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a window.

    Attributes:
        day: the last day, the marketplace's.
        source: who says so, and when that was read.
    """

    day: date
    source: str


class Clocks(Protocol):
    """Where the windows are known."""

    def due(self, clock: Clock, marketplace: str | None, since: date) -> Due | None:
        """The end of a window that began on a day; None where nobody says how long it is."""
