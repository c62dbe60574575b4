"""Settings: where things are, whose account it is, and the marketplace's windows with their dates.

What a flag says goes before the environment, the environment before the settings file, the file
before what comes with the program.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import yaml
from platformdirs import user_data_path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from seller_credits.detection.clock import ClaimWindow
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.resources import packaged

SETTINGS_FILE = "settings.yaml"
POLICY_FILE = "policy.yaml"
LEDGER_FILE = "ledger.db"


class Window(BaseModel):
    """One of the marketplace's windows, with who said so and when that was read."""

    model_config = ConfigDict(extra="forbid")

    hours: Annotated[int, Field(gt=0, le=24 * 400)]
    source: str
    read: date


def _listed(value: object) -> object:
    """`US, CA` as an environment variable has it, or a list as a file has it."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


class Credentials(BaseModel):
    """One seller's account with the marketplace. The three secrets never show when printed."""

    model_config = ConfigDict(extra="forbid")

    client_id: Annotated[str, Field(min_length=1)]
    client_secret: Annotated[SecretStr, Field(min_length=1)]
    refresh_token: Annotated[SecretStr, Field(min_length=1)]
    seller_id: Annotated[str, Field(min_length=1)]
    marketplaces: Annotated[list[str], BeforeValidator(_listed), Field(min_length=1)]
    region: str = "na"
    endpoint: str | None = None
    token_endpoint: str | None = None


class Settings(BaseModel):
    """The settings file."""

    model_config = ConfigDict(extra="forbid")

    stale_after_hours: Annotated[Decimal, Field(gt=0)] = Decimal(48)
    claim_windows: Mapping[str, Window] = Field(default_factory=dict)
    accounts: Mapping[str, Credentials] = Field(default_factory=dict)

    def windows(self) -> dict[str, ClaimWindow]:
        """The windows as detection reads them."""
        return {
            name: ClaimWindow(timedelta(hours=window.hours), window.source, window.read)
            for name, window in self.claim_windows.items()
        }


class _Environment(BaseSettings):
    """The account the environment describes: SELLER_CREDITS_CLIENT_ID and so on."""

    model_config = SettingsConfigDict(
        env_prefix="SELLER_CREDITS_", extra="ignore", env_ignore_empty=True
    )

    client_id: str | None = None
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    seller_id: str | None = None
    marketplaces: str | None = None
    region: str | None = None
    endpoint: str | None = None
    token_endpoint: str | None = None


def default_home() -> Path:
    """Where ledger, settings and policy live when nothing else is said."""
    return user_data_path("seller-credits", appauthor=False)


def read_settings(home: Path, file: Path | None) -> Settings:
    """The settings in force: what comes with the program, overlaid by the seller's own file.

    Raises:
        ConfigurationProblem: the file is missing though named, no YAML, or says what is unknown.
    """
    own = file or home / SETTINGS_FILE
    told = _mapping(packaged(SETTINGS_FILE))
    if file is not None or os.path.lexists(own):
        for name, value in _mapping(own).items():
            both = isinstance(value, dict) and isinstance(told.get(name), dict)
            told[name] = {**told[name], **value} if both else value
    try:
        return Settings.model_validate(told)
    except ValidationError as error:
        raise ConfigurationProblem(
            f"The settings file {own} is not valid:\n{_complaints(error)}",
            hint="Mend these lines, or remove them to use what comes with the program.",
        ) from None


def _mapping(path: Path) -> dict[str, Any]:
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationProblem(
            f"The settings file {path} cannot be read: {error.strerror}."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationProblem(f"The settings file {path} is no YAML: {error}") from error
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise ConfigurationProblem(f"The settings file {path} must be a list of `name: value`.")
    return told


def _complaints(error: ValidationError) -> str:
    """Each problem on a line: where, and what; never the value, which may be a secret."""
    return "\n".join(
        f"  {'.'.join(str(step) for step in problem['loc'])}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False)
    )


def credentials(settings: Settings, account: str) -> Credentials:
    """The account's credentials: the environment's for `default`, over those of the file.

    Raises:
        ConfigurationProblem: there are none, or some are missing; says which and where they go.
    """
    told: dict[str, Any] = {}
    if settings.accounts and account not in settings.accounts and account != "default":
        raise ConfigurationProblem(
            f"There is no account '{account}' in the settings.",
            hint=f"They name: {', '.join(sorted(settings.accounts))}.",
        )
    if account in settings.accounts:
        told = settings.accounts[account].model_dump()
    if account == "default":
        told |= {name: value for name, value in _Environment() if value is not None}
    try:
        return Credentials.model_validate(told)
    except ValidationError as error:
        missing = [str(problem["loc"][0]) for problem in error.errors(include_input=False)]
        named = ", ".join(f"--account {name}" for name in sorted(settings.accounts))
        others = f" The settings name others: {named}." if named else ""
        names = ", ".join(f"SELLER_CREDITS_{name.upper()}" for name in missing)
        raise ConfigurationProblem(
            f"Account '{account}' has no complete credentials; missing or unusable: "
            f"{', '.join(missing)}.{others}",
            hint=f"Set {names} in the environment, or put the account into {SETTINGS_FILE}. "
            "Without API access: `seller-credits import FILE...` works from downloaded reports, "
            "and `seller-credits demo` needs nothing at all.",
        ) from None
