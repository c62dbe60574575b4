"""The accounts that environment variables describe."""

from __future__ import annotations

import re
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT = "default"
"""The account where no other is named; it has the shortest variables."""

_OTHER = re.compile(r"[^A-Z0-9]")


class _Told(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True)

    client_id: str | None = None
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    seller_id: str | None = None
    marketplaces: str | None = None
    region: str | None = None
    endpoint: str | None = None
    token_endpoint: str | None = None


def variable(account: str, field: str) -> str:
    """The variable that says one thing of an account.

    `SELLER_CREDITS_CLIENT_ID`, and for an account `eu` `SELLER_CREDITS_ACCOUNT_EU_CLIENT_ID`.
    """
    return f"{_prefix(account)}{field.upper()}"


def told_by_environment(account: str) -> dict[str, Any]:
    """What the environment says of an account; an empty variable says nothing."""
    options: dict[str, Any] = {"_env_prefix": _prefix(account)}
    told = _Told(**options)
    return {name: value for name, value in told if value is not None}


def _prefix(account: str) -> str:
    if account == DEFAULT:
        return "SELLER_CREDITS_"
    return f"SELLER_CREDITS_ACCOUNT_{_OTHER.sub('_', account.upper())}_"
