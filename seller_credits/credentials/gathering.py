"""What is known of an account, gathered from every place it may be told in, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seller_credits.credentials.environment import told_by_environment
from seller_credits.credentials.models import SECRETS, AccountSettings
from seller_credits.credentials.secrets_file import secrets_of_file
from seller_credits.credentials.system_keyring import secrets_of_keyring

_NO_CREDENTIALS = {"amazon_answers_buyers", "tax_mode"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of an account, whole or not.

    Attributes:
        values: by field name; secrets are `SecretStr`.
        places: by field name, where the value in force was found: `the environment`.
    """

    values: Mapping[str, Any]
    places: Mapping[str, str]


def gathered(home: Path, account: str, settings: AccountSettings | None) -> Gathered:
    """What the environment says, else the settings, else the secrets file, else the keyring.

    The file and the keyring are asked for what is missing only, so that whoever has all in the
    environment is never asked to unlock anything.

    Raises:
        ConfigurationProblem: a secrets file is needed that others may read or that is not valid.
    """
    values: dict[str, Any] = {}
    places: dict[str, str] = {}

    def add(place: str, told: Mapping[str, Any]) -> None:
        for name, value in told.items():
            if name not in values and _says_something(value):
                values[name] = value
                places[name] = place

    add("the environment", told_by_environment(account))
    told = settings.model_dump(exclude=_NO_CREDENTIALS) if settings else {}
    add("the settings file", told)
    if any(name not in values for name in SECRETS):
        add("the secrets file", secrets_of_file(home, account))
    if any(name not in values for name in SECRETS):
        add("the keyring", secrets_of_keyring(home, account))
    return Gathered(values, places)


def _says_something(value: object) -> bool:
    """An empty text is a blank that nobody filled in."""
    return bool(value)
