"""Everything that can go wrong, as one tree: what, where, what to do, and the exit code.

SellerCreditsError                1  failed unexpectedly
  UsageProblem                    2  wrong usage, or not allowed to this person
  ConfigurationProblem            4  settings, credentials or policy are invalid
  MarketplaceProblem              5  the marketplace refused or cannot be reached
  LedgerProblem                   6  the ledger cannot be used or is not what it was
  UnreadableSource                7  a file or source could not be read; the others are recorded
"""

from __future__ import annotations

from typing import ClassVar


class SellerCreditsError(Exception):
    """Something went wrong that the seller can be told about in a sentence.

    Attributes:
        message: what happened and where, in one sentence.
        hint: what to do about it; may be empty.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageProblem(SellerCreditsError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class ConfigurationProblem(SellerCreditsError):
    """Settings, credentials or the policy are missing or invalid; nothing was done."""

    exit_code = 4


class MarketplaceProblem(SellerCreditsError):
    """The marketplace refused, failed or could not be reached."""

    exit_code = 5


class LedgerProblem(SellerCreditsError):
    """The ledger cannot be reached, is locked, is full, or fails its integrity check."""

    exit_code = 6


class UnreadableSource(SellerCreditsError):
    """One file or source could not be read; what else was asked for is recorded."""

    exit_code = 7
