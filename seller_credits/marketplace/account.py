"""An account: one seller identity in one region, its credentials and where they may be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.marketplaces import MARKETPLACES, find_marketplace

REGIONS = {
    "na": "https://sellingpartnerapi-na.amazon.com",
    "eu": "https://sellingpartnerapi-eu.amazon.com",
    "fe": "https://sellingpartnerapi-fe.amazon.com",
    "na-sandbox": "https://sandbox.sellingpartnerapi-na.amazon.com",
    "eu-sandbox": "https://sandbox.sellingpartnerapi-eu.amazon.com",
    "fe-sandbox": "https://sandbox.sellingpartnerapi-fe.amazon.com",
}
"""Amazon's hosts by region: developer-docs.amazon.com/sp-api/docs/sp-api-endpoints (2026-11)."""

TOKEN_ENDPOINT = "https://api.amazon.com/auth/o2/token"  # noqa: S105  # an address, not a password
"""Login with Amazon, for every region (developer-docs.amazon.com/sp-api, 2026-11)."""

_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)+")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Account:
    """Whose orders are read, and with which keys. The secrets never show in `repr` or `str`.

    Attributes:
        name: what the seller calls it; `default` where there is but one.
        marketplaces: store codes or Amazon's ids: `("US", "A2EUQ1WTGCTBG2")`.
        region: a key of `REGIONS`; gives the endpoint where none is named.
        endpoint: where the API is asked. Plain http is taken for this machine only.
        token_endpoint: where access tokens come from; Amazon's unless named.
        document_hosts: hosts that reports may be downloaded from beside Amazon's own store; with
            a dot in front, every host under it.

    Raises ConfigurationProblem where a region, store or address cannot be used.
    """

    name: str
    client_id: str
    client_secret: SecretStr
    refresh_token: SecretStr
    seller_id: str
    marketplaces: tuple[str, ...]
    region: str = "na"
    endpoint: str = ""
    token_endpoint: str = TOKEN_ENDPOINT
    document_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.region not in REGIONS:
            raise ConfigurationProblem(
                f"Account {self.name}: {self.region!r} is not a region.",
                hint=f"Use one of: {', '.join(REGIONS)}.",
            )
        endpoint = (self.endpoint or REGIONS[self.region]).rstrip("/")
        object.__setattr__(self, "endpoint", endpoint)
        check_address(self.name, "endpoint", endpoint)
        check_address(self.name, "token endpoint", self.token_endpoint)
        for store_id in marketplace_ids(self.marketplaces):
            self._check_region(store_id)
        for host in self.document_hosts:
            _check_host(self.name, host)

    def _check_region(self, store_id: str) -> None:
        store = find_marketplace(store_id)
        if store and self.endpoint == REGIONS[self.region] and store.region != self.region[:2]:
            raise ConfigurationProblem(
                f"Account {self.name}: {store.name} ({store.code}) is served by the region "
                f"{store.region!r}, not by {self.region!r}.",
                hint="One account is one region; make a second account for the other stores.",
            )

    @property
    def is_local(self) -> bool:
        """Whether the marketplace is on this machine: the simulator."""
        return is_loopback(self.endpoint)

    @property
    def owner(self) -> str:
        """Whom Amazon counts requests for: the application and the seller, at one endpoint."""
        return f"{self.endpoint} {self.client_id} {self.seller_id}"

    @property
    def secrets(self) -> tuple[str, str]:
        """What must never be printed, for whoever quotes an answer."""
        return (self.client_secret.get_secret_value(), self.refresh_token.get_secret_value())


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine."""
    return urlsplit(url).hostname in _LOOPBACK


def marketplace_ids(words: Iterable[str]) -> tuple[str, ...]:
    """Amazon's ids of stores given by code, id or name, in order and once each.

    Raises ConfigurationProblem on a word that names no store, and on none at all.
    """
    ids: dict[str, None] = {}
    for word in words:
        store = find_marketplace(word)
        if store is None:
            raise ConfigurationProblem(
                f"{word!r} is not a store.", hint=f"Use codes: {', '.join(MARKETPLACES)}."
            )
        ids[store.id] = None
    if not ids:
        raise ConfigurationProblem("No store is named.", hint="Name one at least: US.")
    return tuple(ids)


def check_address(account: str, what: str, url: str) -> None:
    """Raise ConfigurationProblem where no secret may be sent to an address.

    Args:
        account: the account's name.
        what: what the address is, in words: `endpoint`.
        url: the address.
    """
    if not _is_plain_address(url):
        raise ConfigurationProblem(
            f"Account {account}: the {what} is not an address the API could be asked at.",
            hint=f"It looks like {REGIONS['na']}: no user name and no query.",
        )
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(url)):
        raise ConfigurationProblem(
            f"Account {account}: the {what} {parts.scheme}://{parts.hostname} is not https.",
            hint="A refresh token must not travel in clear; plain http is for this machine only.",
        )


def _check_host(account: str, host: str) -> None:
    if not _HOST.fullmatch(host):
        raise ConfigurationProblem(
            f"Account {account}: {host!r} is no host that documents could come from.",
            hint="Give names only, in small letters: documents.example.com, or .example.com.",
        )


def _is_plain_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    has_more = parts.username is not None or parts.query or parts.fragment
    return bool(parts.hostname) and port_is_sound and not has_more
