"""Where the evidence leads an issuance: pure, and only along the moves that there are.

What is shown to the cent is believed at once. What is shown otherwise may be somebody else's doing
while ours is still to come, so it is believed only once ours would have shown as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from seller_credits.domain.issuances import MOVES, Issuance, Status
from seller_credits.issuance.looking import LAST_READ
from seller_credits.issuance.proof import Finding, Shown

_BECOMES = {
    Shown.EXACT: Status.CONFIRMED,
    Shown.LESS: Status.PARTIAL,
    Shown.OTHER: Status.MISMATCHED,
    Shown.TWICE: Status.DUPLICATE,
}
_AT_ONCE = frozenset({Shown.EXACT, Shown.TWICE})
_NOT_FOUND_YET = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.UNKNOWN, Status.RECORDED})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the meaning of a finding depends on.

    Attributes:
        age: since it left the house, or was done.
        absent_after: how long the marketplace's books may lack it.
        tried_again: it was taken for nothing, and the same was issued once more since.
        was_read: the books were read just now, to their end.
        shows_held: and what is held back would have shown: else absence proves nothing.
        no_feed_works: no feed works on it any more, nor is there one that took it.
    """

    age: timedelta
    absent_after: timedelta
    tried_again: bool = False
    was_read: bool = False
    shows_held: bool = False
    no_feed_works: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the books would show it by now."""
        return self.age > self.absent_after


def concluded(
    issuance: Issuance, finding: Finding, told: Circumstances
) -> tuple[Status | None, str]:
    """Where the books lead it, and by what evidence; None where they say nothing new."""
    status = issuance.status
    if finding.shown is Shown.NOTHING and _is_absent(issuance, told):
        return Status.ABSENT, _absence(told)
    to = _BECOMES.get(finding.shown)
    if to is None or _may_change_yet(status, finding, told):
        return None, ""
    if to is Status.CONFIRMED and told.tried_again:
        to = Status.DUPLICATE
    if to is Status.CONFIRMED and status is Status.CONFIRMED:
        if finding.is_final or (told.was_read and told.age > LAST_READ):
            return Status.SETTLED, _settled(finding)
        return None, ""
    if to not in MOVES[status]:
        return None, ""
    return to, _sentence(issuance, finding, to, tried_again=told.tried_again)


def _may_change_yet(status: Status, finding: Finding, told: Circumstances) -> bool:
    if finding.shown in _AT_ONCE or told.is_over:
        return False
    is_certain = finding.by_key and finding.shown is Shown.OTHER
    return status in _NOT_FOUND_YET and not is_certain


def _is_absent(issuance: Issuance, told: Circumstances) -> bool:
    """Whether it was looked for long enough, and nothing can come of it any more.

    A feed that is in progress may still pay, whatever time has passed; so may one that took it.
    """
    is_lost = issuance.status is Status.UNKNOWN
    return is_lost and told.is_over and told.shows_held and told.no_feed_works


def _absence(told: Circumstances) -> str:
    hours = told.absent_after / timedelta(hours=1)
    return f"No book shows it {hours:.0f} hours after it was handed in, and no feed works on it."


def _settled(finding: Finding) -> str:
    if finding.by_key:
        return f"{finding.book} shows it under its own key."
    if finding.is_final:
        return f"{finding.book} shows it."
    return f"{finding.book} still shows it after {LAST_READ.days} days, and nothing else."


def _sentence(issuance: Issuance, finding: Finding, to: Status, *, tried_again: bool) -> str:
    seen = ", ".join(str(row.amount) for row in finding.rows)
    how = "under its own key" if finding.by_key else "by line and amount; it shows no key of ours"
    meant = f"{issuance.amount} were meant"
    if to is Status.CONFIRMED:
        late = ""
        if issuance.status in {Status.REJECTED, Status.ABSENT}:
            late = (
                f" It was {issuance.status}: it was paid after all, or somebody gave the same by "
                "hand, which cannot be told apart."
            )
        return f"{finding.book} shows it to the cent: {seen} ({how}).{late}"
    if to is Status.DUPLICATE and tried_again:
        return f"{finding.book} shows it after all: {seen}; and it was issued once more meanwhile."
    if to is Status.DUPLICATE:
        unsure = (
            ""
            if finding.by_key
            else " Whether it was carried out twice or somebody gave the same by hand, this book "
            "does not tell."
        )
        return f"{finding.book} shows it more than once: {seen}, and {meant}.{unsure}"
    return f"{finding.book} shows {seen}, and {meant} ({how})."
