"""A seller's desk: files go in at a moment of one's choosing, and the ledger is read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from seller_credits.bootstrap import House
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.ledger.interface import Filter
from seller_credits.settings import Where
from seller_credits.workflow.explaining import explained
from seller_credits.workflow.importing import import_files
from seller_credits.workflow.results import Outcome
from tests.marketplace.files.layouts import (
    FBA_HEADER,
    FBA_ROW,
    FEEDBACK_HEADER,
    FEEDBACK_ROW,
    MFN_HEADER,
    MFN_ROW,
    ORDERS_HEADER,
    ORDERS_ROW,
    table,
)

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
ORDER = "111-1111111-1111111"
LINE = "12345678901234"


def returns_text(*rows: dict[str, str], now: datetime = NOW) -> str:
    """An MFN returns report: each row is one return asked for yesterday, with these changes."""
    plain = MFN_ROW | {
        "Return request date": (now - timedelta(days=1)).strftime("%d-%b-%Y"),
        "Order date": (now - timedelta(days=9)).strftime("%d-%b-%Y"),
        "Order Item ID": "",
    }
    return table(MFN_HEADER, *(plain | row for row in rows))


def numbered(count: int, now: datetime = NOW) -> str:
    """An MFN returns report of so many orders, one return each."""
    orders = ({"Order ID": f"111-{n:07}-{n:07}", "Amazon RMA ID": f"R{n}"} for n in range(count))
    return returns_text(*orders, now=now)


def orders_text(*rows: dict[str, str], now: datetime = NOW) -> str:
    """An all-orders report: the order of the return, with these changes."""
    plain = ORDERS_ROW | {
        "amazon-order-id": ORDER,
        "purchase-date": (now - timedelta(days=9)).isoformat(),
        "last-updated-date": (now - timedelta(days=8)).isoformat(),
    }
    return table(ORDERS_HEADER, *(plain | row for row in rows))


def feedback_text(*rows: dict[str, str]) -> str:
    return table(FEEDBACK_HEADER, *(FEEDBACK_ROW | {"Order ID": ORDER} | row for row in rows))


def fba_text(*rows: dict[str, str]) -> str:
    return table(FBA_HEADER, *(FBA_ROW | row for row in rows))


XML = """<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope><Header><DocumentVersion>1.00</DocumentVersion></Header>
<MessageType>Returns-Report</MessageType><Message><return_details>
<item_details><asin>B000000001</asin><return_reason_code>CR-DEFECTIVE</return_reason_code>
<merchant_sku>MUG-RED</merchant_sku><return_quantity>1</return_quantity></item_details>
<order_id>{order}</order_id><amazon_rma_id>DRMA1</amazon_rma_id>
<return_request_date>{day}T09:30:00Z</return_request_date>
<return_request_status>Approved</return_request_status>
</return_details></Message></AmazonEnvelope>
"""


def returns_xml(now: datetime = NOW) -> str:
    """The same return as `returns_text` tells of, as XML: without its line."""
    return XML.format(order=ORDER, day=(now - timedelta(days=1)).date())


@dataclass
class Office:
    """One home folder, in which everything happens at `now` until somebody moves it."""

    home: Path
    now: datetime = NOW

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.home.parent / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def policy(self, text: str) -> None:
        """Put a policy of one's own into the home."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "policy.yaml").write_text(text, encoding="utf-8")

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)

    def house(self) -> House:
        opened = House.open(Where(home=self.home), account="default")
        return replace(opened, clock=lambda: self.now)

    def take(self, *paths: Path, marketplace: str | None = "US", **said: Any) -> Outcome:
        """Import files, as one command does."""
        store = find_marketplace(marketplace)
        with closing(self.house()) as house:
            return import_files(
                house.recorder(),
                paths,
                source=said.get("source"),
                marketplace=store.code if store else None,
                clock=lambda: self.now,
                told=lambda _: None,
            )

    def put(self, *contents: str | bytes, **said: Any) -> Outcome:
        """Import these texts as files, in one command."""
        return self.take(*(self.file(f"{n}.txt", text) for n, text in enumerate(contents)), **said)

    def issues(self) -> list[dict[str, Any]]:
        with closing(self.house()) as house:
            return list(house.ledger.issues(Filter()))

    def suggestions(self, *, current: bool = True) -> list[dict[str, Any]]:
        with closing(self.house()) as house:
            return list(house.ledger.suggestions(Filter(current=current)))

    def suggestion(self) -> dict[str, Any]:
        (only,) = self.suggestions()
        return only

    def explained(self) -> dict[str, Any]:
        """The only suggestion, with every step of its decision."""
        with closing(self.house()) as house:
            return explained(house.ledger, self.suggestion())

    def windows(self) -> list[dict[str, Any]]:
        with closing(self.house()) as house:
            return list(house.ledger.windows("default"))

    def faults(self) -> Sequence[object]:
        with closing(self.house()) as house:
            return list(house.ledger.verify())

    def entries(self) -> int:
        """How many entries the chain has."""
        with closing(self.house()) as house:
            return sum(mark.seq for mark in house.ledger.checkpoints())
