"""The system's keyring: used where there is one, and its troubles told."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from seller_credits.credentials.system_keyring import (
    keep_in_keyring,
    secrets_of_keyring,
    why_no_keyring,
)
from seller_credits.domain.errors import ConfigurationProblem

SECRETS = {"client_secret": SecretStr("one"), "refresh_token": SecretStr("two")}


def test_what_is_kept_comes_back(keyring, home):
    keep_in_keyring(home, "default", SECRETS)

    assert secrets_of_keyring(home, "default") == SECRETS
    assert secrets_of_keyring(home, "eu") == {}
    assert why_no_keyring() is None


def test_two_homes_keep_their_accounts_apart(keyring, home, tmp_path):
    keep_in_keyring(home, "default", SECRETS)

    assert secrets_of_keyring(tmp_path / "other", "default") == {}
    assert {service for service, _ in keyring.held} == {f"seller-credits {home}"}


def test_a_machine_without_a_keyring_holds_nothing_and_says_where_else_to_keep_it(home):
    assert secrets_of_keyring(home, "default") == {}
    assert why_no_keyring()
    with pytest.raises(ConfigurationProblem, match="no keyring") as refused:
        keep_in_keyring(home, "default", SECRETS)
    assert "--keep file" in refused.value.hint


def test_a_locked_keyring_holds_nothing_for_now_and_takes_nothing(keyring, home):
    keep_in_keyring(home, "default", SECRETS)
    keyring.is_locked = True

    assert secrets_of_keyring(home, "default") == {}
    with pytest.raises(ConfigurationProblem, match="refused"):
        keep_in_keyring(home, "default", SECRETS)
