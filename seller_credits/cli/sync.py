"""`seller-credits sync`: pull from the marketplace's API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from seller_credits.cli.house import account_name, note, open_house, where
from seller_credits.cli.outcomes import exit_code_option, tell, with_waiting
from seller_credits.cli.pulling import pull
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.domain.errors import MarketplaceProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House

_SPAN = re.compile(r"(\d{1,9})(h|d|w)")
_LONGEST = timedelta(days=730)
_BEYOND = 100_000


class Span(click.ParamType[timedelta]):
    """A length of time: `30d`, `12h`, `6w`."""

    name = "span"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read it, or say what is wrong with it."""
        if isinstance(value, timedelta):
            return value
        found = _SPAN.fullmatch(str(value).strip())
        if not found:
            self.fail(f"{value!r} is not a length of time like 30d, 12h or 6w", param, ctx)
        units = {"h": "hours", "d": "days", "w": "weeks"}
        span = timedelta(**{units[found[2]]: min(int(found[1]), _BEYOND)})
        if not timedelta() < span <= _LONGEST:
            self.fail("say more than nothing and at most two years (730d)", param, ctx)
        return span


@click.command("sync")
@click.option("--since", type=Span(), default="30d", show_default=True, help="How far back.")
@click.option("--dry-run", is_flag=True, help="Do it all on a copy of the ledger; keep nothing.")
@exit_code_option
@shared_options
@click.pass_context
def command(context: click.Context, since: timedelta, *, dry_run: bool, exit_code: bool) -> None:
    """Pull returns, feedback, account health and orders; detect, decide and record.

    Run it again whenever you like: nothing is recorded twice. The account comes from
    SELLER_CREDITS_CLIENT_ID, _CLIENT_SECRET, _REFRESH_TOKEN, _SELLER_ID and _MARKETPLACES (and
    _REGION, _ENDPOINT, _TOKEN_ENDPOINT), or from the settings file. A source that cannot be
    read is named, and the exit code is 7.
    """
    output = chosen_format("table", "json")
    with _house(dry_run=dry_run) as house:
        if house.uses_packaged_policy:
            note("Note: no policy of your own; the packaged one decides.")
        outcome = pull(house, house.marketplace_account(), since)
        code = with_waiting(tell(outcome, output), house, asked=exit_code)
    if dry_run:
        note("Dry run: nothing was kept.")
    nothing_read = not any(window.state.is_known for window in outcome.windows)
    context.exit(MarketplaceProblem.exit_code if nothing_read else code)


@contextmanager
def _house(*, dry_run: bool) -> Iterator[House]:
    """The house itself; for a dry run one in a folder that is thrown away, with a copy of it."""
    if not dry_run:
        with open_house() as house:
            yield house
        return
    from seller_credits.bootstrap import House  # noqa: PLC0415

    with TemporaryDirectory(prefix="seller-credits-dry-") as scratch:
        house = House.open_copy(where(), Path(scratch), account=account_name())
        try:
            yield house
        finally:
            house.close()
