"""Which accounts there are, and what each needs to be worked on."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from pydantic import ValidationError

from seller_credits.credentials.environment import DEFAULT, told_by_environment, variable
from seller_credits.credentials.gathering import Gathered, gathered
from seller_credits.credentials.models import SECRETS, Credentials
from seller_credits.credentials.secrets_file import accounts_of_file
from seller_credits.credentials.system_keyring import secrets_of_keyring, why_no_keyring
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.marketplace.account import TOKEN_ENDPOINT, Account
from seller_credits.settings.files import SETTINGS_FILE
from seller_credits.settings.model import Settings

_WHOSE = frozenset({"client_id", "seller_id", *SECRETS})


def account_names(settings: Settings) -> list[str]:
    """Every account that can run: those of the settings, and `default` where it is told elsewhere.

    The keyring is looked into only where nothing else names an account: it may ask to be unlocked.

    Raises:
        ConfigurationProblem: a secrets file is needed that others may read or that is not valid.
    """
    names = list(settings.accounts)
    if DEFAULT not in names and (
        _WHOSE & told_by_environment(DEFAULT).keys()
        or DEFAULT in accounts_of_file(settings.home)
        or (not names and secrets_of_keyring(settings.home, DEFAULT))
    ):
        names.insert(0, DEFAULT)
    return names


def told_of(settings: Settings, account: str) -> Gathered:
    """What is known of an account, whole or not, and where each part was found.

    Raises:
        ConfigurationProblem: there is no such account, or its secrets file cannot be used.
    """
    if settings.accounts and account not in settings.accounts and account != DEFAULT:
        raise ConfigurationProblem(
            f"There is no account '{account}' in the settings.",
            hint=f"They name: {', '.join(sorted(settings.accounts))}.",
        )
    return gathered(settings.home, account, settings.accounts.get(account))


def calendar_of(settings: Settings, account: str) -> str | None:
    """The code of the account's first store, in whose days and months its limits are counted.

    None where nothing says which stores it has.
    """
    own = settings.accounts.get(account)
    told = told_by_environment(account).get("marketplaces") or (own.marketplaces if own else None)
    first = told.split(",") if isinstance(told, str) else told
    store = find_marketplace(first[0]) if first else None
    return store.code if store else None


def credentials(settings: Settings, account: str) -> Credentials:
    """The account's credentials, each part from the first place that has it.

    The places: the environment, the settings file, the secrets file, the keyring.

    Raises:
        ConfigurationProblem: there are none, or some are missing; says which and where they go.
    """
    told = told_of(settings, account)
    try:
        return Credentials.model_validate(told.values)
    except ValidationError as error:
        missing = [str(problem["loc"][0]) for problem in error.errors(include_input=False)]
    named = ", ".join(f"--account {name}" for name in sorted(settings.accounts) if name != account)
    others = f" The settings name others: {named}." if named else ""
    # Kept at a desk, a keyring's secrets are out of reach of a job that runs at night.
    no_keyring = why_no_keyring() if set(missing) & set(SECRETS) else None
    asked = f" A keyring could not be asked: {no_keyring}." if no_keyring else ""
    raise ConfigurationProblem(
        f"Account '{account}' has no complete credentials; missing or unusable: "
        f"{', '.join(missing)}.{others}{asked}",
        hint=f"{_where_they_go(settings, account, missing)} "
        "Without API access: `seller-credits import FILE...` works from downloaded reports, "
        "and `seller-credits demo` needs nothing at all.",
    )


def _where_they_go(settings: Settings, account: str, missing: Sequence[str]) -> str:
    """What to do about credentials that are missing."""
    names = ", ".join(variable(account, name) for name in missing)
    if account not in settings.accounts:
        return (
            f"Set {names} in the environment, or run `seller-credits init`, which asks for them "
            f"and keeps them ({SETTINGS_FILE}, and for the secrets a keyring or a file of their "
            "own)."
        )
    ways = [f"set {names} in the environment"]
    if set(missing) & set(SECRETS):
        ways.append(
            f"keep the secrets with `seller-credits init --account {account} --secrets-only`"
        )
    if set(missing) - set(SECRETS):
        ways.append(
            f"write the others below `accounts: {account}:` in {settings.home / SETTINGS_FILE}"
        )
    said = "; ".join(ways)
    return f"{said[0].upper()}{said[1:]}."


def account_of(name: str, told: Credentials) -> Account:
    """Credentials as the client takes them."""
    return Account(
        name=name,
        client_id=told.client_id,
        client_secret=told.client_secret,
        refresh_token=told.refresh_token,
        seller_id=told.seller_id,
        marketplaces=tuple(told.marketplaces),
        region=told.region,
        endpoint=told.endpoint or "",
        token_endpoint=told.token_endpoint or TOKEN_ENDPOINT,
        document_hosts=tuple(told.document_hosts),
    )


def binding_of(account: Account) -> tuple[str, str]:
    """What a ledger's account is tied to: the seller, and the host without its port.

    The simulator takes any free port, and is the same marketplace on another one.
    """
    return account.seller_id, urlsplit(account.endpoint).hostname or account.endpoint
