"""`seller-credits simulator`: a made-up marketplace to try things on."""

from __future__ import annotations

import sys
from math import isfinite

import click
import orjson

from seller_credits.cli.shared import shared_options
from seller_credits.domain.errors import UsageProblem


@click.command("simulator")
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
    help="How many times faster than Amazon's documented rate limits.",
)
@click.option(
    "--detailed-status", is_flag=True, help="Tell parcels' detailed status; Amazon often does not."
)
@shared_options
def command(*, port: int, orders: int, seed: int, speed: float, detailed_status: bool) -> None:
    """Serve a made-up marketplace on this machine, over real HTTP, until Ctrl-C.

    When it is ready it prints one line of JSON: where it is, and the credentials it takes. What
    it planted, and which sources show it, stands at the address `truth`. Dates are relative to
    today, so a seed gives the same shop every day, shifted.
    """
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
        )
    except SimulatorPortInUse as error:
        what = error.strerror or str(error)
        raise UsageProblem(what, hint="Leave out --port to take any free one.") from error
