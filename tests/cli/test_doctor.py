"""`doctor`: each check by itself, each failure with what mends it, and nothing changed."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from seller_credits.credentials.secrets_file import keep_in_file
from seller_credits.credentials.system_keyring import keep_in_keyring
from seller_credits.doctor.findings import Finding, Result, exit_code, failed
from seller_credits.ledger.opening import open_ledger
from seller_credits.policy.engine.guards import LOOSENABLE
from tests.cli.talking import talk
from tests.marketplace.loopback import ORDERS, TOKEN, amazon_error, loopback, said
from tests.marketplace.test_probing import set_clock
from tests.workflow.shop import open_shop

CREDENTIALS = {
    "CLIENT_ID": "amzn1.application-oa2-client.3e84e7ed39830e14",
    "CLIENT_SECRET": "amzn1.oa2-cs.v1.4202dbd7a58f",
    "REFRESH_TOKEN": "Atzr|IwEBIxs8L8u7MIRnQnwW",
    "SELLER_ID": "A1SNVC1QYQVE3W",
    "MARKETPLACES": "US",
}
STORES = "/sellers/v1/marketplaceParticipations"
ROLES = {
    *("role_orders", "role_reports", "role_feeds", "role_transactions", "role_events"),
    *("role_messages", "role_replacements"),
}
DENIED = amazon_error(403, "Unauthorized", "Access to requested resource is denied.")


@pytest.fixture
def configured(monkeypatch):
    """An account that is told completely, in the environment."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(f"SELLER_CREDITS_{name}", value)


@pytest.fixture
def amazon(configured, monkeypatch):
    """A marketplace of a few lines that the account belongs to."""
    with loopback() as amazon:
        monkeypatch.setenv("SELLER_CREDITS_ENDPOINT", amazon.url)
        monkeypatch.setenv("SELLER_CREDITS_TOKEN_ENDPOINT", f"{amazon.url}{TOKEN}")
        amazon.answers(STORES, participations("ATVPDKIKX0DER"))
        yield amazon


def participations(*ids, suspended=False):
    standing = {"isParticipating": True, "hasSuspendedListings": suspended}
    return said(
        {"payload": [{"marketplace": {"id": each}, "participation": standing} for each in ids]}
    )


def looked(run, *said):
    """The exit code, and what was found by check; for several accounts, of the last one."""
    ran = run("doctor", "--format", "json", *said)
    document = json.loads(ran.out)
    assert document["schema"] == "seller-credits/doctor/1"
    return ran.code, {item["check"]: item for item in document["items"]}


@pytest.mark.slow
def test_all_is_well_with_a_shop_that_runs(run, home, monkeypatch):
    home.mkdir()
    with open_shop(monkeypatch, orders=40):
        code, found = looked(run)
        table = run("doctor").out

    not_well = {item["check"]: item for item in found.values() if item["result"] != "ok"}
    assert not_well.keys() == {"secrets_file", "client_secret_age", "costs"}
    assert {item["result"] for item in not_well.values()} == {"skipped"}
    assert found.keys() >= ROLES | {"home", "settings", "credentials", "policy", "ledger", "disk"}
    assert found["login"]["account"] == "default"
    assert code == 0
    assert "\x1b" not in table
    assert "ok" in table
    assert "✓" not in table


def test_a_ledger_is_looked_at_and_left_as_it_is(run, home, reports, amazon):
    assert run("import", "--marketplace", "US", *reports).code == 0
    bind(home, CREDENTIALS["SELLER_ID"])
    before = digest(home / "ledger.db")

    code, found = looked(run, "--full")

    assert code == 0
    assert "every one as it was written" in found["ledger"]["said"]
    assert found["ledger_account"]["result"] == "ok"
    assert digest(home / "ledger.db") == before


def bind(home, seller):
    with (
        closing(open_ledger(home / "ledger.db", actor="test")) as ledger,
        ledger.writing("default", datetime.now(UTC)) as writing,
    ):
        writing.bind_account(seller, "127.0.0.1")


def digest(path):
    with closing(sqlite3.connect(path)) as ledger:
        return hashlib.sha256("\n".join(ledger.iterdump()).encode()).hexdigest()


def test_on_a_new_machine_it_makes_nothing_and_says_how_to_begin(run, home):
    code, found = looked(run)

    assert code == 4
    assert found["credentials"]["result"] == "failed"
    assert "seller-credits init" in found["credentials"]["mend"]
    assert "the first command makes it" in found["home"]["said"]
    assert not home.exists()


def test_a_folder_that_cannot_be_written_to_is_named(run, home, configured):
    home.mkdir()
    (home / "locks").write_text("in the way")

    code, found = looked(run, "--offline")

    assert code == 4
    assert found["home"]["said"] == f"{home / 'locks'} cannot be written to: Not a directory."
    assert "chmod" in found["home"]["mend"]


def test_a_file_in_the_place_of_the_home_is_told(run, home, configured):
    home.write_text("in the way")

    code, found = looked(run, "--offline")

    assert code == 4
    assert found["home"]["said"] == f"{home} is a file, not a folder."


def test_offline_nothing_is_asked(run, amazon):
    code, found = looked(run, "--offline")

    assert code == 0
    assert amazon.heard == []
    for check in ("reachability", "clock", "login", "stores", "roles"):
        assert found[check]["result"] == "skipped"


def test_what_fails_stops_no_other_check(run, home, amazon):
    home.mkdir()
    (home / "policy.yaml").write_text("rules: nonsense\n")
    (home / "ledger.db").write_bytes(b"no ledger" * 1000)

    code, found = looked(run)

    assert code == 4
    assert {name for name, item in found.items() if item["result"] == "failed"} == {
        "policy",
        "ledger",
    }
    assert all(found[role]["result"] == "ok" for role in ROLES)
    assert found["ledger"]["mend"]


def test_the_exit_code_is_that_of_the_first_failure(run, home, configured):
    home.mkdir()
    (home / "ledger.db").write_bytes(b"no ledger" * 1000)
    assert looked(run, "--offline")[0] == 6


def test_every_failure_says_how_to_mend_it():
    with pytest.raises(AssertionError):
        Finding("disk", Result.FAILED, "full")
    assert exit_code([failed("disk", "full", "make room")]) == 4
    assert exit_code([]) == 0


def test_spoilt_settings_are_told_and_the_rest_is_looked_at(run, home):
    home.mkdir()
    (home / "settings.yaml").write_text("stale_after_hours: soon\n")

    code, found = looked(run, "--offline")

    assert code == 4
    assert "stale_after_hours" in found["settings"]["said"]
    assert found["credentials"]["result"] == "skipped"
    assert found["policy"]["result"] == "ok"


def test_an_open_secrets_file_is_told_with_the_command_that_closes_it(run, home, configured):
    home.mkdir()
    path = keep_in_file(home, "default", {})
    path.chmod(0o644)

    code, found = looked(run, "--offline")

    assert code == 4
    assert f"chmod 600 {path}" in found["secrets_file"]["mend"]
    assert found["credentials"]["result"] == "ok"


def test_settings_with_secrets_that_others_can_read_are_a_warning(run, home, configured):
    home.mkdir()
    path = home / "settings.yaml"
    path.write_text("accounts: {default: {client_secret: amzn1.oa2-cs.v1.1}}\n")
    path.chmod(0o644)
    assert looked(run, "--offline")[1]["settings"]["result"] == "warning"

    path.chmod(0o600)
    assert looked(run, "--offline")[1]["settings"]["result"] == "ok"


def test_it_says_where_each_credential_came_from_and_quotes_none(run, home, keyring, monkeypatch):
    home.mkdir()
    for name in ("CLIENT_ID", "SELLER_ID", "MARKETPLACES"):
        monkeypatch.setenv(f"SELLER_CREDITS_{name}", CREDENTIALS[name])
    names = ("client_secret", "refresh_token")
    secrets = {name: SecretStr(CREDENTIALS[name.upper()]) for name in names}
    keep_in_keyring(home, "default", secrets)
    ran = run("doctor", "--offline")

    said = " ".join(ran.out.split())
    assert "client secret, refresh token from the keyring" in said
    assert not [text for text in CREDENTIALS.values() if text in ran.out and len(text) > 2]


def test_a_secret_in_the_wrong_place_is_named_without_quoting_it(run, configured, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_CLIENT_SECRET", CREDENTIALS["REFRESH_TOKEN"])

    found = looked(run, "--offline")[1]["credentials"]

    assert found["result"] == "warning"
    assert "client secret looks like a refresh token" in found["said"]
    assert CREDENTIALS["REFRESH_TOKEN"] not in found["said"]


@pytest.mark.parametrize(
    ("age", "result"),
    [(0, "ok"), (149, "ok"), (150, "warning"), (180, "warning"), (181, "failed"), (-2, "warning")],
)
def test_the_client_secrets_180_days_are_counted_down(run, home, configured, age, result):
    home.mkdir()
    made = (datetime.now(UTC) - timedelta(days=age)).date()
    (home / "settings.yaml").write_text(f"accounts: {{default: {{secret_rotated: {made}}}}}\n")

    code, found = looked(run, "--offline")

    assert found["client_secret_age"]["result"] == result
    assert code == (4 if result == "failed" else 0)


def test_an_example_that_comes_out_otherwise_fails(run, home, configured):
    assert run("init", "--marketplaces", "US").code == 0
    policy = home / "policy.yaml"
    text = policy.read_text()
    assert "{remedy: none, guard: fulfilled_by_amazon}" in text
    policy.write_text(text.replace("{remedy: none, guard", "{remedy: review, guard"))

    code, found = looked(run, "--offline")

    assert code == 4
    assert "come out otherwise" in found["policy_examples"]["said"]
    assert "policy test" in found["policy_examples"]["mend"]


def test_a_ledger_of_another_seller_is_told_before_a_sync_is_refused(run, home, amazon):
    bind(home, "SOMEBODY")

    code, found = looked(run)

    assert code == 4
    assert "belongs to seller SOMEBODY" in found["ledger_account"]["said"]
    assert found["login"]["result"] == "ok"


def test_a_ledger_that_was_cut_short_is_found_at_once(run, home, reports, configured):
    assert run("import", "--marketplace", "US", *reports).code == 0
    with closing(sqlite3.connect(home / "ledger.db")) as ledger:
        ledger.execute("UPDATE heads SET seq = seq + 1")
        ledger.commit()

    code, found = looked(run, "--offline")

    assert code == 6
    assert "entries were removed from its end" in found["ledger"]["said"]


def test_a_changed_ledger_is_found_with_full(run, home, reports, configured):
    assert run("import", "--marketplace", "US", *reports).code == 0
    with closing(sqlite3.connect(home / "ledger.db")) as ledger:
        ledger.execute("UPDATE issues SET sku = 'another'")
        ledger.commit()

    quick, _ = looked(run, "--offline")
    code, found = looked(run, "--offline", "--full")

    assert quick == 0
    assert code == 6
    assert "is not what was written" in found["ledger"]["said"]


@pytest.mark.parametrize(
    ("free", "result"), [(50_000_000, "failed"), (500_000_000, "warning"), (5_000_000_000, "ok")]
)
def test_room_on_the_disk_is_told(run, configured, monkeypatch, free, result):
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr("seller_credits.doctor.place.shutil.disk_usage", lambda _: usage)
    assert looked(run, "--offline")[1]["disk"]["result"] == result


def test_a_marketplace_that_is_not_there_fails_with_5_and_skips_the_rest(
    run, configured, monkeypatch
):
    monkeypatch.setenv("SELLER_CREDITS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("SELLER_CREDITS_TOKEN_ENDPOINT", "http://127.0.0.1:9/token")

    code, found = looked(run)

    assert code == 5
    assert "connection refused" in found["reachability"]["said"]
    assert {found[check]["result"] for check in ("clock", "login", "stores", "roles")} == {
        "skipped"
    }


@pytest.mark.parametrize(("stores", "is_twin"), [("[US, CA]", True), ("[CA]", False)])
def test_one_seller_under_two_names_is_told(run, home, configured, stores, is_twin):
    home.mkdir()
    seller = CREDENTIALS["SELLER_ID"]
    keep_in_file(home, "shop", {"client_secret": SecretStr("x"), "refresh_token": SecretStr("x")})
    (home / "settings.yaml").write_text(
        f"accounts:\n  shop: {{seller_id: {seller}, client_id: x, marketplaces: {stores}}}\n"
    )

    code, found = looked(run, "--offline")

    assert ("accounts" in found) is is_twin
    assert code == (4 if is_twin else 0)
    if is_twin:
        assert "account 'default' too, in the same store (US)" in found["accounts"]["said"]


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (0, ("ok", "is the marketplace's")),
        (2, ("failed", "2 h ahead of the marketplace's")),
        (-72, ("failed", "3 days behind the marketplace's")),
        (1 / 60, ("warning", "ahead of the marketplace's")),
    ],
)
def test_a_clock_that_is_wrong_is_told(run, amazon, monkeypatch, hours, told):
    set_clock(monkeypatch, datetime.now(UTC) - timedelta(hours=hours))

    found = looked(run)[1]

    result, words = told
    assert found["clock"]["result"] == result
    assert words in found["clock"]["said"]
    assert found["login"]["result"] == "ok"


def test_a_refused_login_says_which_secret_and_skips_the_rest(run, amazon):
    amazon.answers(TOKEN, said({"error": "invalid_grant"}, 400))

    code, found = looked(run)

    assert code == 5
    assert "refresh token" in found["login"]["said"]
    assert found["stores"]["result"] == found["roles"]["result"] == "skipped"


def test_stores_of_the_settings_are_held_against_amazons(run, amazon, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "US, CA")
    code, found = looked(run)
    assert code == 5
    assert "does not sell in CA; it sells in US" in found["stores"]["said"]

    monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "US")
    amazon.answers(STORES, participations("ATVPDKIKX0DER", "A1AM78C64UM0Y8", "AN_UNKNOWN_ONE"))
    code, found = looked(run)
    assert code == 0
    assert found["stores"]["said"] == "Sells in US; also in MX, which the settings leave out."


def test_suspended_listings_are_a_warning(run, amazon):
    amazon.answers(STORES, participations("ATVPDKIKX0DER", suspended=True))
    code, found = looked(run)
    assert (code, found["stores"]["result"]) == (0, "warning")


def test_where_amazon_does_not_say_which_stores_the_roles_are_tried_all_the_same(run, amazon):
    amazon.answers(STORES, amazon_error(404))
    code, found = looked(run)
    assert (code, found["stores"]["result"]) == (0, "warning")
    assert all(found[role]["result"] == "ok" for role in ROLES)


def test_a_role_a_sync_needs_fails_and_another_is_a_warning(run, amazon):
    amazon.answers(f"{ORDERS}/000-0000000-0000000", DENIED)
    amazon.answers("/messaging/v1/orders/000-0000000-0000000", DENIED)

    code, found = looked(run)

    assert code == 5
    assert found["role_orders"]["result"] == "failed"
    assert "'Inventory and Order Tracking'" in found["role_orders"]["said"]
    assert "developer profile" in found["role_orders"]["mend"]
    assert found["role_messages"]["result"] == "warning"
    assert found["role_transactions"]["result"] == "ok"


def test_every_account_is_looked_at_and_one_where_it_is_named(run, home, configured):
    home.mkdir()
    (home / "settings.yaml").write_text("accounts: {eu: {region: eu}}\n")

    both = json.loads(run("doctor", "--offline", "--format", "json").out)["items"]
    one = json.loads(run("doctor", "--offline", "--account", "eu", "--format", "json").out)["items"]

    def accounts_of(items):
        return {each["account"]: each["result"] for each in items if each["check"] == "credentials"}

    assert accounts_of(both) == {"default": "ok", "eu": "failed"}
    assert accounts_of(one) == {"eu": "failed"}
    assert "credentials (eu)" in run("doctor", "--offline").out


@pytest.mark.slow
def test_a_terminal_gets_signs_and_colour_and_no_colour_gets_words(
    command, configured, monkeypatch
):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, coloured = talk(command("doctor", "--offline"), [])
    monkeypatch.setenv("NO_COLOR", "1")
    _, plain = talk(command("doctor", "--offline"), [])

    assert "✓" in coloured
    assert "\x1b[32m" in coloured
    assert "✓" not in plain
    assert "skipped" in plain


def test_a_database_for_limits_that_does_not_answer_is_told_and_nothing_is_asked(
    run, amazon, monkeypatch
):
    monkeypatch.setenv(
        "SELLER_CREDITS_SYNC_SHARED_LIMITS", "postgresql://worker:s3cret@127.0.0.1:1/limits"
    )

    ran = run("doctor", "--format", "json")

    found = {item["check"]: item for item in json.loads(ran.out)["items"]}
    assert ran.code == 6
    assert found["shared_limits"]["result"] == "failed"
    assert "'limits' at 127.0.0.1, port 1" in found["shared_limits"]["said"]
    assert "sync.shared_limits" in found["shared_limits"]["mend"]
    assert found["stores"]["result"] == "skipped"
    assert not amazon.heard
    assert "s3cret" not in ran.out + ran.err


def test_an_address_that_is_none_is_told_without_being_quoted(run, configured, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_SYNC_SHARED_LIMITS", "postgresql://worker:s3cret/x@h/limits")

    code, found = looked(run, "--offline")

    assert code == 4
    assert "SELLER_CREDITS_SYNC_SHARED_LIMITS" in found["shared_limits"]["said"]
    assert "s3cret" not in json.dumps(found)


def test_the_table_of_costs_is_read_and_every_row_of_it_that_cannot_be_is_named(run, home):
    home.mkdir()
    _, found = looked(run, "--offline")
    assert found["costs"]["result"] == "skipped"

    path = home / "costs.csv"
    path.write_text("sku,unit_cost,postage,in_stock\n", encoding="utf-8")
    _, found = looked(run, "--offline")
    assert "has no rows yet" in found["costs"]["said"]

    path.write_text("sku,unit_cost\nMUG,5.40\n", encoding="utf-8")
    _, found = looked(run, "--offline")
    assert (found["costs"]["result"], found["costs"]["said"]) == ("ok", f"{path}: 1 SKU.")

    rows = "".join(f"SKU-{number},cheap\n" for number in range(25))
    path.write_text(f"sku,unit_cost\nMUG,5.40\n{rows}", encoding="utf-8")
    _, found = looked(run, "--offline")
    assert found["costs"]["result"] == "warning"
    assert "costs.csv, row 3: unit_cost 'cheap' is no amount" in found["costs"]["said"]
    assert "and 5 more" in found["costs"]["said"]

    path.write_bytes(b"PK\x03\x04 xl/")
    code, found = looked(run, "--offline")
    assert (code, found["costs"]["result"]) == (4, "failed")
    assert "Excel workbook" in found["costs"]["said"]


@pytest.mark.parametrize("guard", LOOSENABLE)
def test_a_guard_that_is_switched_off_is_a_warning_with_what_it_may_cost(run, home, guard):
    home.mkdir()
    (home / "settings.yaml").write_text(f"loosened_guards: [{guard}]\n", encoding="utf-8")
    _, found = looked(run, "--offline")
    assert found["guards"]["result"] == "warning"
    assert found["guards"]["said"].startswith(f"The guard {guard} is switched off: ")


def test_guards_that_are_all_on_are_not_worth_a_line(run, home):
    home.mkdir()
    assert "guards" not in looked(run, "--offline")[1]
