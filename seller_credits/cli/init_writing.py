"""What `init` writes: a home's settings, policy and messages, and secrets where they are wanted."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from seller_credits.cost_table import EMPTY_TABLE
from seller_credits.credentials.draft import Draft
from seller_credits.credentials.secrets_file import keep_in_file, secrets_of_file
from seller_credits.credentials.settings_text import settings_text, with_account
from seller_credits.credentials.system_keyring import keep_in_keyring, secrets_of_keyring
from seller_credits.credentials.yaml_file import read_mapping
from seller_credits.domain.errors import ConfigurationProblem, UsageProblem
from seller_credits.message_file import MESSAGES_FILE
from seller_credits.resources import packaged
from seller_credits.settings import COSTS_FILE, POLICY_FILE, SETTINGS_FILE

KEPT = {"keyring": "in the system's keyring", "file": "in secrets.yaml, readable by you only"}


def refuse_to_overwrite(home: Path, account: str) -> None:
    """Raise UsageProblem where the home's settings cannot take the account."""
    if os.path.lexists(home / SETTINGS_FILE):
        _with_account(home, Draft(account), "nowhere")


def _with_account(home: Path, draft: Draft, keep: str) -> str:
    """The home's own settings with the account added, where they name others."""
    path = home / SETTINGS_FILE
    read_mapping(path, "settings file")  # says what is wrong with them
    text = with_account(path.read_text(encoding="utf-8"), draft, keep)
    if text is None:
        raise UsageProblem(
            f"{path} is there already; nothing was written.",
            hint=f"Write what is missing of account '{draft.name}' into it, below `accounts:`; for "
            f"its secrets: `init --account {draft.name} --secrets-only`. Another account has "
            "another name: `init --account NAME`. To begin anew: --force, which keeps the old "
            f"file as {SETTINGS_FILE}.bak.",
        )
    return text


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


def write_files(home: Path, draft: Draft, keep: str, rules: str, *, force: bool) -> list[str]:
    """Write settings, policy, messages and an empty table of costs.

    A policy that is there stays, unless it is forced; messages and costs stay always.
    """
    make_home(home)
    if os.path.lexists(home / SETTINGS_FILE) and not force:
        settings = _with_account(home, draft, keep)
    else:
        settings = settings_text(packaged(SETTINGS_FILE).read_text(encoding="utf-8"), draft, keep)
    said = [_write(home / SETTINGS_FILE, settings)]
    if not os.path.lexists(home / COSTS_FILE):
        said.append(f"{_write(home / COSTS_FILE, EMPTY_TABLE)} What your goods cost goes there.")
    if not os.path.lexists(home / MESSAGES_FILE):
        words = packaged(MESSAGES_FILE).read_text(encoding="utf-8")
        said.append(f"{_write(home / MESSAGES_FILE, words)} What buyers are told stands there.")
    policy = home / POLICY_FILE
    if os.path.lexists(policy) and not force:
        return [*said, f"Left {policy} as it is."]
    return [*said, _write(policy, rules)]


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
    """Write a file whole or not at all; one that is there is kept beside it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(beside, "x", encoding="utf-8", opener=partial(os.open, mode=_mode(path))) as file:
            file.write(text)
        said = f"Wrote {path}."
        if os.path.lexists(path):
            old = path.with_name(f"{path.name}.bak")
            path.replace(old)
            said = f"Wrote {path}; the old one is {old.name} now."
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ConfigurationProblem(
            f"{path} cannot be written: {error.strerror}.",
            hint="Check the folder and its permissions, or name another one: `init DIR`.",
        ) from error
    return said


def _mode(path: Path) -> int:
    """Of a new file as of the one it takes the place of, which may hold secrets."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666
