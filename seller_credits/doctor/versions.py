"""Checks of the policy's versions: which are in force, and how the file in use stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from seller_credits import policy as rules
from seller_credits.bootstrap import House
from seller_credits.doctor.findings import Finding, ok, skipped, warning
from seller_credits.doctor.ledgers import is_begun
from seller_credits.domain.errors import SellerCreditsError
from seller_credits.domain.standing import Standing
from seller_credits.settings import Where, read_settings
from seller_credits.workflow.in_force import InForce
from seller_credits.workflow.in_force import in_force as in_force_of
from seller_credits.workflow.versions import goes_before

_CHECK = "policy_versions"
_ACTIVATE = "seller-credits policy activate --by NAME"


def in_force(where: Where) -> Iterator[Finding]:
    """Of every account the ledger knows: what judges its orders, and what waits for a person."""
    try:
        place = where.ledger(read_settings(where.folder, where.settings_file))
        if not is_begun(place):
            yield ok(_CHECK, "Nobody activated any: there is no ledger yet.")
            return
        yield from _of_accounts(where)
    except SellerCreditsError:
        yield skipped(_CHECK, "The policy or the ledger cannot be read.")


def _of_accounts(where: Where) -> Iterator[Finding]:
    with closing(House.open(where, account="default")) as house:
        in_use, ledger = house.policy(), house.ledger
        for mark in ledger.checkpoints():
            said = in_force_of(ledger, mark.account, in_use)
            standings = {each.digest: each for each in ledger.standings(mark.account)}
            yield _in_force(said, mark.account)
            yield from _of_file(said, standings.get(in_use.digest), mark.account)
            yield from _proposed(standings, mark.account)


def _in_force(said: InForce, account: str) -> Finding:
    names = "; ".join(rules.title_of(version.policy) for version in said.versions)
    if not names:
        mend = f"Mend the file in use, or activate another one: {_ACTIVATE}"
        return warning(_CHECK, "None is in force: everything waits for a person.", mend, account)
    if not said.active:
        text = f"{names} decides; nothing it decides can be issued before somebody activates it."
        return ok(_CHECK, text, account)
    return ok(_CHECK, f"In force: {names}.", account)


def _of_file(said: InForce, standing: Standing | None, account: str) -> Iterator[Finding]:
    policy = said.in_use.policy
    title = rules.title_of(policy)
    if standing is not None and standing.is_revoked and standing.revoked is not None:
        word = standing.revoked
        text = f"The file in use, {title}, was revoked by {word.by}: {word.reason}"
        yield warning(_CHECK, text, "Mend it, and activate it.", account)
    elif said.active and policy.digest not in said.active:
        text = f"The file in use, {title}, is not activated: what it decides cannot be issued."
        yield warning(_CHECK, text, f"Where it is meant to decide: {_ACTIVATE}", account)
    elif other := goes_before(said.versions, policy):
        text = f"{rules.title_of(other)} goes before the file in use, {title}."
        mend = f"Where the file is meant to decide, activate it (once more): {_ACTIVATE}"
        yield warning(_CHECK, text, mend, account)


def _proposed(standings: dict[str, Standing], account: str) -> Iterator[Finding]:
    for digest, standing in standings.items():
        if word := standing.awaits_second:
            text = f"{word.by} proposed {digest[:12]}, which waits for another person."
            mend = "They activate the same file with their own --by NAME."
            yield warning(_CHECK, text, mend, account)
