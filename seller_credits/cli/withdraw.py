"""`seller-credits withdraw`: an approval is taken back before it has left the house."""

from __future__ import annotations

import click

from seller_credits.cli.acting import act_on, open_begun
from seller_credits.cli.authorising import AUTHORISING, by_option, ids_argument
from seller_credits.cli.naming import those
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.shared import chosen_format, shared_options


@click.command("withdraw")
@ids_argument
@by_option("Who takes it back.")
@click.option("--reason", required=True, metavar="TEXT", help="Why.", **AUTHORISING)
@shared_options
def command(ids: tuple[str, ...], by: str, reason: str) -> None:
    """Take approvals back, as long as nothing of them was handed in.

    The beginning of an ID is enough where it is clear. All of them are taken back, or none. What
    was taken back may be approved again.
    """
    from seller_credits.issuance.authority import person_named  # noqa: PLC0415  # heavy
    from seller_credits.reporting.approvals import issuance_item  # noqa: PLC0415
    from seller_credits.workflow.declining import withdraw  # noqa: PLC0415

    output = chosen_format("table", "json")
    with open_begun() as house:
        person = person_named(by, house.settings.people)
        items = those(house, ids)
        done = act_on(house, items, lambda acting, it: withdraw(acting, it, person, reason))
    if output == "json":
        told = [
            {
                "suggestion_id": item["suggestion_id"],
                "account": item["account"],
                "order_id": item["order_id"],
                **issuance_item(issuance),
                "withdrawn_by": person.name,
                "withdrawn_reason": reason,
            }
            for item, issuance in zip(items, done, strict=True)
        ]
        print_json({"schema": "seller-credits/withdraw/1", "items": told})
        return
    for issuance in done:
        what = str(issuance.amount or issuance.remedy)
        order = f"order {issuance.order_id}"
        click.echo(f"Taken back: {issuance.suggestion_id}, {what}, {order}, by {person.name}.")
