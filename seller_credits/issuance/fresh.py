"""Whether what was approved still holds, now that its order was read anew.

A person approved what was known then. Money that went back since, a guard that applies by now, or
another decision by the very same rules, and it is decided anew: nothing is sent on a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.decisions import Decision
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, MoneyRow
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.hurdles import Hurdle, superseded, waits

_TIME_ALONE = frozenset({"per_day", "per_month"})
"""Limits that leave more as time goes by: what is over them waits, and is never cut."""

_ISSUED = frozenset(
    {
        *(Status.INTENDED, Status.SUBMITTED, Status.ACCEPTED, Status.UNKNOWN, Status.CONFIRMED),
        *(Status.PARTIAL, Status.MISMATCHED, Status.DUPLICATE, Status.SETTLED, Status.RECORDED),
    }
)


@dataclass(frozen=True, slots=True)
class Suggested:
    """As much of a recorded suggestion as is compared.

    Attributes:
        outcome: remedy, amount, rule, guard, and of a review what it was for.
        policy: digest of the version that stands for it; empty where none was in force.
        limits_hit: limits that made its amount smaller.
        deadline, expires_at: aware.
    """

    outcome: tuple[Any, ...]
    remedy: Remedy
    amount: Money | None
    guard: str | None
    policy: str = ""
    limits_hit: tuple[str, ...] = ()
    deadline: datetime | None = None
    expires_at: datetime | None = None

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> Suggested:
        """Read what the ledger lists of a suggestion."""
        amount = Money.of(item["amount"], item["currency"]) if item["amount"] else None
        remedy = Remedy(item["remedy"])
        why = (*item["missing"], *item["limits_hit"]) if remedy is Remedy.REVIEW else ()
        return cls(
            (remedy, amount, item["rule"], item["guard"], *why),
            remedy,
            amount,
            item["guard"],
            item["policy_digest"],
            tuple(item["limits_hit"]),
            _instant(item["deadline"]),
            _instant(item["expires_at"]),
        )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _outcome(decision: Decision) -> tuple[Any, ...]:
    review = decision.remedy is Remedy.REVIEW
    why = (*decision.missing, *decision.limits_hit) if review else ()
    return (decision.remedy, decision.amount, decision.rule, decision.guard, *why)


def money_hurdle(
    issuance: Issuance, case: OrderCase, known: Collection[str] | None
) -> Hurdle | None:
    """Money that went back and that nobody knew of at the approval, nor is any of ours.

    Args:
        issuance: the one to hand in.
        case: all that is known of its order by now.
        known: keys of the movements of money that were known when it was approved; None where that
            cannot be told, and nothing is held against it.
    """
    others = [each for each in case.issuances if each.issuance_id != issuance.issuance_id]
    for other in others:
        if other.status is Status.RECORDED and other.approved_at > issuance.approved_at:
            by_hand = f"{other.by} recorded {other.amount or other.remedy} as done elsewhere"
            return superseded("recorded_since", f"Since the approval, {by_hand}.")
    if known is None:
        return None
    ours = {each.issuance_id for each in others}
    given = [row for row in case.money if row.kind in GIVEN and row.amount.amount > 0]
    news: dict[str, list[MoneyRow]] = {}
    for row in given:
        if row.key not in known and (row.adjustment_id or "").rpartition("-")[0] not in ours:
            news.setdefault(row.book, []).append(row)
    for book, rows in news.items():
        if not _is_ours([row.amount for row in given if row.book == book], others):
            return superseded("refunded_since", _sentence(rows))
    return None


def _is_ours(given: Sequence[Money], others: Iterable[Issuance]) -> bool:
    """Whether all that a book shows of the order is no more than was issued here.

    Most books do not show our key, so sums must tell; where they do not, nothing is sent.
    """
    issued: dict[str, Decimal] = {}
    for each in others:
        if each.status in _ISSUED and each.amount is not None:
            issued[each.amount.currency] = (
                issued.get(each.amount.currency, Decimal(0)) + each.amount.amount
            )
    shown: dict[str, Decimal] = {}
    for amount in given:
        shown[amount.currency] = shown.get(amount.currency, Decimal(0)) + amount.amount
    return all(amount <= issued.get(currency, Decimal(0)) for currency, amount in shown.items())


def _sentence(rows: Sequence[MoneyRow]) -> str:
    told = []
    for row in rows:
        posted = row.posted
        exactly = f"{posted:%Y-%m-%d %H:%M} UTC" if isinstance(posted, datetime) else posted
        told.append(f"{row.amount}{f' on {exactly}' if exactly else ''} ({row.book})")
    return f"Somebody else gave money back that was not known at the approval: {', '.join(told)}."


def decision_hurdle(
    issuance: Issuance, suggested: Suggested, decision: Decision | None
) -> Hurdle | None:
    """Whether the rules that suggested it say otherwise now.

    What a person changed is that person's word: it stands as long as no guard applies that did not
    then, and limits leave room for it.

    Args:
        issuance: the one to hand in.
        suggested: what it was approved of.
        decision: by the same version of the policy, of what is known now, its own reservation left
            out; None where it cannot be made.
    """
    if decision is None:
        why = "The policy that suggested it cannot be asked again: withdraw it, approve it anew."
        return waits("undecidable", why, for_a_person=True)
    if _outcome(decision) == suggested.outcome:
        return None
    reason = next(iter(decision.reasons), "")
    if decision.guard == "stale_source":
        return waits("stale_source", reason)
    if decision.guard is not None and decision.guard != suggested.guard:
        return superseded(decision.guard, reason)
    too_little = decision.amount is None or (
        issuance.amount is not None and decision.amount < issuance.amount
    )
    over = sorted(_TIME_ALONE & {*decision.limits_hit})
    if over and too_little:
        why = f"The policy's limit {over[0]} leaves no room for it today; it is never cut to fit."
        return waits(over[0], why)
    was_changed = issuance.amount != suggested.amount or issuance.remedy is not suggested.remedy
    if was_changed or (suggested.limits_hit and _is_the_same_but_more(decision, suggested)):
        return None
    now = f"{decision.remedy} {decision.amount or ''}".strip().replace("_", " ")
    then = f"{suggested.remedy} {suggested.amount or ''}".strip().replace("_", " ")
    return superseded("decided_otherwise", f"The same rules now say {now}, and {then} is approved.")


def _is_the_same_but_more(decision: Decision, suggested: Suggested) -> bool:
    """Whether a limit that made it smaller leaves more by now: what was approved is within it."""
    return (
        decision.remedy is suggested.remedy
        and decision.amount is not None
        and suggested.amount is not None
        and decision.amount.currency == suggested.amount.currency
        and decision.amount >= suggested.amount
    )
