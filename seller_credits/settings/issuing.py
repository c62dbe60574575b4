"""Who may approve what, and how what is approved is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority
from seller_credits.settings.parts import Span


def _of_a_person(value: Authority) -> Authority:
    if value is Authority.AUTOMATIC:
        raise ValueError("is no person: choose agent, manager or owner")
    return value


PeopleSettings = Mapping[str, Annotated[Authority, AfterValidator(_of_a_person)]]
"""Names of people, and as what each may approve. Empty: `agent`, `manager`, `owner` are names."""


class SeparationSettings(BaseModel):
    """What one person may not do alone.

    Attributes:
        changes: who changes an amount or a remedy proposes it; another one approves it.
    """

    model_config = ConfigDict(extra="forbid")

    changes: bool = False


class Component(StrEnum):
    """As what money is given back, in the marketplace's words."""

    PRINCIPAL = "Principal"
    """Of what the buyer paid: what the marketplace's documents describe, and the usual way."""
    GOODWILL = "Goodwill"
    """On top of what was paid. Nobody has reported that the live feed takes it, and a later full
    refund does not take it off."""


class Speed(StrEnum):
    """How fast goods are sent from the marketplace's warehouses, in its own words."""

    STANDARD = "Standard"
    EXPEDITED = "Expedited"
    PRIORITY = "Priority"


def _money(value: object) -> Money:
    return Money.parse(str(value))


def _amounts(value: Any) -> Any:
    """One amount, or a list of them, one for each currency."""
    return value if isinstance(value, list) else [value]


_Amount = Annotated[Money, BeforeValidator(_money)]


def _one_for_each_currency(amounts: list[Money]) -> list[Money]:
    currencies = [each.currency for each in amounts]
    if len(set(currencies)) < len(currencies) or any(each.amount < 0 for each in amounts):
        raise ValueError("wants one amount for each currency, none of them below nought")
    return amounts


Caps = Annotated[list[_Amount], BeforeValidator(_amounts), AfterValidator(_one_for_each_currency)]


class SubmitSettings(BaseModel):
    """How what is approved is handed in: a second wall behind the policy's own limits.

    Attributes:
        max_per_run: at most so much in one run; a currency without one is not capped.
        max_per_day: at most so much on one of the account's days.
        max_refund: no single refund above it.
        hold: how long a refund waits between its approval and its intent: what a person refunds by
            hand can be cancelled for two hours, what a feed refunds cannot.
        component: as what money is given back.
        prime: whether refunds of seller-fulfilled Prime orders are handed in at all: there the
            marketplace's own service decides, and may charge them.
        canary: whether the first refund in a store goes alone, until it is proven to the cent.
        messages: whether messages are sent.
        fulfilment: whether replacements are sent from the marketplace's warehouses.
        fulfilment_speed: in the marketplace's words, how fast.
        fulfilment_skus: by the SKU a buyer ordered, the one that lies in those warehouses; a SKU
            that is not named lies there under its own name.
        packing_slip: what the buyer reads beside the goods.
        max_shipping_fee: no replacement whose sending the marketplace would charge more for.
        absent_after: how long after it was handed in a refund that no book shows is called absent.
            Amazon's books may lack the last 48 hours; a day is added.
    """

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    max_per_run: Caps = Field(default_factory=list)
    max_per_day: Caps = Field(default_factory=list)
    max_refund: Caps = Field(default_factory=list)
    hold: Span = timedelta(hours=2)
    component: Component = Component.PRINCIPAL
    prime: bool = False
    canary: bool = True
    messages: bool = False
    fulfilment: bool = False
    fulfilment_speed: Speed = Speed.STANDARD
    fulfilment_skus: Mapping[str, str] = Field(default_factory=dict)
    packing_slip: Annotated[str, Field(min_length=1, max_length=750)] = "Your replacement."
    max_shipping_fee: Caps = Field(default_factory=list)
    absent_after: Annotated[Span, Field(ge=timedelta(hours=48))] = timedelta(hours=72)
