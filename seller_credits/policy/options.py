"""What a decision rests on beside the facts: kept with it, so that it can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from seller_credits.domain.decisions import Drawn
from seller_credits.domain.fees import Fees
from seller_credits.domain.money import Money


@dataclass(frozen=True, slots=True)
class Budgets:
    """What was given and is reserved already; None where the caller does not know.

    Attributes:
        on_order: on this order, by anyone.
        today: on the account's current day, one amount for each currency.
        this_month: in the account's current month, one amount for each currency.
        to_buyer: how many days ago each credit on another order of the same buyer was given, 0
            where that day is not known; None where nothing tells buyers apart.
    """

    on_order: Money | None = None
    today: tuple[Money, ...] | None = None
    this_month: tuple[Money, ...] | None = None
    to_buyer: tuple[int, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """What is known, as a ledger keeps it."""
        told: dict[str, Any] = {}
        if self.on_order is not None:
            told["on_order"] = str(self.on_order)
        for name in ("today", "this_month"):
            spent = getattr(self, name)
            if spent is not None:
                told[name] = [str(money) for money in spent]
        if self.to_buyer is not None:
            told["to_buyer"] = list(self.to_buyer)
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Budgets:
        """Read back what a ledger kept."""
        on_order, to_buyer = told.get("on_order"), told.get("to_buyer")
        return cls(
            None if on_order is None else Money.parse(on_order),
            _amounts(told.get("today")),
            _amounts(told.get("this_month")),
            None if to_buyer is None else tuple(to_buyer),
        )


@dataclass(frozen=True, slots=True)
class Options:
    """What a decision needs beside the facts.

    Attributes:
        stale_after_hours: a deciding source older than this is reviewed; None switches that off.
        budgets: given and reserved so far; limits that need what is not known are not judged.
        fees: of the order's store; None where they are not known, and refunds count as they are.
        drawn: the experiment's arm the order is in; None where none is drawn.
        answered_by_marketplace: the seller bought the marketplace's own customer service, which
            answers for every order.
        loosened: names of guards the seller's settings switch off.
        for_a_person: why nothing is automatic here, whatever it is worth; empty where it may be.
    """

    stale_after_hours: Decimal | None = Decimal(48)
    budgets: Budgets | None = None
    fees: Fees | None = None
    drawn: Drawn | None = None
    answered_by_marketplace: bool = False
    loosened: frozenset[str] = frozenset()
    for_a_person: str = ""

    def as_json(self) -> dict[str, Any]:
        """All of it, as a ledger keeps it; what is not known or not used is left out."""
        stale = self.stale_after_hours
        told: dict[str, Any] = {"stale_after_hours": None if stale is None else str(stale)}
        if self.budgets is not None:
            told["budgets"] = self.budgets.as_json()
        if self.fees is not None:
            told["fees"] = self.fees.as_json()
        if self.drawn is not None:
            told["drawn"] = self.drawn.as_json()
        if self.answered_by_marketplace:
            told["answered_by_marketplace"] = True
        if self.loosened:
            told["loosened"] = sorted(self.loosened)
        if self.for_a_person:
            told["for_a_person"] = self.for_a_person
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Options:
        """Read back what a ledger kept."""
        stale = told["stale_after_hours"]
        return cls(
            None if stale is None else Decimal(stale),
            Budgets.from_json(told["budgets"]) if "budgets" in told else None,
            Fees.from_json(told["fees"]) if "fees" in told else None,
            Drawn.from_json(told["drawn"]) if "drawn" in told else None,
            told.get("answered_by_marketplace", False),
            frozenset(told.get("loosened", ())),
            told.get("for_a_person", ""),
        )


def _amounts(told: list[str] | None) -> tuple[Money, ...] | None:
    return None if told is None else tuple(Money.parse(text) for text in told)
