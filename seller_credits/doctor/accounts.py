"""Checks of settings, accounts and their secrets; nothing of them is asked of the marketplace."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from seller_credits.credentials.models import SECRETS, Credentials
from seller_credits.credentials.secrets_file import SECRETS_FILE, refuse_if_open_to_others
from seller_credits.doctor.findings import Finding, failed, failed_by, ok, skipped, warning
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.shapes import SHAPES, misshapen
from seller_credits.marketplace.account import Account, marketplace_ids
from seller_credits.settings import Settings, account_names, account_of, credentials, told_of

SECRET_LIVES_DAYS = 180
"""How long a client secret holds: "Rotate your application's LWA credentials",
developer-docs.amazon.com/sp-api, read 2026-11."""

_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Patient:
    """An account that is told completely, for the checks at the marketplace."""

    account: Account
    secret_rotated: date | None


def names(settings: Settings, only: str | None) -> list[str]:
    """The accounts to look at: the one named, else every one there is."""
    if only is not None:
        return [only]
    try:
        return account_names(settings)
    except ConfigurationProblem:  # the check of the secrets file tells it
        return list(settings.accounts)


def secrets_file(settings: Settings) -> Iterator[Finding]:
    """Whether what holds secrets is closed to others."""
    path = settings.home / SECRETS_FILE
    if os.path.lexists(path):
        refuse_if_open_to_others(path)
        yield ok("secrets_file", f"{path} is readable by you only.")
    else:
        yield skipped("secrets_file", f"There is no {path}.")


def settings_file(settings: Settings, path: Path) -> Iterator[Finding]:
    """Whether the settings are in force, and hold no secret that others can read."""
    if not path.exists():
        yield ok("settings", "None of your own; those that come with the program hold.")
        return
    held = any(getattr(each, name) for each in settings.accounts.values() for name in SECRETS)
    mode = stat.S_IMODE(path.stat().st_mode)
    if held and os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        mend = f"Close it: chmod 600 {path}\nBetter: keep the secrets elsewhere (init --help)."
        yield warning("settings", f"{path} holds secrets, and others may read it.", mend)
    else:
        yield ok("settings", f"{path} is valid.")


def complete(settings: Settings, name: str) -> tuple[Patient | None, list[Finding]]:
    """Whether an account is told completely and could be right by its looks."""
    try:
        told = credentials(settings, name)
        account = account_of(name, told)
    except ConfigurationProblem as problem:
        return None, [failed_by("credentials", problem, name)]
    odd = [
        f"the {field.replace('_', ' ')} {wrong}"
        for field in SHAPES
        if (wrong := misshapen(field, _text(told, field)))
    ]
    if odd:
        mend = "Copy it again, as a whole; `seller-credits init --help` says where from."
        found = warning("credentials", f"Complete, but {'; '.join(odd)}.", mend, name)
    else:
        found = ok("credentials", f"Complete: {_places(settings, name)}.", name)
    return Patient(account, told.secret_rotated), [found]


def twins(accounts: Iterable[Account]) -> Iterator[Finding]:
    """Accounts that read the same seller's orders in the same store, so that each is decided twice.

    It happens where the environment tells of the seller, and so do the settings, by another name.
    """
    for one, other in combinations(accounts, 2):
        same_seller = (one.endpoint, one.seller_id) == (other.endpoint, other.seller_id)
        shared = set(marketplace_ids(one.marketplaces)) & set(marketplace_ids(other.marketplaces))
        if same_seller and shared:
            stores = ", ".join(
                sorted(store.code for store in map(find_marketplace, shared) if store)
            )
            said = f"It is the seller of account '{one.name}' too, in the same store ({stores})."
            mend = "Keep one of them: every order would be decided twice, once for each."
            yield failed("accounts", said, mend, other.name)


def secret_age(patient: Patient, today: date) -> Iterator[Finding]:
    """How long the client secret still holds."""
    check, name, made = "client_secret_age", patient.account.name, patient.secret_rotated
    rule = f"Amazon lets a client secret live {SECRET_LIVES_DAYS} days"
    mend = (
        "Make a new one in Seller Central (Develop Apps, LWA credentials), keep it with "
        "`seller-credits init --secrets-only`, and set secret_rotated in the settings."
    )
    if made is None:
        said = f"{rule}; nobody said when this one was made."
        hint = "Set `secret_rotated: 2026-11-01` under the account in the settings."
        yield skipped(check, said, hint, name)
        return
    left = SECRET_LIVES_DAYS - (today - made).days
    if made > today:
        hint = "Set secret_rotated to the day the client secret was made."
        yield warning(check, f"It was made on {made}, which is still to come.", hint, name)
    elif left < 0:
        yield failed(check, f"{rule}; this one is from {made}, {-left} days too old.", mend, name)
    elif left <= _SOON_DAYS:
        yield warning(check, f"{rule}; this one ends in {left} days.", mend, name)
    else:
        yield ok(check, f"{rule}; this one holds for {left} days more.", name)


def _text(told: Credentials, field: str) -> str:
    value = getattr(told, field)
    return str(value.get_secret_value()) if field in SECRETS else str(value)


def _places(settings: Settings, name: str) -> str:
    """`client secret and refresh token from the keyring, the rest from the settings file`."""
    places = told_of(settings, name).places
    by_place: dict[str, list[str]] = {}
    for field in SHAPES:
        by_place.setdefault(places[field], []).append(field.replace("_", " "))
    return "; ".join(f"{', '.join(fields)} from {place}" for place, fields in by_place.items())
