"""The table of the marketplace's fees as a file holds it: by store, what is taken and what kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from seller_credits.domain.fees import Fees
from seller_credits.domain.marketplaces import MARKETPLACES
from seller_credits.domain.money import Money, NotMoney

FROM_SETTINGS = "your settings"
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%")
_WHOLE = 100


def _share(told: object) -> Decimal:
    """`15%` as 0.15; a bare 0.15 could be meant either way."""
    if isinstance(told, Decimal):
        return told
    found = _PERCENT.fullmatch(str(told).strip())
    share = Decimal(found[1]) / _WHOLE if found else None
    if share is None or share > 1:
        raise ValueError("wants a percentage from 0% to 100%: 15%")
    return share


def _money(told: object) -> Money | None:
    if told is None or isinstance(told, Money):
        return told
    try:
        return Money.parse(str(told))
    except NotMoney:
        raise ValueError("wants an amount with its currency: 5 USD") from None


def _store(code: str) -> str:
    if code not in MARKETPLACES:
        raise ValueError("there is no such store; write codes: US, DE, JP")
    return code


class FeeRow(BaseModel):
    """One store's row: the shares, the bound, who said so and when that was read."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    referral: Annotated[Decimal, BeforeValidator(_share)]
    kept: Annotated[Decimal, BeforeValidator(_share)]
    kept_at_most: Annotated[Money | None, BeforeValidator(_money)] = None
    source: str = FROM_SETTINGS
    read: date | None = None

    def as_fees(self) -> Fees:
        """The row as a decision reads it."""
        return Fees(self.referral, self.kept, self.kept_at_most, self.source, self.read)


FeeRows = Mapping[Annotated[str, AfterValidator(_store)], FeeRow]
"""Rows by the store's code."""


def overlaid(table: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The table with the seller's own figures in it, store by store.

    A row that the seller changed in part is the seller's word all the same.
    """
    found = dict(table)
    for store, row in own.items():
        known = found.get(store)
        if isinstance(known, dict) and isinstance(row, dict):
            found[store] = {**known, "source": FROM_SETTINGS, "read": None, **row}
        elif row is not None:
            found[store] = row
    return found


def fees_of(rows: Mapping[str, FeeRow]) -> Mapping[str, Fees]:
    """The table as decisions read it."""
    return {store: row.as_fees() for store, row in rows.items()}
