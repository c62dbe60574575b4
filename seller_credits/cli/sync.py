"""`seller-credits sync`: pull from the marketplace's API."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click
import orjson

from seller_credits.cli.house import is_begun, note, note_policy, open_copy, open_house
from seller_credits.cli.outcomes import exit_code_option, tell, with_waiting
from seller_credits.cli.pulling import pull
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.cli.span import Span
from seller_credits.domain.errors import MarketplaceProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House

_LONGEST = timedelta(days=730)


@click.command("sync")
@click.option(
    "--since", type=Span(_LONGEST), default="30d", show_default=True, help="How far back."
)
@click.option(
    "--patience",
    type=Span(timedelta(days=7)),
    metavar="SPAN",
    help="How long to go on, waits for Amazon's limits included; the next sync goes on from there.",
)
@click.option("--plan", is_flag=True, help="Say what it would ask and how long; ask nothing.")
@click.option("--dry-run", is_flag=True, help="Do it all on a copy of the ledger; keep nothing.")
@exit_code_option
@shared_options
@click.pass_context
def command(
    context: click.Context,
    since: timedelta,
    patience: timedelta | None,
    *,
    plan: bool,
    dry_run: bool,
    exit_code: bool,
) -> None:
    """Pull returns, feedback, account health, finances and orders; detect, decide and record.

    Run it again whenever you like: nothing is recorded twice. The account comes from
    SELLER_CREDITS_CLIENT_ID, _CLIENT_SECRET, _REFRESH_TOKEN, _SELLER_ID and _MARKETPLACES (and
    _REGION, _ENDPOINT, _TOKEN_ENDPOINT), or from the settings file. A source that cannot be
    read is named, and the exit code is 7.
    """
    output = chosen_format("table", "json")
    keeps = not dry_run and (is_begun() or not plan)
    with open_house() if keeps else open_copy() as house:
        note_policy(house)
        if plan:
            _print_plan(house, since, patience, output)
            return
        with house.held("sync"):
            outcome = pull(house, since, patience=patience)
        code = with_waiting(tell(outcome, output, with_coverage=True), house, asked=exit_code)
    if dry_run:
        note("Dry run: nothing was kept.")
    context.exit(code if outcome.has_read else MarketplaceProblem.exit_code)


def _print_plan(house: House, since: timedelta, patience: timedelta | None, output: str) -> None:
    from seller_credits.reporting.plan import plan_json, print_plan  # noqa: PLC0415

    plan = house.plan(since, patience=patience)
    if output == "json":
        click.echo(orjson.dumps(plan_json(plan, house.clock()), option=orjson.OPT_INDENT_2))
    else:
        print_plan(plan)
