"""`seller-credits policy diff`: what another policy would have done with your own history."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from seller_credits.cli.house import note, open_to_read
from seller_credits.cli.percent import Percent
from seller_credits.cli.progress import progress
from seller_credits.cli.shared import PolicyPath, chosen_format, shared, shared_options
from seller_credits.cli.span import Span
from seller_credits.cli.verdicts import ending_with
from seller_credits.domain.errors import UsageProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.policy import Difference, Policy

_LONGEST = timedelta(days=3650)
_DIGEST = re.compile(r"[0-9a-f]{4,64}")
_BEYOND = 3


@click.command("diff")
@click.argument("old", type=PolicyPath(), metavar="OLD")
@click.argument("new", type=PolicyPath(), metavar="NEW")
@click.option(
    "--since",
    type=Span(_LONGEST),
    default="180d",
    show_default=True,
    metavar="SPAN",
    help="Look at orders placed since then: 90d, 26w.",
)
@click.option(
    "--max-spend-change",
    type=Percent(),
    metavar="PERCENT",
    help="Exit code 3 where the spend in any currency changes by more, up or down: 10%.",
)
@shared_options
@click.pass_context
def command(
    context: click.Context,
    old: Path,
    new: Path,
    since: timedelta,
    max_spend_change: Decimal | None,
) -> None:
    """Show what another policy would have done, in money.

    Decides your recorded issues by both. OLD and NEW are policy files, policies that come along
    (careful, standard, generous), or beginnings of digests of policies the ledger knows. Nothing is
    recorded and nothing is authorised.
    """
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.workflow.replaying import history  # noqa: PLC0415

    output = chosen_format("table", "json")
    with open_to_read() as house, progress() as tell:
        before, after = _policy(house, old), _policy(house, new)
        now = house.clock()
        recorded = history(
            house.ledger,
            shared().account,
            since=since,
            now=now,
            windows=house.settings.windows(),
            told=lambda count: tell(f"{count:,} issues decided by both ..."),
        )
        found = policy.compare(before, after, recorded)
    first = (now - since).date()
    beyond = max_spend_change is not None and _is_beyond(found, max_spend_change)
    with ending_with(context, _BEYOND if beyond else 0):
        if output == "json":
            from seller_credits.reporting.policy_diff_json import difference_json  # noqa: PLC0415

            told = difference_json(found, before, after, since=first, most=max_spend_change)
            sys.stdout.write(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
        else:
            from seller_credits.reporting.policy_diff import print_difference  # noqa: PLC0415

            print_difference(found, before, after, since=first, everything=shared().verbose)


def _is_beyond(found: Difference, most: Decimal) -> bool:
    """Whether the gate stays shut; says so, and where there was nothing to judge by."""
    beyond = found.beyond(most)
    for spend in beyond:
        by = "from nothing" if spend.percent is None else f"by {spend.percent:+.1f}%"
        note(f"The spend in {spend.old.currency} changes {by}: more than {most:f}%.")
    if not found.replayed:
        note("Note: no issue was decided by both, so that the change of spend is not known.")
    return bool(beyond)


def _policy(house: House, named: Path) -> Policy:
    """A file's policy, or the one policy of the ledger whose digest begins so."""
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.policy_file import policy_text  # noqa: PLC0415

    prefix = str(named).lower()
    if named.exists() or not _DIGEST.fullmatch(prefix):
        return policy.load_policy(policy_text(named), str(named))
    digest = _digest(house, prefix)
    kept = house.ledger.policy_text(digest)
    assert kept is not None
    name, text = kept
    return policy.load_policy(text, name)


def _digest(house: House, prefix: str) -> str:
    accounts = [mark.account for mark in house.ledger.checkpoints()]
    known = {each for account in accounts for each in house.ledger.policy_digests(account)}
    found = sorted(each for each in known if each.startswith(prefix))
    if len(found) == 1:
        return found[0]
    what = "More than one policy" if found else "No file, and no policy of the ledger,"
    raise UsageProblem(
        f"{what} is named {prefix!r} or begins so.",
        hint="Name a policy file, or more of a digest: `suggestions --format json` tells them.",
    )
