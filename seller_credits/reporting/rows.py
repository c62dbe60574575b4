"""One line of the page: a suggestion in a seller's words, ready to be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from seller_credits.domain.clock import instant_text
from seller_credits.domain.issuances import FOR_A_PERSON
from seller_credits.domain.issues import CoverageState, Exposure
from seller_credits.domain.remedies import Authority
from seller_credits.reporting import words
from seller_credits.reporting.approvals import told_of

_EXPOSURES: Mapping[str, str] = {
    Exposure.PREVENTABLE: "preventable",
    Exposure.ALREADY_COUNTED: "counted already",
    Exposure.NOT_EXPOSED: "not exposed",
    Exposure.UNKNOWN: "not known",
}
_APPROVAL: Mapping[str, str] = {
    Authority.AUTOMATIC: "within the automatic limit",
    Authority.AGENT: "an agent may approve",
    Authority.MANAGER: "a manager approves",
    Authority.OWNER: "the owner approves",
}
_SOURCES: Mapping[str, str] = {
    "orders": "orders",
    "packages": "parcel tracking",
    "mfn_returns": "returns to you",
    "fba_returns": "returns to Amazon",
    "feedback": "feedback",
    "finances": "finances",
    "all_orders": "all-orders report",
    "account_health": "account health",
    "settlement": "settlement report",
    "labels": "labels file",
    "csv": "your own table",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant: `iso` for machines, `text` and its `day` for people, all in UTC."""

    iso: str
    text: str
    day: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source that told of the issue, and when it was last read."""

    source: str
    read_at: Moment | None
    failed: bool


@dataclass(frozen=True, slots=True)
class OtherRemedy:
    """Another remedy that was looked at, and why it was not chosen."""

    what: str
    amount: str
    net_cost: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Acted:
    """What somebody approved or recorded of a suggestion, and how far that has come.

    Attributes:
        told: who, when, and what they changed.
        standing: its status in a sentence.
        wrong: whether a person has to look into it.
    """

    what: str
    amount: str
    currency: str
    told: str
    status: str
    standing: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A suggestion as the page shows it. Empty text is what is not known or does not apply.

    Attributes:
        amount: `4.20`, with `currency` beside it.
        why: the most telling reason; `more_reasons` are the others.
        left: `in 31 h`, `2 days overdue`.
        decided_by: `Rule: late-a-week`, `Guard: claim open`.
        facts: names and values of all that was known.
        acted: what somebody did about it; None where nobody did.
    """

    suggestion_id: str
    order_id: str
    order_item_id: str
    store: str
    sku: str
    status: str
    happened: str
    occurred: str
    to_do: str
    approval: str
    amount: str
    currency: str
    net_cost: str
    why: str
    more_reasons: tuple[str, ...]
    deadline: Moment | None
    left: str
    deadline_rule: str
    decided_by: str
    exposure: str
    exposure_why: str
    evidence: tuple[Evidence, ...]
    limits: tuple[str, ...]
    missing: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    alternatives: tuple[OtherRemedy, ...]
    acted: Acted | None = None


def row_of(item: Mapping[str, Any], now: datetime) -> Row:
    """The line of one suggestion at this moment (aware)."""
    amount, _, currency = words.how_much(item).partition(" ")
    return Row(
        suggestion_id=_text(item, "suggestion_id"),
        order_id=_text(item, "order_id"),
        order_item_id=_text(item, "order_item_id"),
        store=_text(item, "marketplace"),
        sku=_text(item, "sku"),
        status=_text(item, "status"),
        happened=words.what_happened(item),
        occurred=words.day(item.get("occurred_at")),
        to_do=words.what_to_do(item),
        approval=_APPROVAL.get(item.get("authority") or "", ""),
        amount=amount,
        currency=currency,
        net_cost=words.money(item, "net_cost"),
        why=words.why(item),
        more_reasons=tuple(map(str, item.get("reasons") or ()))[1:],
        deadline=moment_of(item.get("deadline")),
        left=words.until_when(item, now),
        deadline_rule=_text(item, "deadline_rule"),
        decided_by=decided_by(item),
        exposure=_EXPOSURES.get(item.get("odr_exposure") or Exposure.UNKNOWN, "not known"),
        exposure_why=_text(item, "odr_exposure_why"),
        evidence=_evidence(item.get("coverage") or {}),
        limits=tuple(map(spaced, item.get("limits_hit") or ())),
        missing=tuple(map(spaced, item.get("missing") or ())),
        facts=tuple((spaced(name), str(told)) for name, told in (item.get("facts") or {}).items()),
        alternatives=tuple(
            _other({**told, "currency": item.get("currency")})
            for told in item.get("alternatives") or ()
        ),
        acted=acted_of(item),
    )


def acted_of(item: Mapping[str, Any]) -> Acted | None:
    """What was approved or recorded of a suggestion; None where nothing was."""
    issuance = item.get("issuance")
    if not issuance:
        return None
    amount, _, currency = words.how_much(issuance).partition(" ")
    status = str(issuance["status"])
    return Acted(
        words.what_to_do(issuance),
        amount,
        currency,
        told_of(issuance, item),
        status,
        words.how_it_stands(issuance),
        status in FOR_A_PERSON,
    )


def decided_by(item: Mapping[str, Any]) -> str:
    """Which guard or rule decided: `Guard: claim open`, `Rule: late-a-week`."""
    if item.get("guard"):
        return f"Guard: {spaced(item['guard'])}"
    return f"Rule: {item['rule']}" if item.get("rule") else "The policy as a whole"


def moment_of(when: object) -> Moment | None:
    """An instant as the ledger tells it, or an aware datetime: `24 Nov 2026, 15:00 UTC`."""
    text = str(when or "")
    if not text:
        return None
    instant = datetime.fromisoformat(text).astimezone(UTC)
    iso = instant_text(instant)
    return Moment(iso, f"{words.day(iso)}, {instant:%H:%M} UTC", words.day(iso))


def source_label(source: str | None) -> str:
    """A source in a seller's words: `returns to you`."""
    return _SOURCES.get(source or "", spaced(source or "not recognised"))


def spaced(name: str) -> str:
    """A name of the program's own as words: `days late`."""
    return str(name).replace("_", " ")


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return "" if value is None else str(value)


def _evidence(told: Mapping[str, Mapping[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            source_label(source),
            moment_of(seen.get("read_at")),
            seen.get("state") == CoverageState.FAILED,
        )
        for source, seen in told.items()
    )


def _other(told: Mapping[str, Any]) -> OtherRemedy:
    return OtherRemedy(
        words.what_to_do(told),
        words.money(told, "amount"),
        words.money(told, "net_cost"),
        _text(told, "why_not"),
    )
