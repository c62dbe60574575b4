"""How nouns are written into the ledger and read back: JSON, exact money, instants in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from seller_credits.domain.cases import Sighting
from seller_credits.domain.clock import when_of, when_text
from seller_credits.domain.facts import Facts
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line, Order, Package
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
