"""A person says which version decides: `policy activate` and `policy revoke`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from seller_credits import policy as rules
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.standing import Standing
from seller_credits.ledger.interface import Ledger
from seller_credits.workflow.in_force import InForce, PolicyInUse, in_force

_FEWEST_DIGITS = 6
_PREFIX = re.compile(rf"[0-9a-f]{{{_FEWEST_DIGITS},64}}")


class Became(StrEnum):
    """What became of a version somebody activated."""

    ACTIVE = "active"
    ALREADY_ACTIVE = "already_active"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Activation:
    """What an `activate` did.

    Attributes:
        since: from which order date on it is in force; None where it names none.
        takes_place_of: what judged orders of that date until now; None where nothing did.
        behind: what judges orders of that date all the same; None where it does itself.
        proposed_by: who proposed it, where two people are asked for.
    """

    became: Became
    policy: rules.Policy
    since: date | None
    takes_place_of: rules.Policy | None = None
    behind: rules.Policy | None = None
    proposed_by: str | None = None


def activate(
    ledger: Ledger,
    account: str,
    candidate: PolicyInUse,
    in_use: PolicyInUse,
    *,
    by: str,
    now: datetime,
    two_people: bool,
) -> Activation:
    """Let a version decide from now on, or propose it to a second person.

    Args:
        ledger: where it is written down.
        account: whose.
        candidate: the version.
        in_use: the file in use, which may be the same.
        by: who says so.
        now: the moment, aware.
        two_people: whether another person must have proposed it.

    Raises:
        UsageProblem: this very person has proposed it already.
    """
    policy = candidate.policy
    with ledger.writing(account, now) as writer:
        before = in_force(ledger, account, in_use)
        said = Activation(Became.ACTIVE, policy, policy.effective_from)
        day = policy.effective_from or now.date()
        judged_by = _judging(before, policy, day)
        if candidate.digest in before.active and not _is_behind(policy, judged_by):
            behind = _other(policy, judged_by)
            return replace(said, became=Became.ALREADY_ACTIVE, behind=behind)
        writer.policy_read(candidate.digest, candidate.name, candidate.text)
        first = _proposed_by(ledger.standings(account), candidate.digest) if two_people else None
        if two_people and first is None:
            writer.policy_proposed(candidate.digest, by)
            return replace(said, became=Became.PROPOSED, proposed_by=by)
        if first is not None and _is_same_person(first, by):
            raise UsageProblem(
                f"{by} proposed this policy already, and the settings ask for two people.",
                hint="Another one activates it: the same command with their --by NAME.",
            )
        writer.policy_activated(candidate.digest, by, first)
    after = _judging(in_force(ledger, account, in_use), policy, day)
    return replace(
        said,
        takes_place_of=_other(policy, judged_by),
        behind=_other(policy, after),
        proposed_by=first,
    )


def _judging(what: InForce, policy: rules.Policy, day: date) -> rules.Policy | None:
    """Which version judges an order of that day in the policy's own currency."""
    found = what.versions.for_order(day, policy.rates.own).policy
    ended = found is not None and found.effective_to is not None and found.effective_to < day
    return None if ended else found


def _is_behind(policy: rules.Policy, other: rules.Policy | None) -> bool:
    """Whether to activate it once more would put it before another of the same day."""
    if other is None or other.digest == policy.digest:
        return False
    return other.effective_from == policy.effective_from


def _other(policy: rules.Policy, found: rules.Policy | None) -> rules.Policy | None:
    return None if found is None or found.digest == policy.digest else found


def _proposed_by(standings: Iterable[Standing], digest: str) -> str | None:
    waiting = (each.awaits_second for each in standings if each.digest == digest)
    return next((word.by for word in waiting if word is not None), None)


def _is_same_person(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def digest_meant(ledger: Ledger, account: str, prefix: str, also: Iterable[str] = ()) -> str:
    """The digest a person means by its first digits.

    Args:
        ledger: what is known of the account.
        account: its name.
        prefix: six hex digits at least.
        also: digests the ledger may not know yet: the file in use.

    Raises:
        UsageProblem: it means none, or more than one.
    """
    wanted = prefix.strip().lower()
    if not _PREFIX.fullmatch(wanted):
        raise UsageProblem(
            f"{prefix!r} is no digest of a policy.",
            hint=f"Give {_FEWEST_DIGITS} of its hex digits or more; "
            "`seller-credits policy activate --list` prints them.",
        )
    known = {*ledger.policy_digests(account), *also}
    found = sorted(digest for digest in known if digest.startswith(wanted))
    if not found:
        raise UsageProblem(
            f"No policy whose digest begins with {wanted} ever decided here.",
            hint="`seller-credits policy activate --list` prints those that are in force; a "
            "suggestion names the one that decided it.",
        )
    if len(found) > 1:
        raise UsageProblem(f"{wanted} may be any of {', '.join(found)}.", hint="Give more digits.")
    return found[0]


def revoke(
    ledger: Ledger, account: str, digest: str, *, by: str, reason: str, now: datetime
) -> bool:
    """Put an end to a version: it decides nothing any more, whatever an order's date.

    Gives whether it was in force until now; a version that was revoked stays so.
    """
    with ledger.writing(account, now) as writer:
        if any(each.is_revoked and each.digest == digest for each in ledger.standings(account)):
            return False
        writer.policy_revoked(digest, by, reason)
    return True
