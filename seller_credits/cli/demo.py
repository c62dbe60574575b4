"""`seller-credits demo`: the main job on a made-up shop, with nothing configured."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seller_credits.cli.health import stores_of
from seller_credits.cli.house import command_line, note
from seller_credits.cli.outcomes import tell
from seller_credits.cli.pulling import pull
from seller_credits.cli.report import save_report
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.domain.errors import UsageProblem
from seller_credits.reporting.words import counted

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.marketplace.account import Account
    from seller_credits.simulator.server import Connection
    from seller_credits.workflow.results import Outcome

_REACHES_BACK = timedelta(days=120)
_FASTER_THAN_LIFE = 2000
_ROWS_SHOWN = 10
_ACCOUNT = "demo"
_DATABASES = ("ledger.db", "marketplace.db")
_OURS = (*(f"{name}{part}" for name in _DATABASES for part in ("", "-wal", "-shm")), "report.html")


@click.command("demo")
@click.option("--keep", is_flag=True, help="Go on with the last demo's ledger.")
@click.option("--seed", type=int, default=7, show_default=True, help="Same seed, same shop.")
@click.option(
    "--orders",
    type=click.IntRange(1, 20_000),
    default=400,
    show_default=True,
    help="How many orders the shop has.",
)
@shared_options
@click.pass_context
def command(context: click.Context, seed: int, orders: int, *, keep: bool) -> None:
    """Try it: a made-up shop, synced over real HTTP, decided by the careful policy.

    Needs no account and no credentials, lives in a folder of its own, and never touches your
    ledger. Prints what to do about the shop's troubles and writes the HTML report. Another policy
    decides with --policy standard, --policy generous or a file of yours.
    """
    from seller_credits.bootstrap import House  # noqa: PLC0415
    from seller_credits.resources import packaged, packaged_policy  # noqa: PLC0415
    from seller_credits.settings import Where, default_home  # noqa: PLC0415
    from seller_credits.simulator.server import running  # noqa: PLC0415

    output = chosen_format("table", "json")
    home = (shared().home or default_home()) / "demo"
    _only_a_demos(home / "ledger.db")
    if not keep:
        _clear(home)
    where = Where(
        home, packaged("settings.yaml"), shared().policy or packaged_policy(), is_apart=True
    )
    house = House.open(where, account=_ACCOUNT)
    try:
        with running(orders=orders, seed=seed, speed=_FASTER_THAN_LIFE) as shop:
            outcome = pull(house, _REACHES_BACK, account=_account(shop))
        report = home / "report.html"
        save_report(house, "html", report)
        if output == "table":
            _show(house, outcome, orders, report)
        code = tell(outcome, output) if output == "json" else 0
    finally:
        house.close()
    context.exit(code)


def _clear(home: Path) -> None:
    for name in _OURS:
        (home / name).unlink(missing_ok=True)


def _only_a_demos(path: Path) -> None:
    """Refuse a ledger that is anybody else's than a demo's."""
    if not path.exists():
        return
    from seller_credits.ledger.glance import accounts_in  # noqa: PLC0415

    # Not opened: a demo's ledger that an older version wrote is in nobody's way.
    others = [account for account in accounts_in(path) if account != _ACCOUNT]
    if others:
        raise UsageProblem(
            f"{path} is no demo's ledger: it holds the account '{others[0]}'. Nothing was touched.",
            hint="Run the demo with another --home.",
        )


def _account(shop: Connection) -> Account:
    from seller_credits.settings import Credentials, account_of  # noqa: PLC0415

    told = {name: value for name, value in shop.as_dict().items() if name != "truth"}
    return account_of(_ACCOUNT, Credentials.model_validate(told))


def _show(house: House, outcome: Outcome, orders: int, report: Path) -> None:
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415
    from seller_credits.reporting.health_words import headroom_lines  # noqa: PLC0415
    from seller_credits.reporting.tables import print_suggestions  # noqa: PLC0415

    click.echo(
        f"A made-up shop of {counted(orders, 'order')}: {counted(outcome.issues, 'new issue')}, "
        f"{counted(outcome.suggestions, 'new suggestion')}. Nothing was paid."
    )
    if not (outcome.issues or outcome.suggestions):
        click.echo("Nothing new to do since the last time.")
    now = house.clock()
    items = house.ledger.suggestions(Filter(now=now))
    health = headroom_lines(stores_of(house), now)
    print_suggestions(items, now, most=_ROWS_SHOWN, health=health)
    click.echo(f"Report: {report}")
    click.echo(f"Ledger: {house.ledger.place}")
    note(f"Look around: {command_line('suggestions', home=report.parent)}")
