"""The demo has a place of its own, and is the same for the same seed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow


def _suggestions(run, home):
    found = run("--home", home / "demo", "suggestions", "--format", "json")
    return json.loads(found.out)["items"]


def test_the_demo_goes_all_the_way_and_says_where_everything_is(run, home):
    ran = run("demo", "--orders", "120")

    assert ran.code == 0
    assert f"Report: {home / 'demo' / 'report.html'}" in ran.out
    assert f"Ledger: {home / 'demo' / 'ledger.db'}" in ran.out
    assert (home / "demo" / "report.html").read_text().startswith("<!doctype html>")
    assert run("--home", home / "demo", "ledger", "verify").code == 0


def test_the_same_seed_gives_the_same_suggestions_and_a_second_look_none(run, home):
    run("demo", "--orders", "120", "--seed", "3")
    first = {(item["order_id"], item["issue"]) for item in _suggestions(run, home)}
    kept = run("demo", "--orders", "120", "--seed", "3", "--keep")
    run("demo", "--orders", "120", "--seed", "3")
    again = {(item["order_id"], item["issue"]) for item in _suggestions(run, home)}

    assert "0 new issues, 0 new suggestions" in kept.out
    assert first == again
    assert first


@pytest.mark.parametrize("keep", [[], ["--keep"]])
def test_the_demo_leaves_a_ledger_that_is_not_its_own_alone(run, home, reports, keep):
    own = home / "demo"
    assert run("--home", own, "import", "--marketplace", "US", *reports).code == 0
    before = (own / "ledger.db").read_bytes()

    ran = run("demo", *keep)

    assert ran.code == 2
    assert "is no demo's ledger" in ran.err
    assert (own / "ledger.db").read_bytes() == before


def test_a_demo_of_an_older_version_is_in_nobodys_way(run, home):
    run("demo", "--orders", "60")
    older(home / "demo" / "ledger.db")

    kept = run("demo", "--orders", "60", "--keep")
    again = run("demo", "--orders", "60")

    assert kept.code == 6
    assert "Begin a new ledger in another --home" in kept.err
    assert again.code == 0


def older(path):
    with closing(sqlite3.connect(path)) as ledger, ledger:
        ledger.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")


def test_a_file_that_is_no_ledger_is_not_taken_for_a_demos(run, home):
    (home / "demo").mkdir(parents=True)
    (home / "demo" / "ledger.db").write_text("my notes, which are no ledger, but long enough")

    ran = run("demo", "--orders", "60")

    assert ran.code == 6
    assert "my notes" in (home / "demo" / "ledger.db").read_text()


def test_the_demo_uses_nobodys_credentials_policy_or_settings(run, home, monkeypatch):
    home.mkdir()
    (home / "policy.yaml").write_text("not a policy")
    (home / "settings.yaml").write_text("not: settings")
    monkeypatch.setenv("SELLER_CREDITS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("SELLER_CREDITS_REFRESH_TOKEN", "Atzr|somebody")

    assert run("demo", "--orders", "60").code == 0
    assert not (home / "ledger.db").exists()
