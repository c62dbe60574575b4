"""Secrets in the keyring of the system: Keychain, Credential Manager, Secret Service, KWallet.

Entries belong to a home folder, so that two homes with an account `default` each do not take
each other's secrets.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from seller_credits.credentials.models import SECRETS
from seller_credits.domain.errors import ConfigurationProblem


def why_no_keyring() -> str | None:
    """Why secrets cannot be kept in a keyring here, in words; None where they can."""
    # Looking for a keyring takes long, and most commands need none.
    import keyring  # noqa: PLC0415
    from keyring.core import recommended  # noqa: PLC0415

    backend = keyring.get_keyring()
    if not recommended(backend):
        return "this machine, or this session of it, has no keyring"
    return None


def secrets_of_keyring(home: Path, account: str) -> dict[str, SecretStr]:
    """The secrets a keyring holds of an account; none where there is no keyring or it is locked."""
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    if why_no_keyring():
        return {}
    found: dict[str, SecretStr] = {}
    for name in SECRETS:
        try:
            text = keyring.get_password(_service(home), f"{account} {name}")
        except KeyringError:
            return found
        if text:
            found[name] = SecretStr(text)
    return found


def keep_in_keyring(home: Path, account: str, secrets: Mapping[str, SecretStr]) -> None:
    """Write an account's secrets into the keyring, over those that are there.

    Raises:
        ConfigurationProblem: there is no keyring, or it refuses.
    """
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    why = why_no_keyring()
    if why is None:
        try:
            for name, secret in secrets.items():
                user = f"{account} {name}"
                keyring.set_password(_service(home), user, secret.get_secret_value())
        except KeyringError as error:
            why = f"it refused ({type(error).__name__})"
    if why is not None:
        raise ConfigurationProblem(
            f"The secrets cannot be kept in the system's keyring: {why}.",
            hint="Unlock it, or keep them elsewhere: --keep file, or --keep nowhere.",
        )


def _service(home: Path) -> str:
    """The name under which a person finds the entries in their keyring."""
    return f"seller-credits {home.expanduser().resolve()}"
