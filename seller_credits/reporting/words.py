"""Issues, remedies and deadlines in a seller's own words: what the tables and the page say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from seller_credits.domain.issuances import Status
from seller_credits.domain.remedies import Remedy

Item = Mapping[str, Any]
"""A suggestion or an issue as the ledger lists it."""

_HAPPENED = {
    "late_shipment": "Shipped late",
    "late_delivery": "Late delivery",
    "lost": "Never arrived",
    "undeliverable": "Could not be delivered",
    "damaged": "Arrived damaged",
    "defective": "Does not work",
    "wrong_item": "Wrong item sent",
    "missing_parts": "Parts missing",
    "not_as_described": "Not as described",
    "quality": "Poor quality",
    "misdelivered": "Delivered elsewhere",
    "negative_feedback": "Negative feedback",
    "a_to_z_claim": "A-to-z claim",
    "chargeback": "Chargeback",
    "overcharge": "Charged too much",
    "stock_cancellation": "Cancelled, out of stock",
    "slow_response": "Answered too slowly",
    "outage": "Outage",
    "buyer_remorse": "Changed their mind",
    "other": "Other reason",
}
_TO_DO = {
    "partial_refund": "Refund part",
    "full_refund": "Refund in full",
    "replacement": "Send another one",
    "return_and_refund": "Refund on return",
    "message": "Write to the buyer",
    "review": "Look at it",
    "none": "Nothing",
}
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def what_happened(item: Item) -> str:
    """`Late delivery, 5 days`, `Never arrived`, `Negative feedback, 1 star`."""
    kind = str(item["issue"])
    text = _HAPPENED.get(kind, kind.replace("_", " ").capitalize())
    facts = item.get("facts") or {}
    if kind == "late_shipment" and facts.get("order_status") in {"unshipped", "partly_shipped"}:
        if "days_overdue" not in facts:
            return "To be shipped soon"
        return _counted("Not shipped yet", facts["days_overdue"], "day", "overdue")
    if kind == "late_delivery":
        return _late(text, facts)
    if kind == "negative_feedback":
        return _counted(text, facts.get("feedback_rating"), "star")
    return text


def _late(text: str, facts: Mapping[str, Any]) -> str:
    """By how many days, as far as it is proven: a range where it is one."""
    least, most = int(facts.get("days_late") or 0), facts.get("days_late_at_most")
    if most is not None:
        if least and least < int(most):
            return f"{text}, {least} to {counted(int(most), 'day')}"
        at_most = "" if least else "at most "
        return f"{text}, {at_most}{counted(int(most), 'day')}" if int(most) else text
    return _counted(text, least, "day", "" if facts.get("package") == "delivered" else "so far")


def _counted(text: str, told: int | str | None, unit: str, after: str = "") -> str:
    number = int(told or 0)
    return f"{text}, {counted(number, unit)} {after}".rstrip() if number else text


def what_to_do(item: Item) -> str:
    """`Refund part`, `Send another one`, `Look at it`."""
    remedy = str(item["remedy"])
    return _TO_DO.get(remedy, remedy.replace("_", " ").capitalize())


def how_much(item: Item) -> str:
    """`4.20 USD`, or nothing where no money is suggested."""
    return money(item, "amount")


def given(item: Item) -> str:
    """`4.20 USD`; where no money is given, what is: `send another one`."""
    if item.get("amount") is None and item.get("remedy"):
        return what_to_do(item).lower()
    return how_much(item)


_STANDING: Mapping[str, str] = {
    Status.APPROVED: "nothing has left the house yet",
    Status.INTENDED: "it is being handed in; what became of it is not known yet",
    Status.SUBMITTED: "handed in; not proven yet",
    Status.ACCEPTED: "the marketplace took it; not proven yet",
    Status.CONFIRMED: "the marketplace's books show it",
    Status.SETTLED: "it is proven, and nothing more is expected",
    Status.REJECTED: "the marketplace refused it: nothing came of it",
    Status.UNKNOWN: "the answer was lost: it is looked for, and never sent again",
    Status.ABSENT: "it was looked for, and is nowhere",
    Status.PARTIAL: "only a part of it is shown: look into it",
    Status.MISMATCHED: "something else is shown than was meant: look into it",
    Status.DUPLICATE: "it is shown more than once: look into it",
    Status.WITHDRAWN: "it was taken back before it left",
    Status.SUPERSEDED: "something changed before it left: it was decided anew",
    Status.EXPIRED: "it could have no effect any more, and did not leave",
    Status.RECORDED: "somebody did it elsewhere: it counts, and is never paid again",
}
_GOODS: Mapping[str, str] = {
    Status.CONFIRMED: "it is sent",
    Status.SETTLED: "it arrived, or nothing says otherwise any more",
    Status.MISMATCHED: "it was sent and did not arrive: look into it",
    Status.RECORDED: "somebody sent it; no book can show that",
}


def how_it_stands(issuance: Item) -> str:
    """How far something that was approved or recorded has come, in a sentence."""
    status = str(issuance["status"])
    goods = _GOODS if issuance["remedy"] == Remedy.REPLACEMENT else {}
    return goods.get(status) or _STANDING.get(status, status)


def money(item: Item, name: str) -> str:
    """One of an item's amounts with its currency; nothing where it has none."""
    amount = item.get(name)
    return "" if amount is None else f"{amount} {item['currency']}"


def why(item: Item) -> str:
    """The first and most telling reason."""
    reasons = item.get("reasons") or []
    return str(reasons[0]) if reasons else ""


def until_when(item: Item, now: datetime) -> str:
    """`in 31 h`, `in 4 days`, `2 days overdue`; nothing where there is no deadline."""
    if not item.get("deadline"):
        return ""
    left = datetime.fromisoformat(str(item["deadline"])) - now
    if left >= timedelta():
        return f"in {_span(left)}"
    return f"{_span(-left)} overdue"


def _span(length: timedelta) -> str:
    if length < 2 * _DAY:
        return f"{length // _HOUR} h"
    return f"{length // _DAY} days"


def day(text: str | None) -> str:
    """The day of an instant or a bare day, `23 Nov 2026`; instants in UTC."""
    if not text:
        return ""
    moment = datetime.fromisoformat(text)
    if "T" in text:
        moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b %Y}"


def waits(item: Item) -> bool:
    """Whether somebody still has to do something about it."""
    return item.get("status") == "proposed"


def counted(number: int, thing: str) -> str:
    """`1 new issue`, `1,204 new issues`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def item(of: Item) -> str:
    """The store and the SKU, as far as they are known."""
    return " ".join(str(of[name]) for name in ("marketplace", "sku") if of.get(name))


def order_line(item: Item) -> str:
    """Where it happened: the order, its store, and the SKU where one is known."""
    parts = (item["order_id"], item.get("marketplace"), item.get("sku"))
    return " ".join(str(part) for part in parts if part)
