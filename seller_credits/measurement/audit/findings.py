"""What an audit finds, as it is told: how much, how sure, on which rows, what can still be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.measurement.audit.nouns import Row


class FindingKind(StrEnum):
    """What was found; in the order in which one amount is counted, the first that claims it."""

    REFUNDED_TWICE = "refunded_twice"
    """One line, refunded by two hands, or twice by one."""
    ABOVE_PAID = "above_paid"
    """More went back than was ever paid."""
    MARKETPLACE_PAYS = "marketplace_pays"
    """The label was protected, or the marketplace had to pay, and the seller did."""
    PARTIAL_THEN_MORE = "partial_then_more"
    """A partial refund that kept nothing off: a claim or the whole refund followed."""
    NOT_RETURNED = "not_returned"
    """Refunded, and nothing came back."""
    GOODWILL = "goodwill"
    """Given on top of what was paid, by somebody else than the seller."""
    ADMINISTRATION_FEE = "administration_fee"
    """What the marketplace kept for handling refunds: a cost, in one finding for each currency."""
    NOT_REFUNDED = "not_refunded"
    """Came back, and was never refunded: no loss yet, but a duty that runs out."""


class Certainty(StrEnum):
    """How sure it is. Nothing is stronger than the rows it rests on."""

    PROVEN = "proven"
    """The rows say so by themselves."""
    POSSIBLE = "possible"
    """The rows allow it, and something that would settle it is not in the files."""


class Nature(StrEnum):
    """What it is to the seller's purse."""

    LOST = "lost"
    """Gone, and need not have been."""
    RECOVERABLE = "recoverable"
    """Gone, and may still be asked for until the deadline."""
    OWED = "owed"
    """The seller's own duty; waiting makes it dearer."""
    COST = "cost"
    """What refunding costs, whoever is right."""


class Finding(NamedTuple):
    """One thing found about one order, or about a currency as a whole.

    Attributes:
        order_id: None for what is about all refunds of a currency.
        amount: what it is about: never below nought.
        counted: as much of `amount` as no other finding has counted already. The sum at the top is
            the sum of these.
        occurred: the marketplace's day of the last movement it rests on; None where unread.
        deadline: the last day on which something can be done; None where nothing can, or where
            nobody knows (`facts` says which).
        facts: what the sentence about it needs, by name, as text; the same names for all of a kind.
        missing: the sources that would settle a possible finding.
        rows: what it rests on.
    """

    kind: FindingKind
    certainty: Certainty
    nature: Nature
    order_id: str | None
    order_item_id: str | None
    sku: str | None
    marketplace: str | None
    amount: Money
    counted: Money
    occurred: date | None
    deadline: date | None
    facts: Mapping[str, str]
    missing: tuple[Source, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What refunds cost in one currency, all of them together; nothing here is below nought.

    Attributes:
        refunds: how many refunds of a line there were.
        given: what buyers got of refunds and goodwill, tax left out.
        claims, chargebacks: what was taken for them.
        fees_back: commission and other fees that came back with it.
        administration: what was kept for handling refunds.
        reimbursed: what came back from the marketplace.
        net: what all of it took from the balance, tax included.
    """

    refunds: int
    given: Money
    claims: Money
    chargebacks: Money
    fees_back: Money
    administration: Money
    reimbursed: Money
    net: Money


@dataclass(frozen=True, slots=True)
class Unknown:
    """What cannot be known from the files given, and the file that would tell.

    Attributes:
        kind: what could not be looked for, or not for all orders.
        missing: the source that would tell.
        since, until: the days for which it is missing; None for all.
        orders: how many orders it would be looked for on; None where that is not known either.
    """

    kind: FindingKind
    missing: Source
    since: date | None = None
    until: date | None = None
    orders: int | None = None


@dataclass(frozen=True, slots=True)
class Worst:
    """What most of the money went on: one SKU, carrier or reason.

    Attributes:
        dimension: `sku`, `carrier`, `reason`.
        value: verbatim.
        net: what refunds of these orders took from the balance.
        share: of all that refunds took in that currency, as a fraction.
    """

    dimension: str
    value: str
    refunds: int
    net: Money
    share: float


@dataclass(frozen=True, slots=True)
class Proven:
    """One settlement, put together from all files that have a piece of it.

    Attributes:
        files: the names of the files whose rows were counted.
        twins: files that hold the same once more, and were not counted.
        stated: None where no file has its summary row.
        added: what the counted rows add up to; None where one could not be read.
        is_whole: the rows add up to the stated total, to the cent.
    """

    settlement_id: str
    since: date | None
    until: date | None
    files: tuple[str, ...]
    twins: tuple[str, ...]
    stated: Money | None
    added: Money | None
    is_whole: bool
