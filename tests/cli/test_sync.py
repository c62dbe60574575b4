"""What `sync` is given, refuses and leaves behind."""

from __future__ import annotations

import json
from urllib.request import urlopen

import pytest

from tests.workflow.shop import open_shop

NAMES = ("CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN", "SELLER_ID", "MARKETPLACES")


@pytest.mark.parametrize("empty", NAMES)
def test_an_empty_credential_is_a_missing_one(run, monkeypatch, empty):
    for name in NAMES:
        monkeypatch.setenv(f"SELLER_CREDITS_{name}", "US" if name == "MARKETPLACES" else "x")
    monkeypatch.setenv(f"SELLER_CREDITS_{empty}", "")

    ran = run("sync")

    assert ran.code == 4
    assert f"SELLER_CREDITS_{empty}" in ran.err


@pytest.mark.slow
def test_a_dry_run_leaves_behind_only_what_was_asked_and_is_counted(run, home, monkeypatch):
    with open_shop(monkeypatch, orders=40):
        monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "US")
        ran = run("sync", "--since", "120d", "--dry-run")

    assert ran.code in {0, 7}
    assert "nothing was kept" in ran.err
    left = {path.name for path in home.rglob("*") if path.is_file()}
    assert {name.split("-")[0] for name in left} <= {"marketplace.db", "default.lock"}


# --plan


def counts(shop):
    with urlopen(f"{shop.endpoint}/counts") as answer:
        return json.load(answer)["requests"]


def a_plan(run, *said):
    ran = run("sync", "--since", "120d", "--plan", "--format", "json", *said)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.slow
def test_a_plan_asks_nothing_and_leaves_nothing_behind(run, home, monkeypatch):
    with open_shop(monkeypatch, orders=40) as shop:
        ran = run("sync", "--plan")
        asked = counts(shop)

    assert ran.code == 0
    assert "nothing was asked yet" in ran.out
    assert asked == {}
    assert not home.exists()


def test_a_plan_needs_no_marketplace_that_can_be_reached(run, monkeypatch):
    for name in (*NAMES, "ENDPOINT"):
        monkeypatch.setenv(f"SELLER_CREDITS_{name}", "US" if name == "MARKETPLACES" else "x")
    monkeypatch.setenv("SELLER_CREDITS_ENDPOINT", "http://127.0.0.1:1")

    assert run("sync", "--plan").code == 0


@pytest.mark.slow
def test_a_first_plan_knows_its_reports_and_says_that_it_knows_no_number_of_orders(
    run, monkeypatch
):
    with open_shop(monkeypatch, orders=250) as shop:
        plan = a_plan(run)
        run("sync", "--since", "120d")
        asked = counts(shop)

    assert plan["at_least"]
    assert all(item["orders"] is None for item in plan["items"])
    # Where there are no rows, Amazon cancels a report, and a second window tells.
    assert plan["requests"]["createReport"] <= asked["createReport"]
    assert asked["createReport"] <= plan["requests"]["createReport"] + 4
    assert plan["requests"]["searchOrders"] <= asked["searchOrders"]


@pytest.mark.slow
def test_after_a_sync_the_plan_is_what_the_next_sync_asks(run, monkeypatch):
    with open_shop(monkeypatch, orders=250) as shop:
        run("sync", "--since", "120d")
        before = counts(shop)
        plan = a_plan(run)
        run("sync", "--since", "120d")
        after = counts(shop)

    assert not plan["at_least"]
    asked = {name: after[name] - before.get(name, 0) for name in after}
    assert plan["requests"] == {name: count for name, count in asked.items() if count}
    books = {"listTransactions": 1, "listFinancialEvents": 5}
    lists = {"getReports": 2}  # neither store has had a replacement: somebody else's would do
    assert plan["requests"] == {"searchOrders": 1} | books | lists
