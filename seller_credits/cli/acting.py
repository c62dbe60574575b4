"""Acting on suggestions: all of them or none, one transaction for each account."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from seller_credits.cli.house import is_begun, open_house, where
from seller_credits.cli.naming import raise_all
from seller_credits.domain.errors import LedgerProblem, UsageProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.workflow.acting import Acting

T = TypeVar("T")
Item = Mapping[str, Any]
Act = Callable[["Acting", Item], T]


class _OnlyTried(Exception):
    """Nothing of this transaction is to stay."""


@contextmanager
def open_begun() -> Iterator[House]:
    """The house, which must have a ledger: whoever acts on something means what is there."""
    must_be_begun()
    with open_house() as house:
        yield house


def must_be_begun() -> None:
    """Refuse where there is no ledger: a home that was mistyped proves nothing.

    Raises:
        LedgerProblem: there is none.
    """
    if not is_begun():
        raise LedgerProblem(
            f"There is no ledger in {where().folder}.",
            hint="Name its folder with --home, or sync first.",
        )


def act_on(house: House, items: Sequence[Item], act: Act[T]) -> list[T]:
    """Do something to every suggestion (or order), and decide anew what is left of their orders.

    Args:
        house: open.
        items: suggestions, of one account or several.
        act: what is done to each, in its account's transaction.

    Raises:
        UsageProblem: of any of them; then nothing was done to any.
    """
    of_account: dict[str, list[Item]] = {}
    for item in items:
        of_account.setdefault(item["account"], []).append(item)
    if len(of_account) > 1:
        # No transaction spans two accounts: first it is seen that all of them would go.
        problems: list[UsageProblem] = []
        for account, own in of_account.items():
            with suppress(_OnlyTried):
                _act(replace(house, account=account), own, act, problems, keep=False)
        raise_all(problems)
    done = []
    for account, own in of_account.items():
        done += _act(replace(house, account=account), own, act, [], keep=True)
    return done


def _act(
    house: House,
    items: Sequence[Item],
    act: Act[T],
    problems: list[UsageProblem],
    *,
    keep: bool,
) -> list[T]:
    done = []
    with house.recorder().acting() as acting:
        for item in items:
            try:
                done.append(act(acting, item))
            except UsageProblem as problem:
                problems.append(problem)
        if not keep:
            raise _OnlyTried
        raise_all(problems)
        for order_id in dict.fromkeys(item["order_id"] for item in items):
            acting.decide(acting.case(order_id))
    return done
