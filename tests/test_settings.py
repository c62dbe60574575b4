"""Settings and credentials: which place goes before which, and what is never said."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import SecretStr

from seller_credits.credentials.secrets_file import keep_in_file
from seller_credits.credentials.system_keyring import keep_in_keyring
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.settings import (
    account_names,
    calendar_of,
    credentials,
    ledger_place,
    read_settings,
    shared_limits,
    told_of,
)
from tests.keyrings import no_keyring

WHOLE = """
accounts:
  default:
    marketplaces: [US]
    seller_id: A1
    client_id: id-of-settings
"""
BOTH = ("client_secret", "refresh_token")


@pytest.fixture
def settings_of(home):
    home.mkdir()

    def read(text):
        (home / "settings.yaml").write_text(text, encoding="utf-8")
        return read_settings(home, None)

    return read


def secrets(where):
    return {name: SecretStr(f"{name} of {where}") for name in BOTH}


def test_each_part_comes_from_the_first_place_that_has_it(settings_of, home, keyring, monkeypatch):
    settings = settings_of(WHOLE + "    client_secret: secret of settings\n")
    keep_in_keyring(home, "default", secrets("keyring"))
    keep_in_file(home, "default", secrets("file"))
    monkeypatch.setenv("SELLER_CREDITS_CLIENT_ID", "id-of-environment")

    told = credentials(settings, "default")

    assert told.client_id == "id-of-environment"
    assert told.client_secret.get_secret_value() == "secret of settings"
    assert told.refresh_token.get_secret_value() == "refresh_token of file"
    assert told_of(settings, "default").places == {
        "client_id": "the environment",
        "marketplaces": "the settings file",
        "seller_id": "the settings file",
        "client_secret": "the settings file",
        "refresh_token": "the secrets file",
    }


def test_the_keyring_is_asked_last(settings_of, home, keyring):
    keep_in_keyring(home, "default", secrets("keyring"))

    told = credentials(settings_of(WHOLE), "default")

    assert told.refresh_token.get_secret_value() == "refresh_token of keyring"


def test_whoever_has_all_elsewhere_is_never_asked_to_unlock_a_keyring(
    settings_of, keyring, monkeypatch
):
    def refuse(*_):
        raise AssertionError("asked")

    monkeypatch.setattr(keyring, "get_password", refuse)
    for name in BOTH:
        monkeypatch.setenv(f"SELLER_CREDITS_{name.upper()}", "x")

    assert credentials(settings_of(WHOLE), "default")


def test_an_open_secrets_file_is_refused_where_it_is_needed(settings_of, home):
    settings = settings_of(WHOLE)
    keep_in_file(home, "default", secrets("file")).chmod(0o644)

    with pytest.raises(ConfigurationProblem, match="may be read by others"):
        credentials(settings, "default")


def test_another_account_has_variables_of_its_own(settings_of, monkeypatch):
    settings = settings_of(WHOLE.replace("default:", "eu-2:"))
    monkeypatch.setenv("SELLER_CREDITS_CLIENT_SECRET", "not this one")
    for name in BOTH:
        monkeypatch.setenv(f"SELLER_CREDITS_ACCOUNT_EU_2_{name.upper()}", f"{name} of eu")

    assert credentials(settings, "eu-2").client_secret.get_secret_value() == "client_secret of eu"


def test_what_is_missing_is_named_with_the_variable_that_sets_it(settings_of):
    with pytest.raises(ConfigurationProblem) as refused:
        credentials(settings_of(WHOLE.replace("default:", "eu:")), "eu")

    assert "client_secret, refresh_token" in refused.value.message
    assert "SELLER_CREDITS_ACCOUNT_EU_CLIENT_SECRET" in refused.value.hint
    assert "seller-credits init" in refused.value.hint


def test_a_job_that_no_keyring_can_be_asked_from_is_told_so(settings_of, keyring):
    settings = settings_of(WHOLE)
    with no_keyring(), pytest.raises(ConfigurationProblem, match="keyring could not be asked"):
        credentials(settings, "default")

    with pytest.raises(ConfigurationProblem) as refused:
        credentials(settings, "default")
    assert "could not be asked" not in refused.value.message


def test_accounts_that_are_commented_out_line_by_line_say_nothing(settings_of):
    assert account_names(settings_of("accounts:\n")) == []
    assert account_names(settings_of("accounts:\n  eu:\n")) == ["eu"]


def test_a_blank_in_the_settings_is_missing(settings_of):
    with pytest.raises(ConfigurationProblem, match="seller_id"):
        credentials(settings_of(WHOLE.replace("A1", '""')), "default")


def test_what_else_an_account_may_say_is_kept(settings_of):
    settings = settings_of(
        WHOLE
        + "    secret_rotated: 2026-11-01\n    document_hosts: [docs.example.com]\n"
        + "    client_secret: x\n    refresh_token: y\n"
    )

    told = credentials(settings, "default")

    assert told.secret_rotated == date(2026, 11, 1)
    assert told.document_hosts == ["docs.example.com"]


def test_accounts_are_those_of_the_settings_and_default_where_it_is_told_elsewhere(
    settings_of, home, keyring, monkeypatch
):
    settings = settings_of(WHOLE.replace("default:", "eu:"))
    assert account_names(settings) == ["eu"]
    assert account_names(settings_of("")) == []

    monkeypatch.setenv("SELLER_CREDITS_REFRESH_TOKEN", "x")
    assert account_names(settings) == ["default", "eu"]
    monkeypatch.delenv("SELLER_CREDITS_REFRESH_TOKEN")

    keep_in_keyring(home, "default", secrets("keyring"))
    assert account_names(settings_of("")) == ["default"]


def test_a_secrets_file_alone_makes_default_an_account(settings_of, home):
    keep_in_file(home, "default", secrets("file"))
    assert account_names(settings_of("")) == ["default"]


def test_an_address_in_the_environment_makes_no_account(settings_of, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_ENDPOINT", "http://127.0.0.1:9")
    assert account_names(settings_of("")) == []


def test_no_secret_shows_when_settings_or_credentials_are_printed(settings_of, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_REFRESH_TOKEN", "hush-token")
    settings = settings_of(WHOLE + "    client_secret: hush-secret\n")

    shown = [settings, credentials(settings, "default"), told_of(settings, "default")]

    assert "hush" not in "".join(f"{each} {each!r}" for each in shown)


@pytest.mark.parametrize(
    "line",
    [
        "    client_secret: [hush-hush]\n",
        "    client_secret: 'hush-hush\n",
        "    client_secret: hush-hush: x\n",
        "    client_secrets: hush-hush\n",
    ],
)
def test_a_spoilt_line_is_told_without_quoting_it(settings_of, line):
    with pytest.raises(ConfigurationProblem) as refused:
        settings_of(WHOLE + line)

    assert "hush" not in str(refused.value)
    assert "settings.yaml" in str(refused.value)


def test_an_account_that_init_has_begun_is_finished_where_it_was_begun(settings_of, home):
    settings = settings_of(WHOLE)

    with pytest.raises(ConfigurationProblem) as refused:
        credentials(settings, "default")

    assert "init --account default --secrets-only" in refused.value.hint
    assert "which asks for them" not in refused.value.hint
    with pytest.raises(ConfigurationProblem) as refused:
        credentials(settings_of("accounts:\n  default:\n"), "default")

    assert f"below `accounts: default:` in {home / 'settings.yaml'}" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("acounts: {}\n", "acounts: there is no such setting"),
        ("accounts: 5\n", "accounts: wants names and values below it"),
        ("accounts: [US]\n", "accounts: wants names and values below it"),
        ("accounts: {eu: DE}\n", "accounts.eu: wants names and values below it"),
        ("accounts: {eu: {marketplaces: 5}}\n", "accounts.eu.marketplaces: wants a list"),
        ("accounts: {eu: {client_id: 5}}\n", "client_id: wants text; put quotes around it"),
        ("accounts: {NO: {}}\n", "wants text; put quotes around it"),
        ("[" * 50_000, "is nested too deeply"),
        ("accounts: " + "{a: " * 50_000, "is nested too deeply"),
    ],
)
def test_what_cannot_be_right_is_told_in_a_sellers_words(settings_of, text, words):
    with pytest.raises(ConfigurationProblem) as refused:
        settings_of(text)

    assert words in str(refused.value)
    assert "Input should be" not in str(refused.value)


LIMITS = "postgresql://worker@db.example.com/limits"


def test_the_environment_names_the_database_for_limits_before_the_settings_do(
    settings_of, monkeypatch
):
    settings = settings_of(f"sync:\n  shared_limits: {LIMITS}\n")
    assert str(shared_limits(settings)) == "'limits' at db.example.com"

    monkeypatch.setenv("SELLER_CREDITS_SYNC_SHARED_LIMITS", LIMITS.replace("worker", "worker:pw"))

    assert shared_limits(settings).password == SecretStr("pw")


LEDGER = "postgresql://worker@db.example.com/credits"


def test_the_ledger_is_in_the_home_folder_unless_a_database_is_named(
    settings_of, home, monkeypatch
):
    assert ledger_place(settings_of("")) == home / "ledger.db"
    assert str(ledger_place(settings_of(f"ledger: {LEDGER}\n"))) == "'credits' at db.example.com"

    monkeypatch.setenv("SELLER_CREDITS_LEDGER", LEDGER.replace("worker", "worker:pw"))

    assert ledger_place(settings_of("")).password == SecretStr("pw")


@pytest.mark.parametrize("address", ["postgresql://worker:s3cret@h/credits", "sqlite:///x.db", 5])
def test_what_the_settings_may_not_say_of_the_ledger_is_refused(settings_of, address):
    with pytest.raises(ConfigurationProblem, match=r"ledger: ") as refused:
        settings_of(f"ledger: {address}\n")

    assert "s3cret" not in str(refused.value)


def test_an_environment_that_names_no_database_for_the_ledger_is_told(settings_of, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_LEDGER", "ledger:s3cret")
    with pytest.raises(ConfigurationProblem, match="SELLER_CREDITS_LEDGER") as refused:
        ledger_place(settings_of(""))

    assert "s3cret" not in str(refused.value)


def test_without_one_limits_are_shared_on_this_machine_only(settings_of):
    assert shared_limits(settings_of("sync:\n  patience: 2h\n")) is None


@pytest.mark.parametrize(
    "address", ["postgresql://worker:s3cret@h/limits", "postgresql://worker:12/s3cret@h/limits", 5]
)
def test_what_the_settings_may_not_say_of_it_is_refused_without_being_quoted(settings_of, address):
    with pytest.raises(ConfigurationProblem, match=r"sync\.shared_limits: ") as refused:
        settings_of(f"sync:\n  shared_limits: {address}\n")

    assert "s3cret" not in str(refused.value)


def test_costs_are_in_the_home_or_where_the_settings_say(settings_of, home):
    assert settings_of("").costs_file == home / "costs.csv"
    assert settings_of("costs: tables/mine.csv").costs_file == home / "tables/mine.csv"
    assert str(settings_of("costs: /srv/mine.csv").costs_file) == "/srv/mine.csv"


def test_only_some_guards_may_be_switched_off(settings_of):
    options = settings_of("loosened_guards: [stale_source, return_open]").options("default")
    assert options.loosened == {"stale_source", "return_open"}
    with pytest.raises(ConfigurationProblem, match="only these guards may be switched off: "):
        settings_of("loosened_guards: [claim_open]")


def test_that_amazon_answers_the_buyers_is_said_of_each_account(settings_of):
    settings = settings_of("accounts: {default: {amazon_answers_buyers: yes}, eu: {region: eu}}")
    assert settings.options("default").answered_by_marketplace
    assert not settings.options("eu").answered_by_marketplace
    assert not settings.options("another").answered_by_marketplace


def test_it_is_no_credential(settings_of, monkeypatch):
    for name in BOTH:
        monkeypatch.setenv(f"SELLER_CREDITS_{name.upper()}", "x")
    settings = settings_of(f"{WHOLE}    amazon_answers_buyers: yes\n")
    assert credentials(settings, "default").seller_id == "A1"


def test_other_terms_are_named_otherwise(settings_of):
    plain = settings_of("").terms("default")
    assert plain == settings_of("costs: other.csv").terms("default")
    others = [
        settings_of(text).terms("default")
        for text in (
            "fees: {US: {referral: 8%}}",
            "loosened_guards: [stale_source]",
            "stale_after_hours: 24",
            "accounts: {default: {amazon_answers_buyers: yes}}",
        )
    ]
    assert len({plain, *others}) == 5


@pytest.mark.parametrize(
    ("told", "environment", "store"),
    [
        ("accounts: {default: {marketplaces: [DE, US]}}", None, "DE"),
        ("accounts: {default: {marketplaces: [DE, US]}}", "Amazon.co.jp, US", "JP"),
        ("accounts: {default: {}}", None, None),
        ("", "US", "US"),
        ("", None, None),
    ],
)
def test_days_are_counted_as_in_the_first_store_of_an_account(
    home, monkeypatch, told, environment, store
):
    home.mkdir()
    (home / "settings.yaml").write_text(told or "{}", encoding="utf-8")
    if environment:
        monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", environment)

    assert calendar_of(read_settings(home, None), "default") == store
