"""Workers on several machines: a sync counts its requests in the database the settings name."""

from __future__ import annotations

import json

import pytest

from seller_credits.ledger.asked.buckets import SharedBuckets
from tests.postgres import PASSWORD
from tests.workflow.shop import open_shop

VARIABLE = "SELLER_CREDITS_SYNC_SHARED_LIMITS"
WHOLE_OR_NEARLY = {0, 7}
"""That nothing was replaced is not known before four hours have passed."""
pytestmark = pytest.mark.slow


@pytest.fixture
def shop(monkeypatch):
    with open_shop(monkeypatch) as opened:
        monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "US")
        yield opened


def counted(postgres):
    keys = postgres.sql("SELECT key FROM seller_credits_limits.buckets")
    return {key.split()[-1] for (key,) in keys}


def test_requests_are_counted_there_and_what_was_asked_is_remembered_here(
    run, home, shop, postgres, monkeypatch
):
    monkeypatch.setenv(VARIABLE, postgres.url)

    ran = run("sync", "--format", "json")

    assert ran.code in WHOLE_OR_NEARLY, ran.err
    assert json.loads(ran.out)["records"] > 0
    assert {"searchOrders", "createReport", "getReport"} <= counted(postgres)
    with SharedBuckets(home / "marketplace.db") as beside, beside._store.reading() as connection:
        rows = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
            for name in ("buckets", "report_requests")
        }
    assert rows["buckets"] == 0
    assert rows["report_requests"] > 0


def test_the_settings_may_name_it_and_leave_the_password_to_the_driver(
    run, home, shop, postgres, monkeypatch
):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    at = postgres.address
    home.mkdir()
    (home / "settings.yaml").write_text(
        f"sync:\n  shared_limits: postgresql://{at.user}@/{at.database}?host={at.host}\n"
    )

    assert run("sync", "--plan").code == 0
    assert run("sync").code in WHOLE_OR_NEARLY

    assert "searchOrders" in counted(postgres)


def test_a_sync_that_cannot_count_asks_for_nothing(run, shop, postgres, monkeypatch):
    monkeypatch.setenv(VARIABLE, postgres.url_with("wr0ng"))

    ran = run("sync")

    assert ran.code == 6
    assert "does not let this user in" in ran.err
    assert "wr0ng" not in ran.out + ran.err


def test_the_doctor_says_that_all_is_well(run, home, shop, postgres, monkeypatch):
    monkeypatch.setenv(VARIABLE, postgres.url)

    ran = run("doctor", "--format", "json")

    found = {item["check"]: item for item in json.loads(ran.out)["items"]}
    assert ran.code == 0
    assert found["shared_limits"]["result"] == "ok"
    assert "'limits' at " in found["shared_limits"]["said"]
    assert "getMarketplaceParticipations" in counted(postgres)
    assert not home.exists()
