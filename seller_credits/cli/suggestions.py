"""`seller-credits suggestions`: what to do about it, and why."""

from __future__ import annotations

import sys

import click
import orjson

from seller_credits.cli.filters import filter_options
from seller_credits.cli.health import stores_of
from seller_credits.cli.house import open_to_read
from seller_credits.cli.letters import letter_of
from seller_credits.cli.naming import the_one
from seller_credits.cli.reconcile import lines_in_question
from seller_credits.cli.report import write_for_programs
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.domain.issuances import Status
from seller_credits.domain.remedies import Remedy

_STATUSES = ("proposed", "closed", "declined", *(str(status) for status in Status))


@click.group("suggestions", invoke_without_command=True)
@filter_options
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(_STATUSES),
    help="Only those that stand so; superseded ones are shown only when asked for.",
)
@click.option(
    "--remedy", multiple=True, type=click.Choice([str(r) for r in Remedy]), help="Only this."
)
@click.option(
    "--all",
    "all_",
    is_flag=True,
    envvar="SELLER_CREDITS_SUGGESTIONS_ALL",
    help="In the table, also where nothing is to do.",
)
@shared_options
@click.pass_context
def command(
    context: click.Context,
    issue: tuple[str, ...],
    order: tuple[str, ...],
    status: tuple[str, ...],
    remedy: tuple[str, ...],
    *,
    all_: bool,
) -> None:
    """List what to do, soonest due first; `suggestions show ID` says why, step by step."""
    if context.invoked_subcommand:
        return
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415
    from seller_credits.reporting import machine, tables  # noqa: PLC0415
    from seller_credits.reporting.approvals import with_issuances  # noqa: PLC0415
    from seller_credits.reporting.health_words import headroom_lines, with_headroom  # noqa: PLC0415
    from seller_credits.workflow.changes import with_changes  # noqa: PLC0415

    output = chosen_format("table", "json", "ndjson", "csv")
    with open_to_read() as house:
        now, stores = house.clock(), stores_of(house)
        wanted = Filter(
            account=shared().account,
            kinds=issue,
            orders=order,
            statuses=status,
            remedies=remedy,
            current="superseded" not in status,
            now=now,
        )
        issued = house.ledger.issuances(shared().account)
        found = with_issuances(house.ledger.suggestions(wanted), issued)
        if house.settings.separation.changes:
            found = with_changes(house.ledger, found)
        if output in machine.FORMATS:
            items = with_headroom(found, stores)
            write_for_programs(sys.stdout, output, house.ledger, shared().account, items)
        else:
            tables.print_suggestions(
                found,
                now,
                everything=all_ or bool(status or remedy),
                narrowed=wanted.narrows,
                health=[
                    *lines_in_question(house.ledger, shared().account),
                    *headroom_lines(stores, now),
                ],
            )


@command.command("show")
@click.argument("suggestion_id", metavar="ID")
@shared_options
def show(suggestion_id: str) -> None:
    """Show one suggestion: the facts, every step of the decision, and what shows the issue.

    The beginning of the ID is enough where it is clear.
    """
    show_suggestion(suggestion_id)


def show_suggestion(prefix: str) -> None:
    """Print one suggestion's whole story; the beginning of its ID is enough."""
    from seller_credits.reporting.detail import print_suggestion  # noqa: PLC0415
    from seller_credits.workflow.explaining import explained  # noqa: PLC0415

    output = chosen_format("table", "json")
    with open_to_read() as house:
        story = explained(house.ledger, the_one(house, prefix))
        letter = letter_of(story.get("message"), story["facts"], story["marketplace"])
        story["message_text"] = letter
        if output == "json":
            sys.stdout.write(orjson.dumps(story, option=orjson.OPT_INDENT_2).decode() + "\n")
        else:
            print_suggestion(story, house.clock())
