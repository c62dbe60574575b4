"""Two policies on the same history, for another program: one object, money as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from seller_credits.domain.money import Money
from seller_credits.policy import Policy
from seller_credits.policy.diff.difference import (
    Beside,
    Difference,
    Example,
    Flip,
    Spend,
    Sum,
    Verdict,
)

_DIGITS = Decimal("0.01")


def difference_json(
    found: Difference, old: Policy, new: Policy, *, since: date, most: Decimal | None
) -> dict[str, Any]:
    """The comparison as `policy diff --format json` prints it.

    Args:
        found: what the comparison found.
        old: the policy it was compared with.
        new: the policy that may be used.
        since: the first order date that was looked at.
        most: per cent by which the spend may change; None where nobody asked.
    """
    return {
        "schema": "seller-credits/policy-diff/1",
        "old": _policy(old),
        "new": _policy(new),
        "since": since.isoformat(),
        "recorded": found.recorded,
        "replayed": found.replayed,
        "not_replayed": {"issues": found.not_replayed, "facts": dict(found.lacking)},
        "spend": [_spend(each) for each in found.spend],
        "max_spend_change": None if most is None else f"{most:f}",
        "beyond": [] if most is None else [each.old.currency for each in found.beyond(most)],
        "by_remedy": _rows("remedy", found.by_remedy),
        "by_rule": _rows("rule", found.by_rule),
        "by_afterwards": _rows("afterwards", found.by_afterwards),
        "flipped": found.flipped,
        "other_amounts": found.other_amounts,
        "flips": [_flip(each) for each in found.flips],
        "newly_automatic": _sum(found.newly_automatic),
        "no_longer_automatic": _sum(found.no_longer_automatic),
        "unknown_facts": [
            {"fact": name, "unknown": count, "asked": asked}
            for name, (count, asked) in found.unknown.items()
        ],
        "wanting": {"old": dict(found.wanting[0]), "new": dict(found.wanting[1])},
        "otherwise_recorded": found.otherwise_recorded,
        "after_its_end": {"old": found.ended[0], "new": found.ended[1]},
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "policy": policy.name,
        "version": policy.version,
        "digest": policy.digest,
        "file": policy.file,
    }


def _spend(spend: Spend) -> dict[str, Any]:
    percent = spend.percent
    return {
        "currency": spend.old.currency,
        "old": spend.old.plain,
        "new": spend.new.plain,
        "change": spend.change.plain,
        "percent": None if percent is None else f"{percent.quantize(_DIGITS):f}",
    }


def _rows(what: str, rows: Iterable[Beside]) -> list[dict[str, Any]]:
    return [{what: row.name, "old": _sum(row.old), "new": _sum(row.new)} for row in rows]


def _sum(side: Sum) -> dict[str, Any]:
    return {
        "issues": side.decisions,
        "paying": side.paying,
        "worth": [str(money) for money in side.worth],
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "from": flip.before,
        "to": flip.after,
        "issues": flip.old.decisions,
        "old": [str(money) for money in flip.old.worth],
        "new": [str(money) for money in flip.new.worth],
        "examples": [_example(each) for each in flip.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "order_id": example.order_id,
        "issue_id": example.issue_id,
        "issue": example.issue,
        "afterwards": example.afterwards,
        "old": _verdict(example.old),
        "new": _verdict(example.new),
        "change": _text(example.change),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "remedy": verdict.remedy,
        "worth": _text(verdict.worth),
        "by": verdict.by,
        "authority": verdict.authority,
    }


def _text(money: Money | None) -> str | None:
    return None if money is None else str(money)
