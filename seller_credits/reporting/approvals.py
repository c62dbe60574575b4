"""Approvals in words and as JSON: who said yes to what, when, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seller_credits.domain.approvals import Approval
from seller_credits.domain.clock import instant_text, when_text
from seller_credits.domain.issuances import Issuance
from seller_credits.domain.money import Money
from seller_credits.reporting import words

Item = Mapping[str, Any]


def issuance_item(issuance: Issuance) -> dict[str, Any]:
    """An issuance as lists and details show it."""
    amount = issuance.amount
    return {
        "issuance_id": issuance.issuance_id,
        "status": issuance.status,
        "remedy": issuance.remedy,
        "amount": amount.plain if amount else None,
        "currency": amount.currency if amount else None,
        "by": issuance.by,
        "at": instant_text(issuance.approved_at),
        "moved_at": instant_text(issuance.moved_at),
        "again_at": when_text(issuance.again_at),
        "authority": issuance.authority,
        "reason": issuance.reason,
        "rule": issuance.rule,
        "reference": issuance.reference,
        "lines": [
            {
                "order_item_id": line.order_item_id,
                "sku": line.sku,
                "amount": line.amount.plain if line.amount else None,
                "quantity": line.quantity,
            }
            for line in issuance.lines
        ],
        "feed_id": issuance.feed_id,
    }


def with_issuances(items: Iterable[Item], issuances: Iterable[Issuance]) -> Iterator[Item]:
    """Suggestions, each with the latest that was approved or recorded of it, if anything was."""
    latest = {each.suggestion_id: each for each in issuances if each.suggestion_id is not None}
    for item in items:
        own = latest.get(item["suggestion_id"])
        yield {**item, "issuance": issuance_item(own)} if own else item


def approval_item(approval: Approval) -> dict[str, Any]:
    """What became of one suggestion somebody approved."""
    suggestion, issuance, change = approval.suggestion, approval.issuance, approval.change
    named = {name: suggestion[name] for name in ("suggestion_id", "account", "order_id")}
    told: dict[str, Any] = {**named, "result": "approved" if issuance else "change_proposed"}
    if issuance is not None:
        told |= issuance_item(issuance)
    elif change is not None:
        told |= {"remedy": change.remedy, **_amount(change.amount), "by": change.by}
        told["reason"] = change.reason
    told["instead_of"] = None
    if change is not None:
        remedy, amount = change.instead_of
        told["instead_of"] = {"remedy": remedy, **_amount(amount)}
        told["proposed_by"] = change.by
    return {**told, "notes": list(approval.notes)}


def _amount(amount: Money | None) -> dict[str, str | None]:
    return {
        "amount": amount.plain if amount else None,
        "currency": amount.currency if amount else None,
    }


def approval_line(approval: Approval) -> str:
    """`Approved s-1a2b-1: refund part, 4.20 USD (instead of 6.00 USD), order 111-..., by ana`."""
    suggestion, issuance, change = approval.suggestion, approval.issuance, approval.change
    instead = ""
    if change is not None:
        remedy, before = change.instead_of
        was = words.what_to_do({"remedy": remedy}).lower()
        instead = f" (instead of {was}{f', {before}' if before else ''})"
    name, order = suggestion["suggestion_id"], f"order {suggestion['order_id']}"
    if issuance is None:
        assert change is not None
        what = _what(change.remedy, change.amount)
        return (
            f"Change proposed for {name}: {what}{instead}, {order}, by {change.by}. "
            "Another person approves it."
        )
    what = _what(issuance.remedy, issuance.amount)
    return f"Approved {name}: {what}{instead}, {order}, by {issuance.by}."


def _what(remedy: str, amount: Money | None) -> str:
    to_do = words.what_to_do({"remedy": remedy}).lower()
    return f"{to_do}, {amount}" if amount else to_do


def recorded_line(issuance: Issuance) -> str:
    """`Recorded: refund part, 4.20 USD, order 111-..., by ana, for s-1a2b-1; reference 12-34`."""
    about = f", for {issuance.suggestion_id}" if issuance.suggestion_id else ""
    what = _what(issuance.remedy, issuance.amount)
    return (
        f"Recorded: {what}, order {issuance.order_id}, by {issuance.by}{about}; "
        f"reference {issuance.reference}."
    )


def told_of(issuance: Item, suggested: Item) -> str:
    """`approved by ana on 23 Nov 2026, 4.20 USD instead of 6.00 USD: the buyer asked for it`."""
    how = "recorded" if issuance["reference"] else "approved"
    parts = [f"{how} by {issuance['by']} on {words.day(issuance['at'])}"]
    changed = (issuance["remedy"], issuance["amount"]) != (suggested["remedy"], suggested["amount"])
    if changed:
        given = words.how_much(issuance) or words.what_to_do(issuance).lower()
        before = words.how_much(suggested) or words.what_to_do(suggested).lower()
        parts.append(f"{given} instead of {before}")
    why = issuance["reason"] or issuance["reference"]
    return f"{', '.join(parts)}{f': {why}' if why else ''}"
