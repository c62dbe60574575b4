"""How nouns are written into the ledger and read back: JSON, exact money, instants in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from seller_credits.domain.cases import Delivery, Sighting
from seller_credits.domain.clock import when_of, when_text
from seller_credits.domain.facts import Facts
from seller_credits.domain.issues import Channel, IssueKind, Severity, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Line, Order, Package
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import Evidence

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_DATACLASS


def dump(value: object) -> str:
    """JSON text: money as `12.50 USD`, exact numbers as text, instants in UTC."""
    return orjson.dumps(value, option=_OPTIONS, default=_plain).decode()


def load(text: str) -> Any:
    """What `dump` wrote."""
    return orjson.loads(text)


def _plain(value: object) -> object:
    kind = type(value)
    if kind is Money or kind is Decimal:
        return str(value)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in the ledger")


def instant_of(text: str | None) -> datetime | None:
    """An instant `instant_text` wrote."""
    return datetime.fromisoformat(text) if text else None


def sighting_payload(seen: Sighting) -> dict[str, Any]:
    """A sighting as the chain keeps it: without the buyer's words."""
    return {
        "kind": seen.kind,
        "order_item_id": seen.order_item_id,
        "sku": seen.sku,
        "asin": seen.asin,
        "marketplace": seen.marketplace,
        "channel": seen.channel,
        "occurred_at": when_text(seen.occurred_at),
        "units": seen.units,
        "unit_key": seen.unit_key,
        "facts": seen.facts,
        "refunded": seen.refunded,
        "days": seen.days,
        "severity": seen.severity,
        "listed_in": seen.listed_in,
        "evidence": {
            "key": seen.evidence.key,
            "source": seen.evidence.source,
            "where": seen.evidence.where,
            "values": seen.evidence.values,
        },
    }


def sighting_of(order_id: str, payload: Mapping[str, Any]) -> Sighting:
    """Read back what `sighting_payload` wrote."""
    proof = payload["evidence"]
    return Sighting(
        kind=IssueKind(payload["kind"]),
        order_id=order_id,
        order_item_id=payload["order_item_id"],
        sku=payload["sku"],
        asin=payload["asin"],
        marketplace=payload["marketplace"],
        channel=Channel(payload["channel"]) if payload["channel"] else None,
        occurred_at=when_of(payload["occurred_at"]),
        units=payload["units"],
        unit_key=payload["unit_key"],
        facts=Facts.from_json(payload["facts"]),
        evidence=Evidence(proof["key"], Source(proof["source"]), proof["where"], proof["values"]),
        refunded=Money.parse(payload["refunded"]) if payload["refunded"] else None,
        days={name: when for name, text in payload["days"].items() if (when := when_of(text))},
        severity=Severity(payload["severity"]) if payload["severity"] else None,
        listed_in=payload["listed_in"],
    )


def money_payload(row: MoneyRow) -> dict[str, Any]:
    """A movement of money as the chain keeps it."""
    return {
        "kind": row.kind,
        "book": row.book,
        "order_item_id": row.order_item_id,
        "sku": row.sku,
        "marketplace": row.marketplace,
        "posted": when_text(row.posted),
        "amount": str(row.amount),
        "key": row.key,
        "words": row.words,
        "is_held": row.is_held,
        "adjustment_id": row.adjustment_id,
        "values": row.values,
        "origin": _origin_payload(row.origin),
    }


def money_of(order_id: str, payload: Mapping[str, Any]) -> MoneyRow:
    """Read back what `money_payload` wrote."""
    return MoneyRow(
        **{
            **payload,
            "origin": _origin_of(payload["origin"]),
            "kind": MoneyKind(payload["kind"]),
            "order_id": order_id,
            "posted": when_of(payload["posted"]),
            "amount": Money.parse(payload["amount"]),
        }
    )


def label_payload(row: LabelRow) -> dict[str, Any]:
    """What a labels file says of an order, as the chain keeps it."""
    return {
        "is_protected": row.is_protected,
        "first_scan": when_text(row.first_scan),
        "values": row.values,
        "origin": _origin_payload(row.origin),
    }


def label_of(order_id: str, payload: Mapping[str, Any]) -> LabelRow:
    """Read back what `label_payload` wrote."""
    return LabelRow(
        origin=_origin_of(payload["origin"]),
        order_id=order_id,
        is_protected=payload["is_protected"],
        first_scan=when_of(payload["first_scan"]),
        values=payload["values"],
    )


def delivery_payload(delivery: Delivery) -> dict[str, Any]:
    """Between which moments an order arrived, as the chain keeps it."""
    return {"after": when_text(delivery.after), "by": when_text(delivery.by)}


def delivery_of(payload: Mapping[str, Any]) -> Delivery:
    """Read back between which moments an order arrived."""
    return Delivery(instant_of(payload["after"]), datetime.fromisoformat(payload["by"]))


def _origin_payload(origin: Origin) -> dict[str, Any]:
    told = {"source": origin.source, "api": origin.api, "where": origin.where}
    return told | {"as_of": when_text(origin.as_of)}


def _origin_of(payload: Mapping[str, Any]) -> Origin:
    return Origin(
        Source(payload["source"]), payload["api"], payload["where"], instant_of(payload["as_of"])
    )


def order_of(payload: Mapping[str, Any]) -> Order:
    """Read back an order snapshot."""
    return Order(
        source=Source(payload["source"]),
        order_id=payload["order_id"],
        marketplace=payload["marketplace"],
        channel=Channel(payload["channel"]) if payload["channel"] else None,
        status=payload["status"],
        placed_at=instant_of(payload["placed_at"]),
        updated_at=instant_of(payload["updated_at"]),
        currency=payload["currency"],
        ship_by=instant_of(payload["ship_by"]),
        deliver_by=instant_of(payload["deliver_by"]),
        total=_money_of(payload["total"]),
        prime=payload["prime"],
        business=payload["business"],
        replacement_of=payload["replacement_of"],
        service_level=payload["service_level"],
        country=payload["country"],
        lines=tuple(_line_of(line) for line in payload["lines"]),
        packages=tuple(_package_of(package) for package in payload["packages"]),
        part=payload["part"],
        buyer=payload["buyer"],
    )


def _money_of(text: str | None) -> Money | None:
    return Money.parse(text) if text else None


def _line_of(payload: Mapping[str, Any]) -> Line:
    return Line(
        **{
            **payload,
            "paid": _money_of(payload["paid"]),
            "shipping": _money_of(payload["shipping"]),
        }
    )


def _package_of(payload: Mapping[str, Any]) -> Package:
    return Package(**{**payload, "ship_time": instant_of(payload["ship_time"])})
