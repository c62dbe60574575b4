"""Secrets in a file of the home folder that nobody but its owner may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import SecretStr

from seller_credits.credentials.models import SECRETS
from seller_credits.credentials.yaml_file import read_mapping
from seller_credits.domain.errors import ConfigurationProblem

SECRETS_FILE = "secrets.yaml"
_WHAT = "secrets file"
_HEADER = (
    "# Secrets of seller-credits, for this user's eyes only. `seller-credits init` writes it.\n"
)


def secrets_of_file(home: Path, account: str) -> dict[str, SecretStr]:
    """The secrets the home's file holds of an account; none where there is no file.

    Raises:
        ConfigurationProblem: others may read the file, or it is not what `init` writes.
    """
    path = home / SECRETS_FILE
    if not os.path.lexists(path):
        return {}
    refuse_if_open_to_others(path)
    return {name: SecretStr(text) for name, text in _read(path).get(account, {}).items()}


def accounts_of_file(home: Path) -> list[str]:
    """The accounts the home's file holds secrets of.

    Raises:
        ConfigurationProblem: others may read the file, or it is not what `init` writes.
    """
    path = home / SECRETS_FILE
    if not os.path.lexists(path):
        return []
    refuse_if_open_to_others(path)
    return list(_read(path))


def keep_in_file(home: Path, account: str, secrets: Mapping[str, SecretStr]) -> Path:
    """Write an account's secrets into the home's file, beside those of other accounts.

    Raises:
        ConfigurationProblem: others may read the file that is there, or it cannot be written.
    """
    path = home / SECRETS_FILE
    held: dict[str, dict[str, str]] = {}
    if os.path.lexists(path):
        refuse_if_open_to_others(path)
        held = _read(path)
    named = {name: secret.get_secret_value() for name, secret in secrets.items()}
    held[account] = held.get(account, {}) | named
    text = _HEADER + yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=10_000)
    try:
        _replace(path, text)
    except OSError as error:
        raise ConfigurationProblem(
            f"The {_WHAT} {path} cannot be written: {error.strerror}.",
            hint="Check the folder and its permissions, or keep the secrets elsewhere: --keep.",
        ) from error
    return path


def refuse_if_open_to_others(path: Path, *, what: str = _WHAT) -> None:
    """Raise ConfigurationProblem where anybody but the file's owner may read or change it."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise ConfigurationProblem(
            f"The {what} {path} cannot be read: {error.strerror}.",
            hint="Check its name and that this user may read it.",
        ) from error
    # Elsewhere the mode says nothing: there the folder of the user is closed to others.
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigurationProblem(
            f"The {what} {path} may be read by others (mode {mode:03o}); it is not used.",
            hint=f"Close it: chmod 600 {path}\n"
            "If others use this machine, make new secrets: they may have been read.",
        )


def _read(path: Path) -> dict[str, dict[str, str]]:
    told = read_mapping(path, _WHAT)
    for account, secrets in told.items():
        sound = isinstance(secrets, dict) and all(
            name in SECRETS and isinstance(text, str) and text for name, text in secrets.items()
        )
        if not sound:
            raise ConfigurationProblem(
                f"The {_WHAT} {path} is not valid: account {account}.",
                hint=f"Under each account only {' and '.join(SECRETS)} may stand, as text.",
            )
    return told


def _replace(path: Path, text: str) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
