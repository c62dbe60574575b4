"""`seller-credits doctor`: everything a run needs, looked at, and how to mend what is wrong."""

from __future__ import annotations

import sys

import click
import orjson

from seller_credits.cli.house import where
from seller_credits.cli.progress import progress
from seller_credits.cli.shared import chosen_format, shared, shared_options


@click.command("doctor")
@click.option("--offline", is_flag=True, help="Ask nothing of the marketplace.")
@click.option("--full", is_flag=True, help="Prove every entry of the ledger; long for a large one.")
@shared_options
@click.pass_context
def command(context: click.Context, *, offline: bool, full: bool) -> None:
    """Check home, settings, secrets, policy, ledger, clock, connection, login, stores and roles.

    For every account, or the one named with --account. Each check stands for itself, and each that
    fails says how to mend it. Nothing is recorded, and nothing is changed at the marketplace: it is
    asked for the order of nobody, to see whether it may be asked. The exit code is 0, or the one of
    the first check that failed: 4 settings or this machine, 5 the marketplace, 6 the ledger.
    """
    from seller_credits.doctor.checkup import checkup  # noqa: PLC0415  # heavy: only when used
    from seller_credits.doctor.findings import exit_code  # noqa: PLC0415
    from seller_credits.doctor.showing import print_findings  # noqa: PLC0415
    from seller_credits.doctor.visit import Visit  # noqa: PLC0415

    output = chosen_format("table", "json")
    with progress() as told:
        visit = Visit(where(), shared().account, is_offline=offline, is_thorough=full, told=told)
        findings = list(checkup(visit))
    if output == "json":
        items = [found.as_json() for found in findings]
        document = {"schema": "seller-credits/doctor/1", "items": items}
        sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        print_findings(findings)
    context.exit(exit_code(findings))
