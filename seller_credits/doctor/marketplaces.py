"""Checks at the marketplace: nothing is changed there, and nothing is recorded here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path

from seller_credits.doctor.findings import (
    Finding,
    Result,
    failed,
    failed_by,
    ok,
    skipped,
    warning,
)
from seller_credits.doctor.visit import Visit
from seller_credits.domain.errors import MarketplaceProblem
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.participations import Participation
from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.marketplace import probing
from seller_credits.marketplace.account import Account
from seller_credits.marketplace.calling.buckets import MemoryBuckets, TokenBuckets
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.errors import AccessDenied, CallProblem, CredentialsRefused
from seller_credits.marketplace.interface import ORDERS_LAG
from seller_credits.marketplace.operations import GET_TOKEN
from seller_credits.marketplace.sections.sellers import participations
from seller_credits.marketplace.spans import span

CHECKS = ("reachability", "clock", "login", "stores", "roles")
"""The checks here, in order; each needs the ones before but for the clock's."""

# Orders are asked for until a little more than the two minutes before now that Amazon demands.
_CLOCK_GOOD = ORDERS_LAG - timedelta(minutes=2)
_CLOCK_BAD = timedelta(minutes=5)


def skip(account: str | None, why: str) -> Iterator[Finding]:
    """All these checks, left out for one reason."""
    for check in CHECKS:
        yield skipped(check, why, account=account)


def at_the_marketplace(
    account: Account, visit: Visit, counted_in: Path | DatabaseAddress
) -> Iterator[Finding]:
    """Whether this account can work: reached, in time, logged in, in its stores, with its roles."""
    visit.told(f"Reaching Amazon for account {account.name} ...")
    try:
        reached = list(probing.reach(account, visit.clock))
    except MarketplaceProblem as problem:
        yield failed_by("reachability", problem, account.name)
        yield from _rest(account, 1, "Not reached")
        return
    hosts = " and ".join(dict.fromkeys(each.host for each in reached))
    yield ok("reachability", f"{hosts}: reached.", account.name)
    yield _clock(reached, account)
    with (
        _buckets(counted_in) as buckets,
        probing.calling(
            account,
            clock=visit.clock,
            sleep=visit.sleep,
            progress=visit.told,
            buckets=buckets,
        ) as caller,
    ):
        yield from _inside(caller)


def _buckets(counted_in: Path | DatabaseAddress) -> AbstractContextManager[TokenBuckets]:
    """Requests are counted with those of whoever shares the place; a home is not made for that."""
    if isinstance(counted_in, Path) and not counted_in.parent.is_dir():
        return nullcontext(MemoryBuckets())
    return SharedBuckets(counted_in)


def _rest(account: Account, done: int, why: str) -> Iterator[Finding]:
    yield from (skipped(check, f"{why}.", account=account.name) for check in CHECKS[done:])


def _clock(reached: list[probing.Reached], account: Account) -> Finding:
    known = [each.ahead for each in reached if each.ahead is not None]
    if not known:
        return skipped("clock", "The marketplace does not tell the time.", account=account.name)
    ahead = max(known, key=abs)
    if abs(ahead) <= _CLOCK_GOOD:
        return ok("clock", "This machine's clock is the marketplace's.", account.name)
    word = "ahead of" if ahead > timedelta() else "behind"
    said = f"This machine's clock is {span(abs(ahead).total_seconds())} {word} the marketplace's."
    mend = "Let it set itself: `timedatectl set-ntp true`, or the system's date and time settings."
    bad = abs(ahead) > _CLOCK_BAD
    return (failed if bad else warning)("clock", said, mend, account.name)


def _inside(caller: Caller) -> Iterator[Finding]:
    """The login shows itself in the first call; what it gives is the stores."""
    account = caller.account
    try:
        stores = list(_stores(account, participations(caller)))
    except CallProblem as problem:
        if isinstance(problem, CredentialsRefused) or problem.operation == GET_TOKEN.name:
            yield failed_by("login", problem, account.name)
            yield from _rest(account, 3, "No login")
            return
        stores = [_unread_stores(problem, account)]
    yield ok("login", "Login with Amazon takes the credentials.", account.name)
    yield from stores
    yield from _roles(caller)


def _unread_stores(problem: CallProblem, account: Account) -> Finding:
    if isinstance(problem, AccessDenied):
        return failed_by("stores", problem, account.name)
    hint = problem.hint or "Try again later."
    return warning("stores", f"Amazon did not say: {problem.message}", hint, account.name)


def _stores(account: Account, found: tuple[Participation, ...]) -> Iterator[Finding]:
    """The stores of the settings beside those where Amazon says this account sells."""
    standing = {each.marketplace: each for each in found}
    stores = [store for word in account.marketplaces if (store := find_marketplace(word))]
    wanted = [store.code for store in stores]
    strange = [code for code in wanted if code not in standing or not standing[code].participates]
    closed = [code for code in wanted if code in standing and standing[code].listings_suspended]
    others = [each.marketplace for each in found if each.participates]
    more = [code for code in others if code not in wanted and find_marketplace(code)]
    if strange:
        has = f"; it sells in {', '.join(others)}" if others else ""
        mend = "Set `marketplaces` in the settings to the stores you sell in."
        said = f"This account does not sell in {', '.join(strange)}{has}."
        code = MarketplaceProblem.exit_code
        yield Finding("stores", Result.FAILED, said, mend, account.name, code)
    elif closed:
        mend = "See Account Health in Seller Central; orders placed before can still be read."
        said = f"Amazon has suspended your listings in {', '.join(closed)}."
        yield warning("stores", said, mend, account.name)
    else:
        unread = f"; also in {', '.join(more)}, which the settings leave out" if more else ""
        yield ok("stores", f"Sells in {', '.join(wanted)}{unread}.", account.name)


def _roles(caller: Caller) -> Iterator[Finding]:
    name = caller.account.name
    try:
        for found in probing.roles(caller):
            yield _role(found, name)
    except CredentialsRefused as refused:
        yield failed_by("login", refused, name)


def _role(found: probing.RoleFound, account: str) -> Finding:
    check = f"role_{found.name}"
    role = f"Role {found.role!r}" if found.role else "A role"
    what = f"{role} for {found.wanted_for}"
    if found.is_there:
        return ok(check, f"{what}: there.", account)
    assert found.problem is not None
    if found.is_there is None:
        return warning(check, f"{what}: not known. {found.problem.message}", _later(found), account)
    if found.is_needed:
        said = f"{what}: missing. {found.problem.message}"
        code = MarketplaceProblem.exit_code
        return Finding(check, Result.FAILED, said, found.problem.hint, account, code)
    said = f"{what}: missing, or Amazon does not say. {found.problem.message}"
    return warning(check, said, f"Only if you want it. {found.problem.hint}", account)


def _later(found: probing.RoleFound) -> str:
    return found.problem.hint if found.problem and found.problem.hint else "Try again later."
