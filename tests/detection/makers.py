"""Orders, parcels, returns and feedback as the files and the API give them, one word changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from seller_credits.detection.detect import sightings_of
from seller_credits.detection.facts import Finding, Freshness, Surroundings, finding_of
from seller_credits.detection.matching import filed, learn_from_order
from seller_credits.detection.shop import Shop
from seller_credits.detection.windows import Unit, Window, WindowName, Windows
from seller_credits.domain.cases import OrderCase, Sighting
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.orders import Line, Order, Package
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow, NotedRow
from seller_credits.domain.records import FeedbackRow, OrderRow, Record, ReturnRow

ORDER = "111-1234567-1234567"
NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
"""Noon in the store of the tests, which is in the US."""
SHIP_BY = datetime(2026, 11, 11, 7, 59, 59, tzinfo=UTC)
DELIVER_BY = datetime(2026, 11, 18, 7, 59, 59, tzinfo=UTC)
"""The last second of 17 November in Los Angeles."""
_W, _READ = WindowName, date(2026, 11, 1)
ROWS = tuple(
    Window(name, length, unit, str(name).replace("_", " "), _READ)
    for name, length, unit in (
        (_W.BUYER_CONTACT, 48, Unit.HOURS),
        (_W.CLAIM_OPENS, 72, Unit.HOURS),
        (_W.CLAIM_CLOSES, 90, Unit.DAYS),
        (_W.CLAIM_ANSWER, 48, Unit.HOURS),
        (_W.CLAIM_ANSWER_ON_APPEAL, 72, Unit.HOURS),
        (_W.CLAIM_APPEAL, 30, Unit.DAYS),
        (_W.CHARGEBACK_ANSWER, 7, Unit.DAYS),
        (_W.RETURN_REFUND, 4, Unit.DAYS),
        (_W.SAFE_T, 30, Unit.DAYS),
        (_W.DEFECT_RATE, 60, Unit.DAYS),
    )
)
WINDOWS = Windows(ROWS)


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def line(**changes: Any) -> Line:
    mug = Line("1" * 14, "MUG", "B000000001", "Mug", 1, usd("20.00"), usd("4.00"))
    return replace(mug, **changes)


def order(**changes: Any) -> Order:
    """A shipped order of one mug from the Orders API, promised for 17 November."""
    plain = Order(
        source=Source.ORDERS,
        order_id=ORDER,
        marketplace="US",
        channel=Channel.SELLER,
        status="SHIPPED",
        placed_at=datetime(2026, 11, 9, 18, tzinfo=UTC),
        updated_at=datetime(2026, 11, 19, 18, tzinfo=UTC),
        currency="USD",
        ship_by=SHIP_BY,
        deliver_by=DELIVER_BY,
        total=usd("24.00"),
        lines=(line(),),
    )
    return replace(plain, **changes)


def parcel(status: str = "DELIVERED", **changes: Any) -> Package:
    """A parcel that was handed over in time."""
    plain = Package("1", status, None, SHIP_BY - timedelta(days=1), "UPS")
    return replace(plain, **changes)


def row_of(found: Order) -> OrderRow:
    api = found.source is Source.ORDERS
    return OrderRow(Origin(found.source, api=api, where="orders"), found)


def bulk(*lines: Line, **changes: Any) -> list[OrderRow]:
    """The same order in the all-orders report: a row for each line, without item ids."""
    plain = order(source=Source.ALL_ORDERS, total=None, ship_by=None, deliver_by=None, **changes)
    return [
        row_of(replace(plain, lines=(replace(one, order_item_id=None),), part=f"{one.sku}#{n}"))
        for n, one in enumerate(lines)
    ]


def returned(reason: str = "CR-DEFECTIVE", *, api: bool = False, **changes: Any) -> ReturnRow:
    """One unit of the mug on its way back, from the returns file alone."""
    plain = ReturnRow(
        origin=Origin(Source.MFN_RETURNS, api=api, where="returns.txt, row 2"),
        channel=Channel.SELLER,
        order_id=ORDER,
        order_item_id=None,
        sku="MUG",
        asin="B000000001",
        marketplace="US",
        requested=date(2026, 11, 22),
        reason=reason,
        units=1,
        unit_key="RMA1",
        status="Approved",
        values={"Return Reason": reason},
    )
    return replace(plain, **changes)


def sent_to_amazon(reason: str = "DEFECTIVE", **changes: Any) -> ReturnRow:
    """One unit that came back to Amazon."""
    return returned(
        reason,
        origin=Origin(Source.FBA_RETURNS, api=False, where="fba.txt, row 2"),
        channel=Channel.AMAZON,
        requested=datetime(2026, 11, 22, 9, tzinfo=UTC),
        unit_key="LPN1#1",
        **changes,
    )


def feedback(stars: int = 1, **changes: Any) -> FeedbackRow:
    plain = FeedbackRow(
        origin=Origin(Source.FEEDBACK, api=False, where="feedback.txt, row 2"),
        order_id=ORDER,
        marketplace="US",
        left_on=date(2026, 11, 20),
        rating=stars,
        values={"Rating": str(stars)},
    )
    return replace(plain, **changes)


def noted(kind: IssueKind = IssueKind.DEFECTIVE, **changes: Any) -> NotedRow:
    """What a person noted of the order, naming no line."""
    plain = NotedRow(
        origin=Origin(Source.CSV, api=False, where="noted.csv, row 2"),
        order_id=ORDER,
        kind=kind,
        occurred=date(2026, 11, 22),
        severity=None,
        note="The buyer rang: it does not start.",
        values={"issue": str(kind)},
    )
    return replace(plain, **changes)


def seen(record: Record | Order, now: datetime = NOW) -> list[Sighting]:
    """What one record shows at this moment."""
    return list(sightings_of(row_of(record) if isinstance(record, Order) else record, now))


def kinds(record: Record | Order, now: datetime = NOW) -> list[str]:
    return [str(one.kind) for one in seen(record, now)]


def case_of(records: Iterable[Record | Order], now: datetime = NOW) -> OrderCase:
    """What is known of the order after these records, in this order, as the recorder files it."""
    case = OrderCase(ORDER)
    for record in records:
        row = row_of(record) if isinstance(record, Order) else record
        if isinstance(row, OrderRow):
            case.snapshots[row.order.source, row.order.part] = row.order
        elif isinstance(row, MoneyRow):
            case.money.append(row)
        elif isinstance(row, LabelRow):
            case.label = row
        for sight in sightings_of(row, now):
            filed(case, sight, "default", now)
        for issue in case.issues:
            learn_from_order(case, issue)
    return case


def finding(*records: Record | Order, kind: str | None = None, **around: Any) -> Finding:
    """Facts and clock of the order's only issue, or of its only issue of this kind."""
    case = case_of(records)
    (issue,) = [one for one in case.issues if kind in {None, str(one.kind)}]
    now, fresh = around.get("now", NOW), around.get("sources", {})
    shop = around.get("shop", Shop())
    return finding_of(case, issue, Surroundings(now, WINDOWS, fresh, shop=shop))


def fresh(hours: int = 1, *, failed: bool = False) -> Freshness:
    """A source that was read so long ago."""
    return Freshness(NOW - timedelta(hours=hours), failed=failed)
