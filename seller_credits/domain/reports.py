"""The reports a sync asks for, each telling of one source."""

from __future__ import annotations

from enum import StrEnum

from seller_credits.domain.issues import Source


class Report(StrEnum):
    """A report of the marketplace, by the name it has in coverage and in plans."""

    MFN_RETURNS = "mfn_returns"
    FBA_RETURNS = "fba_returns"
    FBA_REPLACEMENTS = "fba_replacements"
    FEEDBACK = "feedback"
    ACCOUNT_HEALTH = "account_health"
    ALL_ORDERS = "all_orders"

    @property
    def source(self) -> Source:
        """What it tells of: a replacement tells of the same trouble as the return would."""
        if self is Report.FBA_REPLACEMENTS:
            return Source.FBA_RETURNS
        return Source(self.value)
