"""`seller-credits simulator`: a made-up marketplace to try things on."""

from __future__ import annotations

import sys
from math import isfinite
from pathlib import Path

import click
import orjson

from seller_credits.cli.shared import shared_options
from seller_credits.domain.errors import UsageProblem
from seller_credits.simulator.faults.table import FAULTS, known


class _Simulator(click.Command):
    """Explains the faults below the options."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List each fault with its line."""
        with formatter.section("Faults"):
            formatter.write_dl(list(FAULTS.items()))


def _known_faults(
    _context: click.Context, _option: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    """The names, or a refusal that says which there are."""
    try:
        return known(names)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem


def _known_stores(_context: click.Context, _option: click.Parameter, text: str) -> tuple[str, ...]:
    """The countries, or a refusal that says which there are."""
    from seller_credits.simulator.shop.places import stores_of  # noqa: PLC0415  # slow to load

    try:
        wanted = [part.strip().upper() for part in text.split(",") if part.strip()]
        return tuple(store.country for store in stores_of(wanted))
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem


def _write_year(folder: Path, orders: int, seed: int) -> None:
    """A year of files of a store in the US, until yesterday, and what leaked in it beside them."""
    from seller_credits.domain.clock import now  # noqa: PLC0415
    from seller_credits.simulator.year.papers import write_year  # noqa: PLC0415

    try:
        written = write_year(folder, orders=orders, seed=seed, today=now().date())
    except OSError as problem:
        raise UsageProblem(
            f"The year cannot be written to {folder}: {problem.strerror}.",
            hint="Check the folder, its permissions and the space on its disk.",
        ) from problem
    told = {
        "files": [str(path) for path in written.files],
        "truth": str(written.truth),
        "lines": written.lines,
    }
    sys.stdout.write(orjson.dumps(told).decode() + "\n")


@click.command("simulator", cls=_Simulator)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: any free one.")
@click.option(
    "--orders",
    type=click.IntRange(1, 1_000_000),
    default=400,
    show_default=True,
    help="How many orders the shop has.",
)
@click.option("--seed", type=int, default=7, show_default=True, help="Same seed, same shop.")
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="How many times faster than life: rate limits, reports, feeds, and what they pay.",
)
@click.option(
    "--detailed-status", is_flag=True, help="Tell parcels' detailed status; Amazon often does not."
)
@click.option(
    "--faults",
    metavar="NAME",
    multiple=True,
    callback=_known_faults,
    help="What goes wrong: names from the list below, repeated or joined by commas.",
)
@click.option(
    "--stores",
    default="US,CA",
    show_default=True,
    metavar="COUNTRIES",
    callback=_known_stores,
    help="Where it sells: stores of one region among US, CA, DE, FR, IT, ES, JP.",
)
@click.option(
    "--buyers",
    type=click.Choice(["shown", "absent", "refused"]),
    default="shown",
    show_default=True,
    help="What it tells of buyers: their relay e-mail, nothing, or 403 to who asks.",
)
@click.option("--novelties", is_flag=True, help="Use reasons, statuses and columns no model knows.")
@click.option(
    "--living",
    is_flag=True,
    help="Let buyers with a trouble claim or complain later; fewer of those credited in time.",
)
@click.option(
    "--empty-buckets", is_flag=True, help="Begin with every rate limit used up, not with its burst."
)
@click.option(
    "--write",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Serve nothing: write a year of report files for `audit`, and what leaked in it.",
)
@shared_options
def command(
    *,
    port: int,
    orders: int,
    seed: int,
    speed: float,
    detailed_status: bool,
    faults: tuple[str, ...],
    stores: tuple[str, ...],
    buyers: str,
    novelties: bool,
    living: bool,
    empty_buckets: bool,
    write: Path | None,
) -> None:
    """Serve a made-up marketplace on this machine, over real HTTP, until Ctrl-C.

    When it is ready it prints one line of JSON: where it is, and the credentials it takes. What
    it planted, and which sources show it, stands at the address `truth`, with every refund it paid
    and by whose hand; `/truth/doings` has only what came about since it was started: refunds,
    feeds, messages and parcels, whatever their senders were answered. Beside it, `/counts` tells
    how often each operation was asked, and how often too soon. What a seller has on their own side
    is at `/seller/labels.csv` and `/seller/issues.csv`; a POST to `/seller/refunds` of an
    `order_id`, an `order_item_id` and an `amount` refunds by hand. Dates are relative to today, so
    a seed gives the same shop every day, shifted. From 2,000 orders on, by its seed, a shop may
    have a bad batch, a carrier's strike or a slow warehouse.
    """
    if write is not None:
        _write_year(write, orders, seed)
        return
    if not isfinite(speed):
        raise click.BadParameter("say how many times faster, as a number", param_hint="--speed")
    from seller_credits.simulator.server import (  # noqa: PLC0415
        Connection,
        SimulatorPortInUse,
        serve,
    )

    def announce(connection: Connection) -> None:
        sys.stdout.write(orjson.dumps(connection.as_dict()).decode() + "\n")
        sys.stdout.flush()

    try:
        serve(
            port=port,
            orders=orders,
            seed=seed,
            speed=speed,
            detailed_status=detailed_status,
            announce=announce,
            faults=faults,
            stores=stores,
            buyers=buyers,
            novelties=novelties,
            living=living,
            rested=not empty_buckets,
        )
    except SimulatorPortInUse as error:
        what = error.strerror or str(error)
        raise UsageProblem(what, hint="Leave out --port to take any free one.") from error
