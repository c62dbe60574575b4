"""`seller-credits decline`: a person says no."""

from __future__ import annotations

import click

from seller_credits.cli.acting import act_on, open_begun
from seller_credits.cli.authorising import AUTHORISING, by_option, ids_argument
from seller_credits.cli.naming import those
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.shared import chosen_format, shared_options


@click.command("decline")
@ids_argument
@by_option("Who declines.")
@click.option("--reason", required=True, metavar="TEXT", help="Why.", **AUTHORISING)
@shared_options
def command(ids: tuple[str, ...], by: str, reason: str) -> None:
    """Decline suggestions: nothing is given for them.

    The beginning of an ID is enough where it is clear. All of them are declined, or none. Whoever
    may approve one can do so later all the same, with a reason.
    """
    from seller_credits.issuance.authority import person_named  # noqa: PLC0415  # heavy
    from seller_credits.workflow.declining import decline  # noqa: PLC0415

    output = chosen_format("table", "json")
    with open_begun() as house:
        person = person_named(by, house.settings.people)
        items = those(house, ids)
        act_on(house, items, lambda acting, it: decline(acting, it, person, reason))
    if output == "json":
        told = [
            {
                **{name: item[name] for name in ("suggestion_id", "account", "order_id")},
                "status": "declined",
                "by": person.name,
                "reason": reason,
            }
            for item in items
        ]
        print_json({"schema": "seller-credits/decline/1", "items": told})
        return
    for item in items:
        order = f"order {item['order_id']}"
        click.echo(f"Declined {item['suggestion_id']}, {order}, by {person.name}: {reason}")
