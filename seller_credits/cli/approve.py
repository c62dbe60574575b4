"""`seller-credits approve`: a person says yes."""

from __future__ import annotations

import click

from seller_credits.cli.acting import act_on, open_begun
from seller_credits.cli.authorising import (
    AUTHORISING,
    amount_option,
    by_option,
    ids_argument,
    remedy_option,
)
from seller_credits.cli.house import note
from seller_credits.cli.naming import those
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.remedies import Remedy


@click.command("approve")
@ids_argument
@by_option("Who approves.")
@amount_option("Another amount than suggested: 4.20, or '4.20 USD'.")
@remedy_option("Another remedy than suggested.")
@click.option("--reason", metavar="TEXT", help="Why; a change needs one.", **AUTHORISING)
@shared_options
def command(
    ids: tuple[str, ...], by: str, amount: str | None, remedy: str | None, reason: str | None
) -> None:
    """Approve suggestions, as they are or with another amount or remedy.

    The beginning of an ID is enough where it is clear. All of them are approved, or none. What is
    approved has not left the house: it counts against limits from now on, and `submit` hands it
    in. What a person must look at takes a --remedy, its --amount and a --reason.
    """
    from seller_credits.issuance.authority import person_named  # noqa: PLC0415  # heavy
    from seller_credits.issuance.wishes import Wish  # noqa: PLC0415
    from seller_credits.reporting.approvals import approval_item, approval_line  # noqa: PLC0415
    from seller_credits.workflow.approving import Approver  # noqa: PLC0415

    output = chosen_format("table", "json")
    wish = Wish(amount, Remedy(remedy) if remedy else None, reason or "")
    with open_begun() as house:
        settings = house.settings
        person = person_named(by, settings.people)
        items = those(house, ids)
        if amount is not None and len(items) > 1:
            raise UsageProblem(
                f"One amount for {len(items)} suggestions is no amount for any of them.",
                hint="Approve them one by one, each with its --amount.",
            )
        approver = Approver(
            house.ledger, person, settings.people, changes_apart=settings.separation.changes
        )
        done = act_on(house, items, lambda acting, it: approver.approve(acting, it, wish))
    if output == "json":
        told = [approval_item(each) for each in done]
        print_json({"schema": "seller-credits/approve/1", "items": told})
        return
    for each in done:
        click.echo(approval_line(each))
        for sentence in each.notes:
            note(f"Note: {each.suggestion['suggestion_id']}: {sentence}")
    if any(each.issuance for each in done):
        note("Nothing has left the house yet: `seller-credits submit` shows what would.")
