"""Sections of the settings file, one model each: what may stand there, and what holds if not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from seller_credits.domain.clock import span_of
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.postgresql.named import REQUESTS, Named


def database_of(named: Named) -> Callable[[object], DatabaseAddress | None]:
    """Reads a database as the settings file may name it: whoever reads it learns no password."""

    def read(value: object) -> DatabaseAddress | None:
        if value is None:
            return None
        address = DatabaseAddress.parse(str(value))
        if address.password is not None:
            raise ValueError(f"takes no password: leave it to {named.variable} or PGPASSFILE")
        return address

    return read


def percent(value: object) -> object:
    """`5%`, or the bare number."""
    return value.strip().removesuffix("%") if isinstance(value, str) else value


Percent = Annotated[Decimal, BeforeValidator(percent)]
Span = Annotated[timedelta, BeforeValidator(span_of)]
Silence = Annotated[Span, Field(gt=timedelta(0))]


class SyncSettings(BaseModel):
    """How a sync behaves.

    Attributes:
        patience: how long it may take, waits included.
        shared_limits: the database in which workers on several machines count their requests
            together; None where there is one machine only.
        buyers: whether buyers are told apart, by a keyed hash of the marketplace's address of them.
    """

    model_config = ConfigDict(extra="forbid")

    patience: Annotated[timedelta, BeforeValidator(span_of), Field(gt=timedelta(0))] = timedelta(
        hours=1
    )
    shared_limits: Annotated[DatabaseAddress | None, BeforeValidator(database_of(REQUESTS))] = None
    buyers: bool = True


class PolicySettings(BaseModel):
    """How a policy comes into force.

    Attributes:
        two_people: what one person proposes to activate, another one must activate.
    """

    model_config = ConfigDict(extra="forbid")

    two_people: bool = False


class ParcelSettings(BaseModel):
    """How early to warn, and how long a parcel may be silent; see `Watch`."""

    model_config = ConfigDict(extra="forbid")

    warn_before: Span = timedelta(hours=24)
    never_scanned_after: Silence = timedelta(days=2)
    stuck_after: Silence = timedelta(days=7)
    stuck_abroad_after: Silence = timedelta(days=14)


class InsightSettings(BaseModel):
    """How much it takes before something is called unusual; see `Bar`."""

    model_config = ConfigDict(extra="forbid")

    fewest_orders: Annotated[int, Field(ge=1)] = 10
    fewest_issues: Annotated[int, Field(ge=1)] = 5
    times_the_usual: Annotated[Decimal, Field(ge=1)] = Decimal(2)
    false_alarms: Annotated[Percent, Field(gt=0, lt=100)] = Decimal(5)
    delivery_shows_after: Span = timedelta(days=3)
    unpromised_shows_after: Span = timedelta(days=21)
    product_shows_after: Span = timedelta(days=21)
    consequence_shows_after: Span = timedelta(days=30)
