"""`seller-credits reconcile`: what really became of what was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from seller_credits.cli.acting import open_begun
from seller_credits.cli.authorising import AUTHORISING
from seller_credits.cli.outcomes import SOMETHING_WAITS
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.progress import progress
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.domain.errors import UsageProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.workflow.reconciling import Reconciled

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
    if done.problem is not None:
        click.echo(f"Problem: {done.problem}", err=True)
    in_question = SOMETHING_WAITS if told["for_a_person"] else 0
    context.exit(in_question or (done.problem.exit_code if done.problem else 0))


def reconciled(house: House, *, everything: bool = False) -> Reconciled:
    """Look for what is due; the account must be held."""
    from seller_credits.cli.handing_in import outbox_of  # noqa: PLC0415  # heavy
    from seller_credits.settings import calendar_of  # noqa: PLC0415
    from seller_credits.workflow.handing_in import take_up  # noqa: PLC0415
    from seller_credits.workflow.reconciling import Reconciling  # noqa: PLC0415

    settings = house.settings
    calendar = calendar_of(settings, house.account)
    outbox = outbox_of(house, settings.terms_of_issuing(house.account, calendar))
    take_up(outbox)
    who = house.marketplace_account()
    with (
        progress() as told,
        house.marketplace(who, told, patience=settings.sync.patience) as desk,
    ):
        return Reconciling(
            house.ledger,
            house.account,
            outbox.recorder,
            desk,
            house.clock,
            settings.submit.absent_after,
            told,
        ).run(everything=everything)


def _told(house: House, done: Reconciled) -> dict[str, Any]:
    return {
        "looked_for": done.looked_for,
        "items": [
            {
                "issuance_id": each.issuance.issuance_id,
                "suggestion_id": each.issuance.suggestion_id,
                "order_id": each.issuance.order_id,
                "amount": str(each.issuance.amount) if each.issuance.amount else None,
                "before": each.before,
                "status": each.issuance.status,
                "why": each.why,
            }
            for each in done.changes
        ],
        "for_a_person": in_question(house),
        "unread": done.unread,
    }


def in_question(house: House) -> list[dict[str, Any]]:
    """Refunds that did not come out as they were meant, or that nobody here issued."""
    from seller_credits.domain.issuances import FOR_A_PERSON  # noqa: PLC0415

    found: list[dict[str, Any]] = [
        {
            "order_id": each.order_id,
            "issuance_id": each.issuance_id,
            "amount": str(each.amount),
            "what": f"{each.status}; approved by {each.by}",
        }
        for each in house.ledger.issuances(house.account, statuses=FOR_A_PERSON)
    ]
    found += [
        {
            "order_id": each["order_id"],
            "issuance_id": None,
            "amount": each["amount"],
            "what": "orphan: the books show it, and nobody here issued it",
        }
        for each in house.ledger.orphans(house.account)
        if each["explained"] is None
    ]
    return found


def _settle(name: str, by: str | None, reason: str | None) -> None:
    if by is None or reason is None:
        raise UsageProblem("Who says so, and why?", hint="Say so: --by NAME --reason TEXT")
    from seller_credits.issuance.authority import person_named  # noqa: PLC0415
    from seller_credits.workflow.closing_cases import close  # noqa: PLC0415

    with open_begun() as house:
        person = person_named(by, house.settings.people).name
        with house.recorder().acting() as acting:
            for sentence in close(acting, house.ledger, name, by=person, reason=reason):
                click.echo(sentence)
