"""Sellers API v1: the stores an account sells in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from seller_credits.domain.participations import Participation
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.operations import GET_PARTICIPATIONS
from seller_credits.marketplace.wire.lenient import Lenient, store_code


class _Store(Lenient):
    id: Annotated[str, Field(min_length=1)]
    name: str = ""
    country: str = Field(default="", alias="countryCode")


class _Standing(Lenient):
    participates: bool = Field(alias="isParticipating")
    suspended: bool = Field(alias="hasSuspendedListings")


class _Entry(Lenient):
    store: _Store = Field(alias="marketplace")
    standing: _Standing = Field(alias="participation")
    shop: str = Field(default="", alias="storeName")


class _Participations(Lenient):
    entries: tuple[_Entry, ...] = Field(alias="payload")


def participations(caller: Caller) -> tuple[Participation, ...]:
    """Every store of the account's region, whether it sells there, and whether its listings stand.

    Amazon may list markets of its own that are no stores; they keep their ids. It can be asked once
    a minute: keep the answer.
    """
    answer = ask(caller, GET_PARTICIPATIONS, _Participations)
    return tuple(map(_participation, answer.entries))


def _participation(entry: _Entry) -> Participation:
    return Participation(
        marketplace=store_code(entry.store.id) or entry.store.id,
        name=entry.store.name,
        country=entry.store.country,
        shop=entry.shop,
        participates=entry.standing.participates,
        listings_suspended=entry.standing.suspended,
    )
