"""An account as it is being set up: part of it may still be missing, and none of it is proven."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import SecretStr

from seller_credits.credentials.models import SECRETS
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.marketplaces import MARKETPLACES, Marketplace, find_marketplace
from seller_credits.domain.shapes import misshapen
from seller_credits.marketplace.account import REGIONS, check_address

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
NEEDED = ("marketplaces", "seller_id", "client_id", *SECRETS)
"""What an account cannot do without, in the order it is asked for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a seller said of an account so far; empty where nothing was said.

    Attributes:
        name: what the seller calls the account.
        marketplaces: stores as they were typed: `("us", "Amazon.ca")`.
        region: as it was typed; empty for the region of the stores.
        secret_rotated: the day the client secret was made.
    """

    name: str
    marketplaces: tuple[str, ...] = ()
    region: str = ""
    seller_id: str = ""
    client_id: str = ""
    endpoint: str = ""
    token_endpoint: str = ""
    secret_rotated: date | None = None
    secrets: Mapping[str, SecretStr] = field(default_factory=dict)

    @property
    def stores(self) -> list[Marketplace]:
        """The stores that are known by their words."""
        return [store for store in map(find_marketplace, self.marketplaces) if store]

    @property
    def region_in_force(self) -> str:
        """The region said, else the one of the first store."""
        return self.region or next((store.region for store in self.stores), "")

    @property
    def missing(self) -> list[str]:
        """What is still needed, in the order it is asked for."""
        return [
            name
            for name in NEEDED
            if not (self.secrets.get(name) if name in SECRETS else getattr(self, name))
        ]


def problems_of(draft: Draft) -> list[str]:
    """Everything that cannot be right, a sentence each; nothing of it quotes a secret."""
    return [*_of_name(draft.name), *_of_stores(draft), *_of_shapes(draft), *_of_addresses(draft)]


def _of_name(name: str) -> Iterator[str]:
    if not _NAME.fullmatch(name):
        yield f"Account {name!r}: use letters, digits, - and _ for a name, 40 at most."


def _of_stores(draft: Draft) -> Iterator[str]:
    for word in draft.marketplaces:
        if find_marketplace(word) is None:
            yield f"Marketplaces: {word!r} is not a store; use {', '.join(MARKETPLACES)}."
    if draft.region and draft.region not in REGIONS:
        yield f"Region: {draft.region!r} is none; use {', '.join(REGIONS)}."
        return
    region = draft.region_in_force[:2]
    for store in draft.stores:
        if store.region != region:
            yield (
                f"Region: {store.name} ({store.code}) is served by {store.region!r}, not by "
                f"{region!r}. One account is one region: make a second account for the others."
            )


def _of_shapes(draft: Draft) -> Iterator[str]:
    told = {"seller_id": draft.seller_id, "client_id": draft.client_id}
    told |= {name: secret.get_secret_value() for name, secret in draft.secrets.items()}
    for name, text in told.items():
        wrong = misshapen(name, text) if text else None
        if wrong:
            label = name.replace("_", " ").capitalize()
            yield f"{label}: what was given {wrong}."


def _of_addresses(draft: Draft) -> Iterator[str]:
    told = {"endpoint": draft.endpoint, "token endpoint": draft.token_endpoint}
    for what, url in told.items():
        try:
            if url:
                check_address(draft.name, what, url)
        except ConfigurationProblem as problem:
            yield f"{problem.message} {problem.hint}"
