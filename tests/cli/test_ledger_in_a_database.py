"""The commands on a ledger in a database, as its settings name it."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from seller_credits.ledger.opening import open_ledger
from tests.postgres import PASSWORD
from tests.workflow.shop import open_shop

pytestmark = pytest.mark.slow
RETURNS = (
    "Order ID\tOrder date\tReturn request date\tReturn request status\tAmazon RMA ID\t"
    "Merchant RMA ID\tLabel type\tLabel cost\tCurrency code\tReturn carrier\tTracking ID\t"
    "Label to be paid by\tA-to-Z Claim\tIs prime\tASIN\tMerchant SKU\tItem Name\tReturn quantity\t"
    "Return Reason\tIn policy\tReturn type\tResolution\tInvoice number\tReturn delivery date\t"
    "Order Amount\tOrder quantity\tSafeT Action reason\tSafeT claim id\tSafeT claim state\t"
    "SafeT claim creation time\tSafeT claim reimbursement amount\tRefunded Amount\tCategory\n"
    "111-1234567-1234567\t10-Nov-2026\t20-Nov-2026\tApproved\tA1\t\t\t\tUSD\t\t\t\tN\tN\tB01\tMUG\t"
    "Mug\t1\tCR-DAMAGED_BY_CARRIER\tY\tC-Returns\tStandardRefund\t\t\t40.00\t1\t\t\t\t\t\t\tHome\n"
)


@pytest.fixture
def returns(tmp_path):
    path = tmp_path / "returns.txt"
    path.write_text(RETURNS)
    return path


@pytest.fixture
def named(home, postgres, monkeypatch):
    """The settings name the database, and the driver finds the password by itself."""
    at = postgres.address
    home.mkdir()
    (home / "settings.yaml").write_text(
        f"ledger: postgresql://{at.user}@/{at.database}?host={at.host}\n"
    )
    monkeypatch.setenv("PGPASSWORD", PASSWORD)


def test_what_is_imported_is_decided_listed_and_proven_there(run, home, named, returns):
    imported = run("import", returns, "--marketplace", "US", "--format", "json")
    assert imported.code in {0, 3}, imported.err
    assert json.loads(imported.out)["issues"] == 1

    listed = json.loads(run("suggestions", "--format", "json").out)["items"]
    assert [item["order_id"] for item in listed] == ["111-1234567-1234567"]
    verified = run("ledger", "verify")
    assert verified.code == 0
    assert "The ledger in database 'limits' at " in verified.out
    assert PASSWORD not in verified.out + verified.err
    assert run("ledger", "history", "111-1234567-1234567").code == 0
    assert run("issues").code == 0
    assert not (home / "ledger.db").exists()


def test_a_dry_run_leaves_it_as_it_was(run, postgres, named, returns, monkeypatch):
    run("import", returns, "--marketplace", "US")
    with closing(open_ledger(postgres.address, actor="tests")) as ledger:
        before = ledger.checkpoints()
        with open_shop(monkeypatch):
            monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "US")
            ran = run("sync", "--dry-run", "--format", "json")

        assert json.loads(ran.out)["issues"] > 0, ran.err
        assert ledger.checkpoints() == before


def test_the_doctor_looks_at_it(run, named, returns):
    run("import", returns, "--marketplace", "US")
    told = run("doctor", "--offline", "--full", "--format", "json").out
    found = {item["check"]: item for item in json.loads(told)["items"]}

    assert found["ledger"]["result"] == "ok", found["ledger"]
    assert "in database 'limits' at" in found["ledger"]["said"]


def test_one_that_cannot_be_reached_ends_with_6(run, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_LEDGER", "postgresql://u:s3cret@127.0.0.1:1/credits")
    ran = run("suggestions")

    assert ran.code == 6
    assert "nobody answers there" in ran.err
    assert "s3cret" not in ran.out + ran.err


def test_a_demo_keeps_to_itself(run, postgres, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_LEDGER", postgres.url)

    assert run("demo", "--orders", "20").code in {0, 3}
    assert postgres.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'seller_credits_ledger'") == []
