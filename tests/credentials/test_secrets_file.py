"""The secrets file: for its owner's eyes only, and merged account by account."""

from __future__ import annotations

import os
import stat

import pytest
from pydantic import SecretStr

from seller_credits.credentials.secrets_file import accounts_of_file, keep_in_file, secrets_of_file
from seller_credits.domain.errors import ConfigurationProblem

SECRET = SecretStr("amzn1.oa2-cs.v1.0a: #1")
TOKEN = SecretStr("Atzr|'\"one two: [x]")


@pytest.fixture
def filled(home):
    home.mkdir()
    keep_in_file(home, "default", {"client_secret": SECRET, "refresh_token": TOKEN})
    return home


def test_what_is_kept_comes_back_character_by_character(filled):
    assert secrets_of_file(filled, "default") == {"client_secret": SECRET, "refresh_token": TOKEN}


def test_nobody_else_may_read_it_whatever_the_umask_is(home):
    home.mkdir()
    before = os.umask(0)
    try:
        path = keep_in_file(home, "default", {"client_secret": SECRET})
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_account_is_added_beside_the_others_and_a_new_secret_replaces_the_old(filled):
    keep_in_file(filled, "eu", {"refresh_token": TOKEN})
    keep_in_file(filled, "default", {"client_secret": SecretStr("new")})

    assert accounts_of_file(filled) == ["default", "eu"]
    assert secrets_of_file(filled, "default")["client_secret"].get_secret_value() == "new"
    assert secrets_of_file(filled, "default")["refresh_token"] == TOKEN
    assert [path.name for path in filled.iterdir()] == ["secrets.yaml"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
@pytest.mark.parametrize("use", [secrets_of_file, lambda home, _: accounts_of_file(home)])
def test_a_file_open_to_others_is_refused_with_the_command_that_closes_it(filled, mode, use):
    path = filled / "secrets.yaml"
    path.chmod(mode)

    with pytest.raises(ConfigurationProblem, match="may be read by others") as refused:
        use(filled, "default")

    assert f"chmod 600 {path}" in refused.value.hint


def test_nothing_is_added_to_a_file_open_to_others(filled):
    path = filled / "secrets.yaml"
    path.chmod(0o644)
    before = path.read_text()

    with pytest.raises(ConfigurationProblem):
        keep_in_file(filled, "eu", {"refresh_token": TOKEN})

    assert path.read_text() == before


def test_a_home_without_a_file_holds_no_secrets(home):
    assert secrets_of_file(home, "default") == {}
    assert accounts_of_file(home) == []


@pytest.mark.parametrize(
    "text",
    [
        "default: hush-hush\n",
        "default: {password: hush-hush}\n",
        "default: {client_secret: [hush-hush]}\n",
        "default:\n  client_secret: 'hush-hush\n",
        "- hush-hush\n",
        "\thush-hush: x: y\n",
    ],
)
def test_a_spoilt_file_is_told_without_quoting_it(home, text):
    home.mkdir()
    path = home / "secrets.yaml"
    path.write_text(text)
    path.chmod(0o600)

    with pytest.raises(ConfigurationProblem) as refused:
        secrets_of_file(home, "default")

    assert str(path) in str(refused.value)
    assert "hush" not in str(refused.value)
    assert refused.value.hint
