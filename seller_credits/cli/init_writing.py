"""What `init` writes: settings and policy into the home folder, secrets where they are wanted."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from seller_credits.credentials.draft import Draft
from seller_credits.credentials.secrets_file import keep_in_file, secrets_of_file
from seller_credits.credentials.settings_text import settings_text
from seller_credits.credentials.system_keyring import keep_in_keyring, secrets_of_keyring
from seller_credits.domain.errors import ConfigurationProblem, UsageProblem
from seller_credits.resources import packaged
from seller_credits.settings import POLICY_FILE, SETTINGS_FILE

KEPT = {"keyring": "in the system's keyring", "file": "in secrets.yaml, readable by you only"}


def refuse_to_overwrite(home: Path, account: str) -> None:
    """Raise UsageProblem where the home has settings already."""
    path = home / SETTINGS_FILE
    if os.path.lexists(path):
        raise UsageProblem(
            f"{path} is there already; nothing was written.",
            hint="To add an account, write it under `accounts:` there, then keep its secrets with "
            f"`init --account {account} --secrets-only`. To begin anew: --force, which keeps the "
            f"old file as {SETTINGS_FILE}.bak.",
        )


def refuse_to_replace(home: Path, draft: Draft, keep: str) -> None:
    """Raise UsageProblem where other secrets of the account are kept in this place already."""
    held: Mapping[str, SecretStr] = {}
    if keep == "file":
        held = secrets_of_file(home, draft.name)
    elif keep == "keyring":
        held = secrets_of_keyring(home, draft.name)
    if any(held.get(name, secret) != secret for name, secret in draft.secrets.items()):
        raise UsageProblem(
            f"Other secrets of account '{draft.name}' are kept {KEPT[keep]} already; "
            "nothing was written.",
            hint="Put the new ones in their place with --force, or --secrets-only for them alone.",
        )


def keep_secrets(home: Path, draft: Draft, keep: str) -> list[str]:
    """Keep the secrets that were told; what was done, a sentence each."""
    if keep not in KEPT or not draft.secrets:
        return []
    if keep == "file":
        make_home(home)
        keep_in_file(home, draft.name, draft.secrets)
    else:
        keep_in_keyring(home, draft.name, draft.secrets)
    names = " and ".join(name.replace("_", " ") for name in draft.secrets)
    return [f"Kept the {names} of account '{draft.name}' {KEPT[keep]}."]


def write_files(home: Path, draft: Draft, keep: str, *, force: bool) -> list[str]:
    """Write settings and policy; a policy that is there stays, unless it is forced."""
    make_home(home)
    settings = settings_text(packaged(SETTINGS_FILE).read_text(encoding="utf-8"), draft, keep)
    said = [_write(home / SETTINGS_FILE, settings)]
    policy = home / POLICY_FILE
    if os.path.lexists(policy) and not force:
        return [*said, f"Left {policy} as it is."]
    return [*said, _write(policy, packaged(POLICY_FILE).read_text(encoding="utf-8"))]


def make_home(home: Path) -> None:
    """Make the home folder where it is missing."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationProblem(
            f"The folder {home} cannot be made: {error.strerror}.",
            hint="Name another one: `init DIR`.",
        ) from error


def _write(path: Path, text: str) -> str:
    try:
        if os.path.lexists(path):
            old = path.with_name(f"{path.name}.bak")
            path.replace(old)
            path.write_text(text, encoding="utf-8")
            return f"Wrote {path}; the old one is {old.name} now."
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ConfigurationProblem(
            f"{path} cannot be written: {error.strerror}.",
            hint="Check the folder and its permissions, or name another one: `init DIR`.",
        ) from error
    return f"Wrote {path}."
