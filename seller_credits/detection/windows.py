"""The marketplace's windows: how long something may take, for whom, since when, and who says so.

Amazon changes them, and they differ by store: they are rows of a table that a seller may overlay,
and never numbers in the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from seller_credits.domain.marketplaces import find_marketplace

_SATURDAY = 5
_NONE: frozenset[str] = frozenset()


class WindowName(StrEnum):
    """What a window is for."""

    BUYER_CONTACT = "buyer_contact"
    """A buyer wrote, and may file a claim after this long."""
    CLAIM_OPENS = "claim_opens"
    """A parcel did not come by the latest promised delivery; after this long a claim may be."""
    CLAIM_CLOSES = "claim_closes"
    """After the latest promised delivery no claim may be filed later than this."""
    FEEDBACK_CLOSES = "feedback_closes"
    """Feedback may be left this long after the order was placed."""
    CHARGEBACK_CLOSES = "chargeback_closes"
    """The buyer's bank may take the money back this long after the order was placed."""
    CLAIM_ANSWER = "claim_answer"
    CLAIM_ANSWER_ON_APPEAL = "claim_answer_on_appeal"
    CLAIM_APPEAL = "claim_appeal"
    CHARGEBACK_ANSWER = "chargeback_answer"
    RETURN_REFUND = "return_refund"
    """A return came back and must be refunded within this time."""
    SAFE_T = "safe_t"
    """The marketplace refunded a buyer, and the seller may ask for the money this long."""
    FBA_RETURN = "fba_return"
    """A buyer whom Amazon refunded must have sent the goods back within this time."""
    FBA_REIMBURSEMENT = "fba_reimbursement"
    """For a refunded unit that never came back, or broken, Amazon may be asked this long."""
    DEFECT_RATE = "defect_rate"
    """Orders count in the order defect rate for this long after they were placed."""


class Unit(StrEnum):
    """How a window is counted."""

    HOURS = "hours"
    DAYS = "days"
    """Of the store's calendar: the same time of day, so many days later."""
    BUSINESS_DAYS = "business days"
    """Without Saturdays and Sundays. Public holidays are not known and count as business days."""


@dataclass(frozen=True, slots=True)
class Window:
    """One row of the table.

    Attributes:
        source: who says so.
        read: the day on which that was read.
        marketplaces: codes of the stores it is for; empty for all.
        programmes: what an order must be part of, `prime` or `business`; empty for any order.
        since: the first day, of the store, on which it may begin; None for always.
    """

    name: WindowName
    length: int
    unit: Unit
    source: str
    read: date
    marketplaces: frozenset[str] = _NONE
    programmes: frozenset[str] = _NONE
    since: date | None = None

    def end(self, start: datetime, marketplace: str | None) -> datetime:
        """When it ends (UTC) that begins at an aware instant; in a store nobody knows, in UTC."""
        if self.unit is Unit.HOURS:
            return start + timedelta(hours=self.length)
        local = start.astimezone(zone_of(marketplace))
        if self.unit is Unit.DAYS:
            return (local + timedelta(days=self.length)).astimezone(UTC)
        left = self.length
        while left:
            local += timedelta(days=1)
            left -= local.weekday() < _SATURDAY
        return local.astimezone(UTC)

    @property
    def words(self) -> str:
        """How long, for a person: `48 hours`, `1 day`."""
        unit = str(self.unit) if self.length != 1 else str(self.unit).removesuffix("s")
        return f"{self.length} {unit}"

    @property
    def cited(self) -> str:
        """Who says so, and when that was read."""
        holidays = "; public holidays are counted" if self.unit is Unit.BUSINESS_DAYS else ""
        return f"{self.source}, read {self.read}{holidays}"


class Windows:
    """The table. Of the rows of one window the first that fits is taken: special ones go first."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[Window] = ()) -> None:
        self._rows: dict[WindowName, list[Window]] = {}
        for row in rows:
            self._rows.setdefault(row.name, []).append(row)

    def find(
        self,
        name: WindowName,
        marketplace: str | None,
        start: datetime,
        programmes: frozenset[str] = _NONE,
    ) -> Window | None:
        """The row for an order of a store, that begins at an aware instant; None for no such."""
        for row in self._rows.get(name, ()):
            if row.marketplaces and marketplace not in row.marketplaces:
                continue
            if not row.programmes <= programmes:
                continue
            if row.since and start.astimezone(zone_of(marketplace)).date() < row.since:
                continue
            return row
        return None


def zone_of(marketplace: str | None) -> tzinfo:
    """The zone a store counts its days in; UTC for a store nobody knows."""
    store = find_marketplace(marketplace)
    return ZoneInfo(store.timezone) if store else UTC
