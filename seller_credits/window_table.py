"""The table of the marketplace's windows as a file holds it: which rows there may be, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from seller_credits.detection.windows import Unit, Window, WindowName, Windows
from seller_credits.domain.marketplaces import MARKETPLACES

_PROGRAMMES = ("business", "prime")
_AT_MOST = 400
_Days = Annotated[int, Field(gt=0, le=_AT_MOST)]


def _stores(codes: list[str]) -> list[str]:
    unknown = [code for code in codes if code not in MARKETPLACES]
    if unknown:
        raise ValueError(f"there is no store {', '.join(unknown)}; write codes: US, DE, JP")
    return codes


def _programmes(names: list[str]) -> list[str]:
    if set(names) <= set(_PROGRAMMES):
        return names
    raise ValueError(f"only these are known: {', '.join(_PROGRAMMES)}")


class WindowRow(BaseModel):
    """One row: how long, for which orders and since when, who said so and when that was read."""

    model_config = ConfigDict(extra="forbid")

    hours: Annotated[int, Field(gt=0, le=24 * _AT_MOST)] | None = None
    days: _Days | None = None
    business_days: _Days | None = None
    marketplaces: Annotated[list[str], AfterValidator(_stores)] = Field(default_factory=list)
    programmes: Annotated[list[str], AfterValidator(_programmes)] = Field(default_factory=list)
    since: Annotated[date | None, Field(alias="from")] = None
    source: str
    read: date

    @model_validator(mode="after")
    def _says_how_long(self) -> Self:
        if len(self._lengths()) != 1:
            raise ValueError("wants exactly one of hours, days, business_days")
        return self

    def _lengths(self) -> list[tuple[int, Unit]]:
        told = (
            (self.hours, Unit.HOURS),
            (self.days, Unit.DAYS),
            (self.business_days, Unit.BUSINESS_DAYS),
        )
        return [(length, unit) for length, unit in told if length is not None]

    def named(self, name: str) -> Window:
        """The row as detection reads it."""
        ((length, unit),) = self._lengths()
        return Window(
            WindowName(name),
            length,
            unit,
            self.source,
            self.read,
            frozenset(self.marketplaces),
            frozenset(self.programmes),
            self.since,
        )


def _known(name: str) -> str:
    if name in set(WindowName):
        return name
    raise ValueError(f"there is no such window; there are {', '.join(WindowName)}")


def _listed(rows: object) -> object:
    """One row may stand for a list of one."""
    return [rows] if isinstance(rows, dict) else rows


WindowRows = Mapping[
    Annotated[str, AfterValidator(_known)],
    Annotated[list[WindowRow], BeforeValidator(_listed)],
]
"""Rows by the window's name; of several the first that fits is taken."""


def table_of(rows: Mapping[str, Sequence[WindowRow]]) -> Windows:
    """The table as detection reads it."""
    return Windows(row.named(name) for name, of_name in rows.items() for row in of_name)
