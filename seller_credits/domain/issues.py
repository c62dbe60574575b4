"""Order issues: what can go wrong, where it was learnt, and how sure that is."""

from __future__ import annotations

from enum import StrEnum


class IssueKind(StrEnum):
    """What went wrong with an order, in the policy's words."""

    LATE_SHIPMENT = "late_shipment"
    LATE_DELIVERY = "late_delivery"
    LOST = "lost"
    UNDELIVERABLE = "undeliverable"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong_item"
    MISSING_PARTS = "missing_parts"
    NOT_AS_DESCRIBED = "not_as_described"
    QUALITY = "quality"
    MISDELIVERED = "misdelivered"
    NEGATIVE_FEEDBACK = "negative_feedback"
    A_TO_Z_CLAIM = "a_to_z_claim"
    CHARGEBACK = "chargeback"
    OVERCHARGE = "overcharge"
    STOCK_CANCELLATION = "stock_cancellation"
    SLOW_RESPONSE = "slow_response"
    OUTAGE = "outage"
    BUYER_REMORSE = "buyer_remorse"
    OTHER = "other"


DELIVERY_KINDS = frozenset(
    {
        IssueKind.LATE_SHIPMENT,
        IssueKind.LATE_DELIVERY,
        IssueKind.LOST,
        IssueKind.UNDELIVERABLE,
        IssueKind.MISDELIVERED,
    }
)
"""Troubles of the parcel: one per order, and somebody else's to pay where a label is protected."""

ORDER_KINDS = DELIVERY_KINDS | {
    IssueKind.NEGATIVE_FEEDBACK,
    IssueKind.A_TO_Z_CLAIM,
    IssueKind.CHARGEBACK,
}
"""Kinds that are one issue per order, with their affected lines; all others are one per line."""


CONSEQUENCES = frozenset(
    {IssueKind.NEGATIVE_FEEDBACK, IssueKind.A_TO_Z_CLAIM, IssueKind.CHARGEBACK}
)
"""What a buyer does about a trouble: linked to it where it is known, and not one more trouble."""


class Channel(StrEnum):
    """Who ships: the seller, or Amazon (which then also refunds)."""

    SELLER = "seller"
    AMAZON = "amazon"


class Exposure(StrEnum):
    """Whether acting now can still keep this order out of the order defect rate."""

    PREVENTABLE = "preventable"
    ALREADY_COUNTED = "already_counted"
    NOT_EXPOSED = "not_exposed"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Where something was learnt: the same names in `--as`, coverage and evidence."""

    ORDERS = "orders"
    PACKAGES = "packages"
    MFN_RETURNS = "mfn_returns"
    FBA_RETURNS = "fba_returns"
    FEEDBACK = "feedback"
    FINANCES = "finances"
    ALL_ORDERS = "all_orders"
    ACCOUNT_HEALTH = "account_health"
    SETTLEMENT = "settlement"
    REIMBURSEMENTS = "reimbursements"
    LABELS = "labels"
    CSV = "csv"


class Severity(StrEnum):
    """How bad an issue is, from what shows it; the worst of its evidence counts."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def weight(self) -> int:
        """For comparing: the higher, the worse."""
        return (Severity.LOW, Severity.MEDIUM, Severity.HIGH).index(self)


class CoverageState(StrEnum):
    """What became of one source's window."""

    READ = "read"
    EMPTY = "empty"
    EMPTY_ASSUMED = "empty (assumed)"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def is_known(self) -> bool:
        """Whether the window can be relied on: read, or shown to hold nothing."""
        return self in {CoverageState.READ, CoverageState.EMPTY, CoverageState.EMPTY_ASSUMED}
