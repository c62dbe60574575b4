"""`seller-credits import`: work from downloaded report files."""

from __future__ import annotations

from pathlib import Path

import click

from seller_credits.cli.house import note_policy, open_house
from seller_credits.cli.outcomes import exit_code_option, tell, with_waiting
from seller_credits.cli.progress import progress
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.domain.issues import Source
from seller_credits.domain.marketplaces import find_marketplace

_READABLE = (
    *("mfn_returns", "fba_returns", "feedback", "all_orders", "account_health", "orders"),
    *("settlement", "reimbursements", "labels", "csv"),
)


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, readable=False),  # one that is not must not stop the others
    metavar="FILE...",
)
@click.option(
    "--as",
    "as_",
    type=click.Choice(_READABLE),
    envvar="SELLER_CREDITS_IMPORT_AS",
    help="What the files are, if not clear.",
)
@click.option("--marketplace", metavar="CODE", help="Their store (US, DE, ...), if not clear.")
@exit_code_option
@shared_options
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    as_: str | None,
    marketplace: str | None,
    *,
    exit_code: bool,
) -> None:
    """Detect, decide and record order issues from report files downloaded from Seller Central.

    Reads returns reports (MFN, Prime, FBA; text and XML), FBA replacements, feedback, all-orders,
    account-health and settlement reports, and orders as JSON; plain or gzipped, in any encoding
    Amazon uses. What a file is, its header tells. A file that cannot be read never keeps the
    others from being recorded (exit code 7); importing a file twice adds nothing.

    Two tables of your own tell what no report shows: labels (order_id, protected, first_scan_at),
    who pays if a parcel is late or lost; and csv (order_id, issue, occurred_at, severity, note),
    messages, claims, calls and outages.
    """
    from seller_credits.workflow.importing import import_files  # noqa: PLC0415

    output = chosen_format("table", "json")
    store = find_marketplace(marketplace)
    if marketplace and store is None:
        raise click.BadParameter(f"{marketplace!r} is not a store; say US, CA, UK, DE, JP, ...")
    with open_house() as house:
        note_policy(house)
        with progress() as told:
            outcome = import_files(
                house.recorder(),
                files,
                source=Source(as_) if as_ else None,
                marketplace=store.code if store else None,
                clock=house.clock,
                told=told,
                buyer_of=house.buyer_of,
            )
        code = with_waiting(tell(outcome, output), house, asked=exit_code)
    context.exit(code)
