"""What is told of an account: in part, as the settings file may, and whole, as a call needs it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from seller_credits.domain.taxes import TaxMode

SECRETS = ("client_secret", "refresh_token")
"""What may be kept in a secrets file or a keyring; the rest of an account is no secret."""


def _listed(value: object) -> object:
    """`US, CA` as an environment variable has it, or a list as a file has it."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


Listed = Annotated[list[str], BeforeValidator(_listed)]


class AccountSettings(BaseModel):
    """What the settings file says of one account; what it leaves out comes from elsewhere.

    Attributes:
        secret_rotated: the day the client secret in use was made; Amazon lets it live 180 days.
        document_hosts: hosts reports may be downloaded from, beside Amazon's own.
        amazon_answers_buyers: the seller bought Amazon's own customer service, which answers for
            every order. It is no credential, and told nowhere else.
        tax_mode: how Amazon treats tax in refunds of this account; as `amazon_answers_buyers`.
    """

    model_config = ConfigDict(extra="forbid")

    client_id: str | None = None
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    seller_id: str | None = None
    marketplaces: Listed | None = None
    region: str | None = None
    endpoint: str | None = None
    token_endpoint: str | None = None
    secret_rotated: date | None = None
    document_hosts: Listed | None = None
    amazon_answers_buyers: bool = False
    tax_mode: TaxMode = TaxMode.UNKNOWN


class Credentials(BaseModel):
    """One seller's account with the marketplace. The secrets never show when printed."""

    model_config = ConfigDict(extra="forbid")

    client_id: Annotated[str, Field(min_length=1)]
    client_secret: Annotated[SecretStr, Field(min_length=1)]
    refresh_token: Annotated[SecretStr, Field(min_length=1)]
    seller_id: Annotated[str, Field(min_length=1)]
    marketplaces: Annotated[Listed, Field(min_length=1)]
    region: str = "na"
    endpoint: str | None = None
    token_endpoint: str | None = None
    secret_rotated: date | None = None
    document_hosts: Listed = []
