"""`seller-credits reconcile`: what really became of what was handed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from seller_credits.cli.acting import open_begun
from seller_credits.cli.authorising import AUTHORISING
from seller_credits.cli.outcomes import SOMETHING_WAITS
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.progress import progress
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.domain.clock import when_text
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import (
    IN_FLIGHT,
    MAY_BE_IN_QUESTION,
    Issuance,
    Status,
    is_in_question,
)
from seller_credits.domain.money import Money

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.ledger.interface import Ledger
    from seller_credits.workflow.judging import Change, Reconciled

_SCHEMA = "seller-credits/reconcile/1"


@click.command("reconcile")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    envvar="SELLER_CREDITS_RECONCILE_ALL",
    help="Look for everything that is open, not only for what is due.",
)
@click.option(
    "--settle",
    metavar="ORDER|ID",
    help="Say that what is in question of it is dealt with.",
    **AUTHORISING,
)
@click.option("--by", metavar="NAME", help="Who says so.", **AUTHORISING)
@click.option("--reason", metavar="TEXT", help="Why; it is kept for good.", **AUTHORISING)
@shared_options
@click.pass_context
def command(
    context: click.Context,
    settle: str | None,
    by: str | None,
    reason: str | None,
    *,
    everything: bool,
) -> None:
    """Ask the marketplace what really became of everything that was handed in.

    Feeds and their reports say what was taken, the books what was paid: only they confirm. An
    answer that was lost is looked for and never sent again. Where other money went than was meant,
    or money that nobody here issued, it ends with 3 until a person has dealt with it (--settle).
    """
    output = chosen_format("table", "json")
    if settle is not None:
        _settle(settle, by, reason)
        return
    with open_begun() as house, house.held("reconcile"):
        done = reconciled(house, everything=everything)
        told = _told(house, done)
    if output == "json":
        print_json({"schema": _SCHEMA, **told})
    else:
        from seller_credits.reporting.reconciliation import print_reconciliation  # noqa: PLC0415

        print_reconciliation(told)
    _tell_read_back(done)
    if done.problem is not None:
        click.echo(f"Problem: {done.problem}", err=True)
    context.exit(SOMETHING_WAITS if told["for_a_person"] else done.exit_code)


def reconciled(house: House, *, everything: bool = False) -> Reconciled:
    """Look for what is due; the account must be held."""
    with progress() as told:
        return house.reconcile(house.recorder(), told, everything=everything)


def _tell_read_back(done: Reconciled) -> None:
    """What the books told of a ledger that was put back from a copy."""
    back = done.read_back
    if back is None:
        return
    if back.left:
        click.echo(back.left, err=True)
    else:
        click.echo(
            f"The ledger was put back from a copy: {back.movements:,} movements of money were read "
            "back, and issuing goes on.",
            err=True,
        )


def _told(house: House, done: Reconciled) -> dict[str, Any]:
    waiting = house.ledger.issuances(house.account, statuses=IN_FLIGHT)
    return {
        "account": house.account,
        "looked_for": done.looked_for,
        "items": [_item(each) for each in done.changes],
        "for_a_person": in_question(house.ledger, house.account),
        "in_flight": sum(1 for _ in waiting),
        "overdue": [{"issuance_id": name, "why": why} for name, why in done.overdue.items()],
        "unread": done.unread,
    }


def _item(change: Change) -> dict[str, Any]:
    issuance = change.issuance
    return {
        "issuance_id": issuance.issuance_id,
        "suggestion_id": issuance.suggestion_id,
        "order_id": issuance.order_id,
        "marketplace": issuance.marketplace,
        "remedy": issuance.remedy,
        **_amount(issuance.amount),
        "before": change.before,
        "status": issuance.status,
        "why": change.why,
        "feed_id": issuance.feed_id,
        "again_at": when_text(issuance.again_at),
    }


def _amount(amount: Money | None) -> dict[str, str | None]:
    return {
        "amount": amount.plain if amount else None,
        "currency": amount.currency if amount else None,
    }


def in_question(ledger: Ledger, account: str | None) -> list[dict[str, Any]]:
    """Refunds and goods that did not come out as they were meant, or that nobody here issued.

    Args:
        ledger: open.
        account: the one that is asked for; None for all.
    """
    found: list[dict[str, Any]] = [
        {
            "order_id": each.order_id,
            "issuance_id": each.issuance_id,
            "remedy": each.remedy,
            **_amount(each.amount),
            "status": each.status,
            "what": _what(each),
        }
        for each in ledger.issuances(account, statuses=MAY_BE_IN_QUESTION)
        if is_in_question(each)
    ]
    found += [
        {
            "order_id": each["order_id"],
            "issuance_id": None,
            "remedy": None,
            **_amount(Money.parse(each["amount"])),
            "status": "orphan",
            "what": "orphan: the books show it, and nobody here issued it",
        }
        for each in ledger.orphans(account)
        if each["explained"] is None
    ]
    return found


def _what(issuance: Issuance) -> str:
    if issuance.status is Status.UNKNOWN:
        return "the answer was lost; look in Seller Central whether the buyer has the message"
    return f"{issuance.status}; approved by {issuance.by}"


def lines_in_question(ledger: Ledger, account: str | None) -> Iterator[str]:
    """A line for each of what is `in_question`, as lists and reports show them."""
    from seller_credits.reporting.words import given  # noqa: PLC0415

    for each in in_question(ledger, account):
        yield f"In question: order {each['order_id']}, {given(each)}: {each['what']}"


def _settle(name: str, by: str | None, reason: str | None) -> None:
    if by is None or reason is None:
        raise UsageProblem("Who says so, and why?", hint="Say so: --by NAME --reason TEXT")
    from seller_credits.issuance.authority import person_who_may  # noqa: PLC0415
    from seller_credits.workflow.closing_cases import NEEDED, close  # noqa: PLC0415

    with open_begun() as house:
        what, people = "close what is in question", house.settings.people
        person = person_who_may(what, by, NEEDED, people).name
        with house.recorder().acting() as acting:
            for sentence in close(acting, house.ledger, name, by=person, reason=reason):
                click.echo(sentence)
