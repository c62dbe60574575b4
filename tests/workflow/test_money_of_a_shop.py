"""A sync of a made-up shop: what its books show of claims, refunds and buyers."""

from __future__ import annotations

import json
import stat
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from seller_credits.credentials.buyer_key import BUYER_KEY_FILE
from tests.workflow.shop import items, open_shop, truth

pytestmark = pytest.mark.slow
SYNC = ("--quiet", "sync", "--since", "121d", "--format", "json")
TAKEN_BACK = {"a_to_z_claim", "chargeback"}
LAG = timedelta(hours=48)


def told(ran):
    outcome = json.loads(ran.out)
    assert ran.code in {0, 7}, ran.err
    return outcome


def adds_up(outcome):
    return outcome["records"] == sum(outcome["rows"].values())


def refunds(shop):
    """What buyers got back, by order, as far as the books may show it."""
    sums = defaultdict(Decimal)
    for each in truth(shop)["refunds"]:
        if datetime.fromisoformat(each["posted_at"]) < datetime.now(UTC) - LAG:
            sums[each["order_id"]] += Decimal(each["amount"])
    return sums


def test_a_claim_or_chargeback_that_was_paid_is_an_issue_the_finances_show(monkeypatch, run):
    with open_shop(monkeypatch) as shop:
        outcome = told(run(*SYNC))
        expected = {
            (issue["order_id"], issue["issue"])
            for issue in truth(shop)["issues"]
            if issue["issue"] in TAKEN_BACK and "finances" in issue["sources"]
        }
        given = refunds(shop)
    found = [issue for issue in items(run, "issues") if issue["issue"] in TAKEN_BACK]

    assert Counter((one["order_id"], one["issue"]) for one in found) == Counter(expected)
    assert {kind for _, kind in expected} == TAKEN_BACK
    assert all("finances" in {proof["source"] for proof in one["evidence"]} for one in found)
    assert adds_up(outcome)
    for one in items(run, "suggestions"):
        if one["issue"] in TAKEN_BACK:
            so_far = Decimal(one["facts"]["refunded_so_far"].split()[0])
            assert so_far == given[one["order_id"]]


def test_a_second_sync_reads_the_latest_days_again_and_adds_nothing(monkeypatch, run):
    with open_shop(monkeypatch):
        told(run(*SYNC))
        before = items(run, "issues"), items(run, "suggestions")
        again = told(run(*SYNC))

    assert (again["issues"], again["suggestions"]) == (0, 0)
    assert adds_up(again)
    assert (items(run, "issues"), items(run, "suggestions")) == before


def test_both_books_have_a_line_of_coverage_that_ends_two_days_ago(monkeypatch, run):
    with open_shop(monkeypatch, orders=60):
        coverage = told(run(*SYNC))["coverage"]
    books = [window for window in coverage if window["source"] == "finances"]

    assert [(book["name"], book["state"]) for book in books] == [
        ("finances", "read"),
        ("finances v0", "read"),
    ]
    for book in books:
        age = datetime.now(UTC) - datetime.fromisoformat(book["until"])
        assert LAG <= age < LAG + timedelta(minutes=5)


def test_buyers_are_told_apart_by_a_hash_and_their_addresses_are_nowhere(monkeypatch, run, home):
    with open_shop(monkeypatch):
        told(run(*SYNC))
    known = [one["facts"].get("buyer_prior_orders") for one in items(run, "suggestions")]

    assert any(count is not None for count in known)
    assert stat.S_IMODE((home / BUYER_KEY_FILE).stat().st_mode) == 0o600
    kept = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert not any(b"@marketplace.amazon" in content for content in kept)


def test_a_shop_that_refuses_buyers_is_read_without_them_and_says_so_once(monkeypatch, run, home):
    with open_shop(monkeypatch, orders=60, buyers="refused"):
        outcome = told(run(*SYNC))

    said = [warning for warning in outcome["warnings"] if "Buyers cannot be told apart" in warning]
    assert len(said) == 1
    assert {w["state"] for w in outcome["coverage"] if w["source"] == "orders"} == {"read"}
    assert not (home / BUYER_KEY_FILE).exists()


def test_whoever_wants_no_buyers_asks_for_none(monkeypatch, run, home):
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.yaml").write_text("sync:\n  buyers: no\n", encoding="utf-8")

    with open_shop(monkeypatch, orders=60, buyers="refused"):
        outcome = told(run(*SYNC))

    assert outcome["warnings"] == []
    assert not (home / BUYER_KEY_FILE).exists()


def test_a_dry_run_leaves_no_key_behind(monkeypatch, run, home):
    with open_shop(monkeypatch, orders=60):
        told(run(*SYNC, "--dry-run"))

    assert not (home / BUYER_KEY_FILE).exists()
