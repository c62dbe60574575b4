"""One order's story, as the ledger has it: one line an entry, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from rich.text import Text

from seller_credits.domain.issuances import Status
from seller_credits.reporting import words
from seller_credits.reporting.console import console, plain
from seller_credits.reporting.rows import spaced

Payload = Mapping[str, Any]


def print_story(order_id: str, entries: Sequence[Payload]) -> None:
    """Every entry about one order, oldest first."""
    out = console()
    out.print(Text(f"Order {plain(order_id)}", style="bold"))
    for told in map(line_of, entries):
        line = Text(f"{told.at}  ", style="dim")
        line.append(f"#{told.seq} {told.what}", style="bold")
        line.append(f"  {plain(told.said)}", style="not dim not bold")
        out.print(line)


class StoryLine(NamedTuple):
    """One entry in words.

    Attributes:
        at: when, `2026-11-23 08:00:00 UTC`.
        what: its kind, `money seen`.
        said: what it says; may be empty.
    """

    at: str
    seq: int
    what: str
    said: str


def line_of(entry: Payload) -> StoryLine:
    """One entry in words; of a kind that is not known here, its kind alone."""
    said = _TOLD.get(entry["kind"], _untold)(entry["payload"])
    at = f"{entry['at'][:19].replace('T', ' ')} UTC"
    return StoryLine(at, entry["seq"], entry["kind"].replace("_", " "), said)


def _issue_seen(payload: Payload) -> str:
    proof = payload["evidence"]
    return f"{words.what_happened({'issue': payload['kind']})}: {proof['source']}, {proof['where']}"


def _order_seen(payload: Payload) -> str:
    parcels = ", ".join(package["status"] for package in payload["packages"])
    amount = f", {payload['total']}" if payload["total"] else ""
    parcels = f", parcel {parcels}" if parcels else ""
    return f"{payload['source']}: {payload['status']}{amount}{parcels}{_arrival(payload)}"


def _arrival(payload: Payload) -> str:
    """When it arrived, as far as two looks at it tell."""
    told = payload["delivery"]
    if not told:
        return ""
    after = f"after {told['after']} and " if told["after"] else ""
    return f"; arrived {after}by {told['by']}"


def _issue_joined(payload: Payload) -> str:
    learnt = [f"{name} {value}" for name, value in payload.items() if name != "issue_id" and value]
    return f"learnt from the order: {', '.join(learnt)}"


def _suggested(payload: Payload) -> str:
    instead = f" (instead of {payload['supersedes']})" if payload["supersedes"] else ""
    amount = f", {words.how_much(payload)}" if payload["amount"] else ""
    what = words.what_to_do(payload).lower()
    return f"{payload['suggestion_id']}{instead}: {what}{amount}. {words.why(payload)}"


def _upheld(payload: Payload) -> str:
    version = payload["version"]
    told = f" {version['version']}" if version["version"] else ""
    who = f", {payload['authority']} may approve it" if payload["authority"] else ""
    return f"{payload['suggestion_id']} now rests on {version['name']}{told}{who}"


def _untold(_: Payload) -> str:
    return ""


def _feedback_seen(payload: Payload) -> str:
    return f"{payload['stars']} stars, {payload['where']}"


def _judged(payload: Payload) -> str:
    due = f"due {payload['deadline'] or 'at no set time'}: {payload['deadline_rule']}"
    return f"{due}; defect rate: {payload['odr_exposure_why']}"


def _money_seen(payload: Payload) -> str:
    held = ", held back for now" if payload["is_held"] else ""
    what = spaced(payload["kind"])
    return f"{what} of {payload['amount']} ({payload['words']}{held}): {payload['origin']['where']}"


def _label_seen(payload: Payload) -> str:
    protected = {True: "protected", False: "not protected", None: "protection not known"}
    scan = f", first scan {payload['first_scan']}" if payload["first_scan"] else ""
    return f"label {protected[payload['is_protected']]}{scan}: {payload['origin']['where']}"


def _approved(payload: Payload) -> str:
    what = words.what_to_do(payload).lower()
    amount = f", {payload['amount']}" if payload["amount"] else ""
    why = f": {payload['reason']}" if payload["reason"] else ""
    return f"{payload['suggestion_id']} by {payload['by']}, {what}{amount}{why}"


def _recorded(payload: Payload) -> str:
    what = words.what_to_do(payload).lower()
    amount = f", {payload['amount']}" if payload["amount"] else ""
    when = payload["approved_at"]
    return f"{what}{amount}, done {when} by {payload['by']}; reference {payload['reference']}"


def _declined(payload: Payload) -> str:
    return f"{payload['suggestion_id']} by {payload['by']}: {payload['reason']}"


def _withdrawn(payload: Payload) -> str:
    return f"{payload['issuance_id']} by {payload.get('by')}: {payload.get('reason')}"


def _change_proposed(payload: Payload) -> str:
    what = words.what_to_do(payload).lower()
    amount = f", {payload['amount']}" if payload["amount"] else ""
    name = payload["suggestion_id"]
    return f"{name} by {payload['by']}, {what}{amount} instead: {payload['reason']}"


def _expired(_: Payload) -> str:
    return "acting on it has no effect any more"


_SAID_OTHERWISE = frozenset({Status.APPROVED, Status.RECORDED, Status.WITHDRAWN, Status.EXPIRED})
"""Those that have words of their own."""


def _moved(payload: Payload) -> str:
    """An issuance that went on, and by what evidence."""
    by = payload.get("settled_by")
    parts = [
        f"{payload['issuance_id']}, {payload['from']} before{f', by {by}' if by else ''}",
        *([f"feed {payload['feed_id']}"] if payload.get("feed_id") else ()),
    ]
    why = payload.get("why")
    return f"{'; '.join(parts)}{f': {why}' if why else ''}"


def _orphan(payload: Payload) -> str:
    posted = f", {payload['posted']}" if payload["posted"] else ""
    return f"{payload['amount']} in {payload['book']}{posted}, issued by nobody here"


def _orphan_explained(payload: Payload) -> str:
    return str(payload["why"])


def _evidence(payload: Payload) -> str:
    note = f": {payload['note']}" if payload.get("note") else ""
    return f"{payload['name']} kept{note}; SHA-256 {payload['digest']}"


_TOLD: Mapping[str, Callable[[Payload], str]] = {
    "issue_seen": _issue_seen,
    "order_seen": _order_seen,
    "judged": _judged,
    "money_seen": _money_seen,
    "label_seen": _label_seen,
    "expired": _expired,
    "approved": _approved,
    "recorded": _recorded,
    "declined": _declined,
    "withdrawn": _withdrawn,
    "change_proposed": _change_proposed,
    "feedback_seen": _feedback_seen,
    "issue_joined": _issue_joined,
    "suggested": _suggested,
    "upheld": _upheld,
    **{str(status): _moved for status in Status if status not in _SAID_OTHERWISE},
    "not_handed_in": _moved,
    "orphan": _orphan,
    "orphan_explained": _orphan_explained,
    "evidence": _evidence,
}
