"""A ledger with a few entries of every kind: in a file, and in a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from seller_credits.domain.cases import Delivery, Look, Sighting
from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import Channel, CoverageState, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Line, Order, Package
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import Evidence
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.sql_ledger import SqlLedger

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ORDER = "111-1234567-1234567"
BUYER = "b" * 32


def sighting(order_id: str = ORDER, key: str = "row 2", comment: str = "") -> Sighting:
    return Sighting(
        kind=IssueKind.DAMAGED,
        order_id=order_id,
        order_item_id=None,
        sku="MUG",
        asin=None,
        marketplace="US",
        channel=Channel.SELLER,
        occurred_at=date(2026, 11, 20),
        units=1,
        unit_key="R1",
        facts={"return_requested": True, "order_total": Money.parse("40.00 USD")},
        evidence=Evidence(key, Source.MFN_RETURNS, f"returns.txt, {key}", {"Reason": "X"}, comment),
        refunded=Money.parse("1.50 USD"),
        days={"ordered": date(2026, 11, 1)},
    )


def order(order_id: str = ORDER) -> Order:
    return Order(
        source=Source.ORDERS,
        order_id=order_id,
        marketplace="US",
        channel=Channel.SELLER,
        status="SHIPPED",
        placed_at=NOW,
        updated_at=NOW,
        currency="USD",
        total=Money.parse("40.00 USD"),
        lines=(Line("1" * 15, "MUG", "B0", "Mug", 1, Money.parse("38 USD"), Money.parse("2 USD")),),
        packages=(Package("1", "DELIVERED", None, NOW, "UPS", is_tracked=True, ship_from="US-CA"),),
        buyer=BUYER,
    )


def money(order_id: str = ORDER, **changes: Any) -> MoneyRow:
    plain = MoneyRow(
        origin=Origin(Source.FINANCES, api=True, where="finances"),
        kind=MoneyKind.REFUND,
        book="finances",
        order_id=order_id,
        order_item_id="1" * 15,
        sku="MUG",
        marketplace="US",
        posted=NOW,
        amount=Money.parse("4.20 USD"),
        key="m-1",
        words="Refund",
        values={"transactionId": "T1"},
        is_held=True,
        adjustment_id="cc-1",
    )
    return replace(plain, **changes)


def label(order_id: str = ORDER) -> LabelRow:
    origin = Origin(Source.LABELS, api=False, where="labels.csv, row 2")
    return LabelRow(origin, order_id, True, date(2026, 11, 20), {"protected": "yes"})


def suggestion(issue: str = "i-1", ordinal: int = 1, supersedes: str | None = None) -> dict:
    return {
        "suggestion_id": f"s-{issue}-{ordinal}",
        "issue_id": issue,
        "ordinal": ordinal,
        "outcome": f"review {ordinal}",
        "status": "proposed",
        "remedy": "review",
        "amount": None,
        "currency": "USD",
        "policy_digest": "d",
        "authority": None,
        "again_at": None,
        "deadline": None,
        "deadline_rule": "none",
        "expires_at": None,
        "severity": "medium",
        "odr_exposure": "unknown",
        "odr_exposure_why": "nobody knows",
        "supersedes": supersedes,
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture(params=["file", pytest.param("database", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest) -> Path | DatabaseAddress:
    """Where the ledger is: every test that asks for one runs on both."""
    if request.param == "file":
        return request.getfixturevalue("path")
    return request.getfixturevalue("postgres").address


@pytest.fixture
def ledger(place: Path | DatabaseAddress) -> Iterator[SqlLedger]:
    opened = open_ledger(place, actor="tests")
    yield opened
    opened.close()


@pytest.fixture
def filled(ledger: SqlLedger) -> SqlLedger:
    """Two accounts and an order with an entry of every kind: evidence, money, a label, ..."""
    with ledger.writing("default", NOW) as writer:
        writer.bind_account("A1", "example")
        writer.policy_read("d", "policy.yaml", "policy: x")
        writer.order_seen(order(), Look(NOW, None), Delivery(None, NOW))
        writer.issue_seen("i-1", NOW, sighting(comment="came broken"))
        writer.suggested(ORDER, suggestion())
        writer.money_seen(money())
        writer.label_seen(label())
    with ledger.writing("default", NOW) as writer:
        writer.issue_seen("i-1", NOW, sighting(key="row 3"))
        writer.suggested(ORDER, suggestion(ordinal=2, supersedes="s-i-1-1"))
        writer.judged(ORDER, suggestion(ordinal=2) | {"severity": "high"})
        writer.money_seen(money(is_held=False))
        writer.covered(
            Window(
                Source.MFN_RETURNS, "US", None, None, CoverageState.READ, NOW, name="returns.txt"
            )
        )
    with ledger.writing("other", NOW) as writer:
        writer.issue_seen("i-2", NOW, sighting("222-0000000-0000000"))
    return ledger
