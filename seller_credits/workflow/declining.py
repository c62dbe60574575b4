"""A person says no, or takes a yes back before anything has left the house."""

from __future__ import annotations

from typing import Any

from seller_credits.domain.clock import instant_text
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import CAME_TO_NOTHING, Issuance, Status
from seller_credits.issuance.authority import Person
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.approving import About, Item, must_be_current

_OPEN = frozenset({"proposed", *map(str, CAME_TO_NOTHING)})


def decline(acting: Acting, suggestion: Item, person: Person, reason: str) -> None:
    """Record that a person wants none of it.

    Raises:
        UsageProblem: it is not open: approved, closed, expired or declined already.
    """
    about = About.of(acting.case(suggestion["order_id"]), suggestion)
    must_be_current(about)
    name, status = suggestion["suggestion_id"], about.current.status
    if status not in _OPEN:
        approved = status == Status.APPROVED
        hint = "Take the approval back first: seller-credits withdraw." if approved else ""
        raise UsageProblem(f"{name} is {status}: there is nothing to decline.", hint=hint)
    named = {**suggestion, "ordinal": about.current.ordinal}
    acting.writer.issuing.declined(about.case.order_id, named, by=person.name, reason=reason)


def withdraw(acting: Acting, suggestion: Item, person: Person, reason: str) -> Issuance:
    """Take an approval back; gives the issuance as it stands now.

    Raises:
        UsageProblem: it was never approved, or has left the house.
    """
    about = About.of(acting.case(suggestion["order_id"]), suggestion)
    latest, name = about.latest, suggestion["suggestion_id"]
    if latest is None:
        raise UsageProblem(f"{name} was never approved: it is {about.current.status}.")
    if latest.status is not Status.APPROVED:
        raise UsageProblem(
            f"{name} cannot be taken back: it is {latest.status} since "
            f"{instant_text(latest.moved_at)}.",
            hint=f"See how far it is: seller-credits ledger history {about.case.order_id}",
        )
    return acting.move(latest.issuance_id, Status.WITHDRAWN, why(person, reason), by=person.name)


def why(person: Person, reason: str) -> dict[str, Any]:
    """Who moved an issuance and why, as its entry keeps it."""
    return {"by": person.name, "reason": reason}
