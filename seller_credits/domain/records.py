"""What the sources give, one noun for each kind of row; Amazon's own layouts end before here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow, NotedRow


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row of a returns report: a buyer asked to send something back, and why.

    Attributes:
        channel: seller for MFN returns, Amazon for FBA returns.
        requested: a bare day in MFN files, an instant in XML and FBA files; None if unreadable.
        reason: Amazon's code, verbatim.
        unit_key: what tells this return from another one of the same line: the RMA, the plate.
        refunded: what the report says was refunded; None where it says nothing.
        order_amount, order_quantity: of the whole order, as the report gives them.
        claim: an A-to-z claim was filed; None where the report has no such column.
        values: the raw cells the issue rests on, as they stood.
        comment: the buyer's own words, unscrubbed; never stored as they are.
    """

    origin: Origin
    channel: Channel
    order_id: str
    order_item_id: str | None
    sku: str | None
    asin: str | None
    marketplace: str | None
    requested: datetime | date | None
    reason: str
    units: int
    unit_key: str
    status: str
    values: Mapping[str, str]
    refunded: Money | None = None
    order_amount: Money | None = None
    order_quantity: int | None = None
    label_cost: Money | None = None
    claim: bool | None = None
    prime: bool | None = None
    in_policy: bool | None = None
    resolution: str = ""
    received: date | None = None
    ordered: datetime | date | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One row of the feedback report: stars and words about an order."""

    origin: Origin
    order_id: str
    marketplace: str | None
    left_on: date
    rating: int
    values: Mapping[str, str]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class HealthReport:
    """One account-health report of one store, kept as Amazon gave it.

    Attributes:
        status: Amazon's word for the account: `NORMAL`, `AT_RISK`, ...; None where it gives none.
        metrics: the metrics, as given.
    """

    origin: Origin
    marketplace: str | None
    status: str | None
    metrics: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as one source gave it."""

    origin: Origin
    order: Order


@dataclass(frozen=True, slots=True)
class UnreadOrder:
    """An order that was asked for, and that nobody could read, or that there is none.

    Attributes:
        why: one sentence.
        again: after how long it is worth asking for again.
    """

    origin: Origin
    order_id: str
    why: str
    again: timedelta


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no issue or could not be read, and why: a result, not a log line.

    Attributes:
        reason: a few words that can be counted: `return cancelled`.
        detail: what exactly was seen, for a person.
        is_bad: the row should have said something and could not be read; of too many of these the
            whole source counts as failed. Else it simply is nothing to act on.
    """

    origin: Origin
    reason: str
    detail: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class CleanRow:
    """Rows that were read and show nothing wrong: a sale, a fee, another line of one refund.

    They are counted, so that every row of a file is accounted for.

    Attributes:
        origin: where the first of them stands; the others need not follow at once.
        rows: how many they are.
    """

    origin: Origin
    rows: int = 1


@dataclass(frozen=True, slots=True)
class ReplacementRow:
    """One row of Amazon's report of replacements it sent from its warehouses.

    Attributes:
        order_id: the original order, which something was wrong with.
        replacement_order_id: the order that replaces it; worth nothing itself.
        shipped: when the replacement left.
        reason: Amazon's code, verbatim: `2`.
    """

    origin: Origin
    order_id: str
    replacement_order_id: str | None
    sku: str | None
    asin: str | None
    marketplace: str | None
    shipped: datetime | date | None
    units: int
    reason: str
    unit_key: str
    values: Mapping[str, str]


Record = (
    ReturnRow
    | FeedbackRow
    | HealthReport
    | OrderRow
    | UnreadOrder
    | ReplacementRow
    | MoneyRow
    | LabelRow
    | NotedRow
    | CleanRow
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row that shows an issue.

    Attributes:
        key: stays the same when the same row is read again.
        values: the raw values it rests on.
        comment: the buyer's own words, scrubbed; kept beside the ledger, never in its chain.
    """

    key: str
    source: Source
    where: str
    values: Mapping[str, str]
    comment: str = ""
