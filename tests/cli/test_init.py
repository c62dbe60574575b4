"""`init`: a home to begin with, told in one go, with secrets where they are wanted."""

from __future__ import annotations

import errno
import io
import stat

import pytest
import yaml

from seller_credits.credentials.secrets_file import secrets_of_file
from seller_credits.credentials.system_keyring import secrets_of_keyring
from seller_credits.resources import POLICIES, packaged, packaged_policy
from seller_credits.settings import credentials, read_settings
from tests.cli.talking import talk

SECRET = "amzn1.oa2-cs.v1.4202dbd7a58f"
TOKEN = "Atzr|IwEBIxs8L8u7MIRnQnwW"
CLIENT = "amzn1.application-oa2-client.3e84e7ed39830e14"
SELLER = "A1SNVC1QYQVE3W"
HANDED = f"client_secret={SECRET}\nrefresh_token={TOKEN}\n"
ACCOUNT = ("--marketplaces", "us,CA", "--seller-id", SELLER, "--client-id", CLIENT)
IN_A_FILE = ("--secrets-from-stdin", "--keep", "file")


@pytest.fixture(autouse=True)
def _nothing_handed_over(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def handed(monkeypatch):
    """Hand something over on standard input."""

    def hand(text=HANDED):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return hand


def told(home, account="default"):
    found = credentials(read_settings(home, None), account)
    return (
        found.marketplaces,
        found.region,
        found.seller_id,
        found.client_id,
        found.client_secret.get_secret_value(),
        found.refresh_token.get_secret_value(),
    )


WHOLE = (["US", "CA"], "na", SELLER, CLIENT, SECRET, TOKEN)


def test_with_nobody_there_and_nothing_said_it_leaves_blanks_and_says_what_is_missing(run, home):
    ran = run("init")

    assert ran.code == 0
    for name in ("marketplaces", "seller_id", "client_id", "client_secret", "refresh_token"):
        assert f"\n  {name}: " in ran.out
    assert "Seller Central > Settings > Account Info" in ran.out
    assert ran.out.rstrip().endswith("doctor")
    assert (home / "policy.yaml").read_bytes() == packaged_policy("careful").read_bytes()
    assert "# seller_id: A0000000000000" in (home / "settings.yaml").read_text()
    assert read_settings(home, None).accounts["default"].seller_id is None


def test_the_settings_keep_every_comment_and_setting_that_comes_along(run, home):
    assert run("init", *ACCOUNT).code == 0

    ours, theirs = (home / "settings.yaml"), packaged("settings.yaml")
    told_here, told_there = (yaml.safe_load(path.read_text()) for path in (ours, theirs))
    assert {**told_here, "accounts": None} == {**told_there, "accounts": None}
    before = theirs.read_text().split("accounts: {}")[0]
    assert ours.read_text().startswith(before)


def test_secrets_handed_over_are_kept_in_a_file_of_their_own(run, home, handed):
    handed()
    ran = run("init", *ACCOUNT, *IN_A_FILE)

    assert ran.code == 0, ran.err
    assert told(home) == WHOLE
    assert stat.S_IMODE((home / "secrets.yaml").stat().st_mode) == 0o600
    assert SECRET not in (home / "settings.yaml").read_text() + ran.out + ran.err


def test_secrets_handed_over_are_kept_in_the_keyring_where_there_is_one(run, home, handed, keyring):
    handed()
    ran = run("init", *ACCOUNT, "--secrets-from-stdin")

    assert ran.code == 0, ran.err
    assert "in the system's keyring" in ran.out
    assert told(home) == WHOLE
    assert not (home / "secrets.yaml").exists()


def test_without_a_keyring_secrets_are_not_put_into_a_file_unasked(run, home, handed):
    handed()
    ran = run("init", *ACCOUNT, "--secrets-from-stdin")

    assert ran.code == 2
    assert "--keep file" in ran.err
    assert not home.exists()


def test_secrets_of_the_environment_are_kept_only_where_it_is_said(
    run, home, monkeypatch, tmp_path
):
    monkeypatch.setenv("SELLER_CREDITS_CLIENT_SECRET", SECRET)
    monkeypatch.setenv("SELLER_CREDITS_REFRESH_TOKEN", TOKEN)

    unasked = run("init", *ACCOUNT)
    asked = run("init", tmp_path / "two", *ACCOUNT, "--keep", "file")

    assert unasked.code == asked.code == 0
    assert "Still missing" not in unasked.out
    assert not (home / "secrets.yaml").exists()
    assert (
        "SELLER_CREDITS_CLIENT_SECRET" in (home / "settings.yaml").read_text().split("default:")[1]
    )
    assert secrets_of_file(tmp_path / "two", "default").keys() == {"client_secret", "refresh_token"}


def test_the_rest_may_come_from_the_environment_too(run, home, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_SELLER_ID", SELLER)
    monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "DE, FR")

    assert run("init", "--client-id", CLIENT).code == 0

    account = read_settings(home, None).accounts["default"]
    assert (account.marketplaces, account.region) == (["DE", "FR"], "eu")
    assert account.seller_id == SELLER


def test_everything_that_cannot_be_right_is_told_together_and_nothing_is_written(run, home, handed):
    handed(f"client_secret={TOKEN}\nrefresh_token=cut short\n")
    ran = run(
        *("--account", "my shop", "init", "--marketplaces", "US,DE,XX", "--seller-id", "joe"),
        *("--client-id", "x", "--endpoint", "http://example.com", *IN_A_FILE),
    )

    assert ran.code == 2
    for word in ("'my shop'", "'XX'", "Amazon.de", "Seller id", "Client id", "not https"):
        assert word in ran.err
    assert "looks like a refresh token" in ran.err
    assert "Refresh token: what was given does not look like" in ran.err
    assert TOKEN not in ran.err
    assert "cut short" not in ran.err
    assert not home.exists()


@pytest.mark.parametrize(("region", "word"), [("eu", "served by 'na'"), ("mars", "'mars' is none")])
def test_a_region_that_is_not_the_stores_is_refused(run, home, region, word):
    ran = run("init", *ACCOUNT, "--region", region)

    assert ran.code == 2
    assert word in ran.err
    assert not home.exists()


def test_amazons_sandbox_is_a_region(run, home):
    assert run("init", *ACCOUNT, "--region", "na-sandbox").code == 0
    assert read_settings(home, None).accounts["default"].region == "na-sandbox"


def test_settings_that_are_there_are_not_touched(run, home, handed):
    home.mkdir()
    (home / "settings.yaml").write_text("# mine\n")
    handed()

    ran = run("init", *ACCOUNT, *IN_A_FILE)

    assert ran.code == 2
    assert "there already; nothing was written" in ran.err
    assert [path.name for path in home.iterdir()] == ["settings.yaml"]
    assert (home / "settings.yaml").read_text() == "# mine\n"


def test_a_second_account_is_added_to_settings_that_stay_as_they_are(run, home, handed):
    handed()
    run("init", *ACCOUNT, *IN_A_FILE)
    before = (home / "settings.yaml").read_text() + "# mine\n"
    (home / "settings.yaml").write_text(before)
    (home / "settings.yaml").chmod(0o600)
    handed()

    ran = run("--account", "eu", "init", "--marketplaces", "DE", *ACCOUNT[2:], *IN_A_FILE)

    assert ran.code == 0, ran.err
    assert told(home) == WHOLE
    assert told(home, "eu")[:2] == (["DE"], "eu")
    assert set(before.splitlines()) <= set((home / "settings.yaml").read_text().splitlines())
    assert stat.S_IMODE((home / "settings.yaml").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["NO", "on", "1", "0x1", "1e5", "null", "2026-11-01"])
def test_a_name_that_yaml_would_take_for_something_else_is_still_a_name(run, home, handed, name):
    handed()
    assert run("--account", name, "init", *ACCOUNT, *IN_A_FILE).code == 0
    handed()
    assert run("--account", f"{name}-2", "init", *ACCOUNT, *IN_A_FILE).code == 0

    assert told(home, name) == told(home, f"{name}-2") == WHOLE


@pytest.mark.parametrize(
    "own",
    [
        "accounts: {default: {region: na}}\n",
        "accounts:\n    default:\n        region: na\n",
        "accounts:\n  eu:\n    region: eu\n",
        "accounts:\n  - default\n",
        "accounts:\n  default: &one\n    region: na\ntext: |\naccounts:\n",
    ],
)
def test_settings_that_cannot_take_another_account_are_not_touched(run, home, handed, own):
    home.mkdir()
    (home / "settings.yaml").write_text(own)
    handed()

    ran = run("--account", "eu", "init", *ACCOUNT, *IN_A_FILE)

    assert ran.code in {2, 4}
    assert [path.name for path in home.iterdir()] == ["settings.yaml"]
    assert (home / "settings.yaml").read_text() == own


def test_a_disk_that_fills_up_leaves_no_half_of_a_file(run, home, monkeypatch):
    home.mkdir()
    (home / "policy.yaml").write_text("# mine\n")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    ran = run("init", "--force")

    assert ran.code == 4
    assert "No space left on device" in ran.err
    assert [path.name for path in home.iterdir()] == ["policy.yaml"]
    assert (home / "policy.yaml").read_text() == "# mine\n"


def test_a_policy_that_is_there_stays_as_it_is(run, home):
    home.mkdir()
    (home / "policy.yaml").write_text("# mine\n")

    ran = run("init", *ACCOUNT)

    assert ran.code == 0
    assert "Left" in ran.out
    assert (home / "policy.yaml").read_text() == "# mine\n"


@pytest.mark.parametrize("name", POLICIES)
def test_the_policy_to_start_from_is_chosen_by_its_name(run, home, name):
    assert run("init", *ACCOUNT, "--policy", name).code == 0
    assert (home / "policy.yaml").read_bytes() == packaged_policy(name).read_bytes()


def test_a_policy_of_ones_own_may_be_what_one_starts_from(run, home, tmp_path):
    (tmp_path / "theirs.yaml").write_text("# theirs\n")

    assert run("init", *ACCOUNT, "--policy", tmp_path / "theirs.yaml").code == 0
    assert (home / "policy.yaml").read_text() == "# theirs\n"


def test_a_policy_to_start_from_that_is_not_there_stops_it_before_anything_is_written(
    run, home, tmp_path
):
    ran = run("init", *ACCOUNT, "--policy", tmp_path / "none.yaml")

    assert ran.code == 4
    assert "none.yaml" in ran.err
    assert not home.exists()


def test_force_writes_over_both_and_keeps_the_old_ones(run, home):
    home.mkdir()
    for name in ("settings.yaml", "policy.yaml"):
        (home / name).write_text("# mine\n")

    assert run("init", *ACCOUNT, "--force").code == 0

    for name in ("settings.yaml", "policy.yaml"):
        assert (home / f"{name}.bak").read_text() == "# mine\n"
        assert (home / name).read_text() != "# mine\n"


def test_other_secrets_in_the_same_place_are_not_replaced_unasked(run, home, handed):
    handed()
    run("init", *ACCOUNT, *IN_A_FILE)
    (home / "settings.yaml").unlink()
    handed(HANDED.replace("Iw", "new"))

    refused = run("init", *ACCOUNT, *IN_A_FILE)
    assert refused.code == 2
    assert not (home / "settings.yaml").exists()
    assert told_token(home) == TOKEN

    handed(HANDED.replace("Iw", "new"))
    assert run("init", *ACCOUNT, *IN_A_FILE, "--force").code == 0
    assert told_token(home) == TOKEN.replace("Iw", "new")


def told_token(home):
    return secrets_of_file(home, "default")["refresh_token"].get_secret_value()


def test_new_secrets_alone_replace_the_old_and_leave_the_settings(run, home, handed, keyring):
    handed()
    run("init", *ACCOUNT, "--secrets-from-stdin")
    before = (home / "settings.yaml").read_bytes()
    handed("# rotated\nexport SELLER_CREDITS_CLIENT_SECRET='amzn1.oa2-cs.v1.new'\n")

    ran = run("init", "--secrets-only", "--secrets-from-stdin")

    assert ran.code == 0, ran.err
    held = secrets_of_keyring(home, "default")
    assert held["client_secret"].get_secret_value() == "amzn1.oa2-cs.v1.new"
    assert held["refresh_token"].get_secret_value() == TOKEN
    assert (home / "settings.yaml").read_bytes() == before
    assert "secret_rotated" in ran.out


def test_new_secrets_alone_need_a_place_and_something_to_keep(run, handed):
    assert run("init", "--secrets-only").code == 2
    handed()
    assert run("init", "--secrets-only", "--secrets-from-stdin", "--keep", "nowhere").code == 2


def test_a_line_that_is_no_name_and_value_is_told_by_its_number_alone(run, home, handed):
    handed(f"client_secret={SECRET}\n{TOKEN}\n")
    ran = run("init", *ACCOUNT, *IN_A_FILE)

    assert ran.code == 2
    assert "Line 2" in ran.err
    assert TOKEN not in ran.err
    assert not home.exists()


def test_the_folder_named_goes_before_home_and_the_next_command_works_on_it(run, tmp_path, home):
    ran = run("init", tmp_path / "shop", *ACCOUNT)

    assert (tmp_path / "shop" / "settings.yaml").exists()
    assert not home.exists()
    assert f"--home {tmp_path / 'shop'} doctor" in ran.out


def test_the_day_of_the_secret_is_written_for_the_doctor(run, home):
    run("init", *ACCOUNT, "--secret-rotated", "2026-11-01")
    rotated = read_settings(home, None).accounts["default"].secret_rotated
    assert f"{rotated}" == "2026-11-01"


def test_a_folder_that_cannot_be_made_is_told(run, tmp_path):
    (tmp_path / "file").write_text("")
    ran = run("init", tmp_path / "file" / "shop", *ACCOUNT)

    assert ran.code == 4
    assert "cannot be made" in ran.err


def test_no_option_takes_a_secret(run):
    helped = run("init", "--help").out
    assert "--client-secret" not in helped
    assert "--refresh-token" not in helped


@pytest.mark.slow
def test_at_a_terminal_it_asks_says_where_and_asks_again_until_it_can_be_right(command, home):
    code, screen = talk(
        command("init"),
        [
            ("Marketplaces", "US, DE"),
            ("Marketplaces", "uk"),
            ("Seller id", "joe"),
            ("Seller id", SELLER),
            ("Client id", CLIENT),
            ("Where to keep", "file"),
            ("Client secret", TOKEN),
            ("Client secret", SECRET),
            ("Refresh token", TOKEN),
            ("Day the client secret", "last week"),
            ("Day the client secret", "2026-11-01"),
            ("Policy to start from", "lavish"),
            ("Policy to start from", "standard"),
        ],
    )

    assert code == 0, screen
    assert (home / "policy.yaml").read_bytes() == packaged_policy("standard").read_bytes()
    assert told(home) == (["UK"], "eu", SELLER, CLIENT, SECRET, TOKEN)
    assert screen.count("Where to find it: ") == 6
    assert SECRET not in screen
    assert TOKEN not in screen


@pytest.mark.slow
def test_at_a_terminal_new_secrets_alone_are_asked_for(command, home):
    answers = [("Where to keep", "file"), ("Client secret", SECRET), ("Refresh token", TOKEN)]
    code, screen = talk(command("init", "--secrets-only"), answers)

    assert code == 0, screen
    assert [path.name for path in home.iterdir()] == ["secrets.yaml"]
    assert told_token(home) == TOKEN
