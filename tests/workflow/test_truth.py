"""Everything the sources of a made-up shop show is found, and nothing else; however often."""

from __future__ import annotations

import json
import os
from contextlib import closing
from datetime import timedelta
from time import sleep

import pytest

from seller_credits.bootstrap import House
from seller_credits.domain.clock import now
from seller_credits.marketplace.client import AmazonMarketplace
from seller_credits.settings import Where
from tests.workflow.shop import (
    came_true,
    fetched,
    is_warning,
    items,
    key,
    open_shop,
    shown,
    truth,
)

pytestmark = pytest.mark.slow
SYNC = ("--quiet", "sync", "--since", "121d", "--format", "json")


def told(ran):
    """What a sync printed: only the object, and no source missing.

    A store without returns to Amazon's warehouses cannot be told from one asked about too often
    before four hours have passed.
    """
    outcome = json.loads(ran.out)
    left_out = {
        window["source"]
        for window in outcome["coverage"]
        if window["state"] not in {"read", "empty", "empty (assumed)"}
    }
    assert left_out <= {"fba_returns"}, ran.err
    assert ran.code == (7 if left_out else 0), ran.err
    return outcome


@pytest.mark.parametrize("detailed_status", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 7])
def test_a_sync_finds_all_that_is_shown_and_nothing_else(monkeypatch, run, seed, detailed_status):
    with open_shop(monkeypatch, seed=seed, detailed_status=detailed_status) as shop:
        told(run(*SYNC))
        issues = items(run, "issues")
        expected, due = shown(shop), {one["order_id"] for one in truth(shop)["due"]}
    found = came_true(issues)
    assert len(found) == len(set(found))
    assert set(found) - expected == set()
    assert expected - set(found) == set()
    assert {one["order_id"] for one in issues if is_warning(one)} <= due


def test_every_issue_has_a_suggestion_and_every_suggestion_a_reason(monkeypatch, run):
    with open_shop(monkeypatch):
        told(run(*SYNC))
    issues, suggestions = items(run, "issues"), items(run, "suggestions")
    assert {one["issue_id"] for one in issues} == {one["issue_id"] for one in suggestions}
    assert all(one["reasons"] for one in suggestions)
    assert all(one["evidence"] for one in issues)
    by_amazon = [one for one in suggestions if one["channel"] == "amazon"]
    assert {one["remedy"] for one in by_amazon} == {"none"}


def test_a_second_sync_records_nothing(monkeypatch, run):
    with open_shop(monkeypatch):
        told(run(*SYNC))
        before = items(run, "issues"), items(run, "suggestions")
        again = told(run(*SYNC))
    assert (again["issues"], again["suggestions"]) == (0, 0)
    assert (items(run, "issues"), items(run, "suggestions")) == before
    assert run("ledger", "verify").code == 0


def test_a_shop_that_was_started_again_records_nothing_twice(monkeypatch, run):
    with open_shop(monkeypatch) as first:
        told(run(*SYNC))
    before = {one["issue_id"] for one in items(run, "issues")}
    with open_shop(monkeypatch) as second:
        assert second.endpoint != first.endpoint
        told(run(*SYNC))
        found = came_true(items(run, "issues"))
        expected = shown(second)
    assert before <= {one["issue_id"] for one in items(run, "issues")}
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert run("ledger", "verify").code == 0


def test_another_sellers_shop_is_refused_by_the_same_ledger(monkeypatch, run):
    with open_shop(monkeypatch, seed=1, orders=30):
        told(run(*SYNC))
    before = items(run, "issues")
    with open_shop(monkeypatch, seed=2, orders=30):
        refused = run(*SYNC)
    assert refused.code == 4
    assert "belongs to seller" in refused.err
    assert items(run, "issues") == before


def test_the_same_reports_as_files_add_no_issue(monkeypatch, run, home, tmp_path):
    with open_shop(monkeypatch) as shop:
        told(run(*SYNC))
        before = [(one["issue_id"], key(one)) for one in items(run, "issues")]
        files = _downloaded(shop, home, tmp_path)
    units = {one["issue_id"]: one["facts"].get("quantity") for one in items(run, "suggestions")}
    assert len(files) > 5
    for path in files:
        store = path.name.split("-")[0]
        ran = run("import", path, "--marketplace", store, "--format", "json")
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)["issues"] == 0
    assert [(one["issue_id"], key(one)) for one in items(run, "issues")] == before
    both = [one for one in items(run, "issues") if len(one["evidence"]) > 1]
    assert both
    after = {one["issue_id"]: one["facts"].get("quantity") for one in items(run, "suggestions")}
    assert after == units


def _downloaded(shop, home, folder):
    with closing(House.open(Where(home=home), account="default")) as house:
        account = house.marketplace_account()
    # Of a memory of its own: what a sync has read is not downloaded again.
    with AmazonMarketplace(
        account, clock=now, sleep=sleep, progress=lambda _: None, downloads=folder / "downloads"
    ) as client:
        return fetched(client, shop, folder)


def test_files_first_and_a_sync_later_make_one_ledger(monkeypatch, run, home, tmp_path):
    with open_shop(monkeypatch) as shop:
        files = _downloaded(shop, home, tmp_path)
        for path in files:
            assert run("import", path, "--marketplace", path.name.split("-")[0]).code == 0
        before = {one["issue_id"] for one in items(run, "issues")}
        told(run(*SYNC))
        found = came_true(items(run, "issues"))
        expected = shown(shop)
    assert before
    assert before <= {one["issue_id"] for one in items(run, "issues")}
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_dry_run_keeps_nothing(monkeypatch, run, home):
    with open_shop(monkeypatch, orders=60):
        ran = run(*SYNC, "--dry-run")
        assert told(ran)["issues"] > 0
    assert items(run, "issues") == []
    left = [name for _, _, names in os.walk(home) for name in names]
    kept = {"marketplace.db", "default.lock", "buyer.key"}  # that it was asked is not taken back
    assert {name.split("-")[0] for name in left} <= kept


def test_no_download_is_left_behind_and_none_of_a_killed_run(monkeypatch, run, home):
    left = home / "downloads" / "default" / "mfn_returns-US-1.part"
    left.parent.mkdir(parents=True)
    left.write_text("111-0000000-0000001")
    three_days_ago = (now() - timedelta(days=3)).timestamp()
    os.utime(left, (three_days_ago, three_days_ago))

    with open_shop(monkeypatch, orders=60):
        told(run(*SYNC))

    assert not [path for path in (home / "downloads").rglob("*") if path.is_file()]


def test_the_report_tells_the_latest_coverage_of_each_source_and_store_once(monkeypatch, run, home):
    with open_shop(monkeypatch, orders=60):
        told(run(*SYNC))
        first = _windows(home)
        told(run(*SYNC))
    assert sorted(_windows(home)) == sorted(first)


def _windows(home):
    with closing(House.open(Where(home=home), account="default")) as house:
        return [(one["source"], one["marketplace"]) for one in house.ledger.windows("default")]


def test_a_ledger_begun_anew_is_not_told_that_everything_was_read_before(monkeypatch, run, home):
    with open_shop(monkeypatch, orders=60):
        told(run(*SYNC))
        before = {key(issue) for issue in items(run, "issues")}
        for path in home.glob("ledger.db*"):
            path.unlink()
        told(run(*SYNC))
    assert before
    assert {key(issue) for issue in items(run, "issues")} == before


def test_a_second_name_for_the_same_seller_reads_everything_itself(monkeypatch, run):
    with open_shop(monkeypatch, orders=60) as shop:
        told(run(*SYNC))
        for name in ("client_id", "client_secret", "refresh_token", "seller_id", "endpoint"):
            value = str(shop.as_dict()[name])
            monkeypatch.setenv(f"SELLER_CREDITS_ACCOUNT_TWIN_{name.upper()}", value)
        monkeypatch.setenv("SELLER_CREDITS_ACCOUNT_TWIN_TOKEN_ENDPOINT", shop.token_endpoint)
        monkeypatch.setenv("SELLER_CREDITS_ACCOUNT_TWIN_MARKETPLACES", ",".join(shop.marketplaces))
        told(run("--account", "twin", *SYNC))
    first = {key(issue) for issue in items(run, "issues", "--account", "default")}
    assert first
    assert {key(issue) for issue in items(run, "issues", "--account", "twin")} == first
