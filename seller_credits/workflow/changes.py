"""Changes of a suggestion: one person wants them; where the settings ask, another approves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from seller_credits.domain.approvals import Change
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.wishes import Chosen
from seller_credits.ledger.interface import Ledger

PROPOSED = "change_proposed"
_SETTLED_BY = frozenset({"approved", "declined", "recorded"})
_CLOSED = frozenset({"closed", "superseded", "expired"})
_TOLD = _SETTLED_BY | {PROPOSED}


def change_of(suggestion: Mapping[str, Any], picked: Chosen, by: str, reason: str) -> Change:
    """What was picked, beside what was suggested."""
    return Change(picked.remedy, picked.amount, _suggested(suggestion), by, reason)


def _suggested(suggestion: Mapping[str, Any]) -> tuple[str, Money | None]:
    told = suggestion["amount"]
    amount = Money.of(told, suggestion["currency"]) if told is not None else None
    return suggestion["remedy"], amount


def change_proposed(ledger: Ledger, account: str, suggestion: Mapping[str, Any]) -> Change | None:
    """The change of a suggestion that waits for another person; None where none does."""
    found: Change | None = None
    for entry in ledger.history(suggestion["order_id"]):
        if entry.account != account or entry.kind not in _TOLD:
            continue
        told = orjson.loads(entry.payload)
        if told["suggestion_id"] != suggestion["suggestion_id"]:
            continue
        if entry.kind == PROPOSED:
            amount = Money.parse(told["amount"]) if told["amount"] else None
            remedy = Remedy(told["remedy"])
            found = Change(remedy, amount, _suggested(suggestion), told["by"], told["reason"])
        else:
            found = None
    return found


def with_changes(
    ledger: Ledger, suggestions: Iterable[Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """Suggestions, those that are open each with the change that waits for another person."""
    for item in suggestions:
        waiting = None
        if item["status"] not in _CLOSED:
            waiting = change_proposed(ledger, item["account"], item)
        yield {**item, "change": waiting.as_json()} if waiting else item
