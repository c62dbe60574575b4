"""What `sync` is given, refuses and leaves behind."""

from __future__ import annotations

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
