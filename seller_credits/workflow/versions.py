"""Every version of the policy an account knows of, as a person is told of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from seller_credits import policy as rules
from seller_credits.domain.clock import when_text
from seller_credits.domain.standing import Standing
from seller_credits.ledger.interface import Ledger
from seller_credits.workflow.in_force import InForce

_OLDEST = ""


def versions_of(ledger: Ledger, account: str, now_in_force: InForce) -> list[dict[str, Any]]:
    """The file in use and all that was ever proposed, activated or revoked, newest word last."""
    in_use = now_in_force.in_use
    standings = {each.digest: each for each in ledger.standings(account)}
    items = []
    for digest in dict.fromkeys([in_use.digest, *standings]):
        policy = in_use.policy if digest == in_use.digest else _kept(ledger, digest)
        before = policy and goes_before(now_in_force.versions, policy)
        items.append(
            {
                "digest": digest,
                **_about(policy),
                "in_use": digest == in_use.digest,
                **_said_of(standings.get(digest)),
                "behind": before.digest if before else None,
            }
        )
    return sorted(items, key=lambda item: item["at"] or _OLDEST)


def goes_before(versions: rules.Versions, policy: rules.Policy) -> rules.Policy | None:
    """Which version judges a policy's own first orders in its place; None where it does itself.

    Of one that is not among the versions nothing can be said.
    """
    if all(each.policy.digest != policy.digest for each in versions):
        return None
    day = policy.effective_from or policy.effective_to or date.max
    found = versions.for_order(day, policy.rates.own).policy
    return None if found is None or found.digest == policy.digest else found


def _about(policy: rules.Policy | None) -> dict[str, Any]:
    if policy is None:
        return {"name": None, "version": None, "from": None, "to": None}
    first, last = policy.effective_from, policy.effective_to
    return {
        "name": policy.name,
        "version": policy.version or None,
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
    }


def _kept(ledger: Ledger, digest: str) -> rules.Policy | None:
    told = ledger.policy_text(digest)
    return rules.read_policy(told[1], told[0]).policy if told else None


def _said_of(standing: Standing | None) -> dict[str, Any]:
    """How it stands, by the latest word that counts; nobody said any of a file merely in use."""
    status, word = "not_activated", None
    if standing is not None:
        if standing.is_revoked:
            status, word = "revoked", standing.revoked
        elif standing.is_active:
            status, word = "active", standing.activated
        elif standing.awaits_second is not None:
            status, word = "proposed", standing.awaits_second
    waits = standing.awaits_second if standing is not None else None
    return {
        "status": status,
        "by": word.by if word else None,
        "at": when_text(word.at) if word else None,
        "reason": word.reason or None if word else None,
        "proposed_by": waits.by if waits else word.proposed_by if word else None,
    }
