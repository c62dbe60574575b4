"""What the ledger knows of one order: its snapshots, its issues, and what was suggested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from seller_credits.domain.facts import Value
from seller_credits.domain.issuances import Issuance
from seller_credits.domain.issues import Channel, IssueKind, Severity
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.orders import Order
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import Evidence


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row that shows something went wrong, before it is known whether it is new.

    Attributes:
        occurred_at: a bare day where the source gives a bare day; None where it gives none.
        unit_key: tells the units of one issue apart; two rows with one key are the same units.
        facts: what this row alone tells, by fact name.
        refunded: what it says was refunded of its units; None where it says nothing.
        days: days and instants it tells: `ordered`, `received`, `promised`.
        severity: where the source says itself how bad it is.
        listed_in: the list its units are counted in, where a source has more than one.
    """

    kind: IssueKind
    order_id: str
    order_item_id: str | None
    sku: str | None
    asin: str | None
    marketplace: str | None
    channel: Channel | None
    occurred_at: datetime | date | None
    units: int
    unit_key: str
    facts: Mapping[str, Value]
    evidence: Evidence
    refunded: Money | None = None
    days: Mapping[str, datetime | date] = field(default_factory=dict)
    severity: Severity | None = None
    listed_in: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Between which moments an order arrived: the marketplace tells no time of delivery.

    Attributes:
        after: the last moment (aware) at which it is known not to have arrived in full; None where
            it was never seen before it had arrived.
        by: the first moment (aware) at which it is known to have arrived: an upper bound.
    """

    after: datetime | None
    by: datetime


@dataclass(frozen=True, slots=True)
class BuyerHistory:
    """What is known of an order's buyer from earlier orders, by keyed hash and no name.

    Attributes:
        orders: earlier orders of the same buyer.
        issues: how many of these went wrong.
        credits: on how many of these money was given back, by anyone.
        credited: when each credit on any other order of the buyer's was given, also on one that
            was placed later; None in it where no book says when.
    """

    orders: int
    issues: int
    credits: int
    credited: tuple[datetime | date | None, ...] = ()


@dataclass(slots=True)
class Issue:
    """Something that went wrong with one order, with all that shows it, oldest first."""

    issue_id: str
    order_id: str
    kind: IssueKind
    order_item_id: str | None
    sku: str | None
    asin: str | None
    marketplace: str | None
    channel: Channel | None
    occurred_at: datetime | date | None
    detected_at: datetime
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def units(self) -> int:
        """How many units are affected.

        Within one list each unit key counts once, by its latest word. Two lists that tell of the
        trouble tell of the same units: the longer one counts, and they are not added.
        """
        if len(self.sightings) == 1:
            return self.sightings[0].units
        lists: dict[tuple[str, str], dict[str, int]] = {}
        for seen in self.sightings:
            of_list = lists.setdefault((seen.evidence.source, seen.listed_in), {})
            of_list[seen.unit_key] = seen.units
        return max((sum(units.values()) for units in lists.values()), default=0)


@dataclass(frozen=True, slots=True)
class CurrentSuggestion:
    """As much of an issue's latest suggestion as is needed to see whether a new one differs."""

    suggestion_id: str
    ordinal: int
    status: str
    seq: int
    """Where in the account's chain it stands."""
    outcome: str
    """What makes two suggestions the same: remedy, amount, rule, guard, what was missing."""
    stands_on: tuple[str, str | None]
    """Digest of the policy's version that stands for it, and who may approve it by that."""
    judged: tuple[str | None, str | None, str | None]
    """Deadline, severity and exposure, as they were last recorded."""


@dataclass(frozen=True, slots=True)
class Look:
    """When an order was seen, and when it is worth another look.

    Attributes:
        as_of: aware; the moment of which its snapshot speaks.
        due: aware; None where time alone can make nothing of it.
    """

    as_of: datetime
    due: datetime | None


@dataclass(slots=True)
class OrderCase:
    """All the ledger knows of one order of one account."""

    order_id: str
    snapshots: dict[tuple[str, str], Order] = field(default_factory=dict)
    """By source and part."""
    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    """Of each snapshot."""
    unread: Look | None = None
    """When it was last asked for and could not be read."""
    issues: list[Issue] = field(default_factory=list)
    suggestions: dict[str, CurrentSuggestion] = field(default_factory=dict)
    """The latest by issue id."""
    stars: int | None = None
    """What the buyer left as feedback on the order, where it is no issue: three and more."""
    money: list[MoneyRow] = field(default_factory=list)
    """What went back for it, as each book shows it: each movement's latest word, by key."""
    label: LabelRow | None = None
    """What the seller's labels file says of it."""
    delivery: Delivery | None = None
    """When it arrived, as far as that can be told."""
    issuances: list[Issuance] = field(default_factory=list)
    """What was approved for it or done elsewhere, in the order it was begun."""
    buyer: BuyerHistory | None = None
    """What is known of its buyer; None where nothing tells buyers apart."""
