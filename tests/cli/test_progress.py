"""What long work says on stderr."""

from __future__ import annotations

import click

from seller_credits.cli.progress import progress
from seller_credits.cli.shared import shared_options
from seller_credits.marketplace.calling.waiting import WAITING

WAIT = f"{WAITING} 3 min, until 12:03:00 UTC: Amazon takes one searchOrders in 3 min"


@click.command()
@shared_options
def work():
    with progress() as told:
        told("asking for feedback US")
        told(WAIT)
        told("1,200 orders")


def test_off_a_terminal_a_line_for_each_wait_says_where_the_time_goes(capsys):
    work.main([], standalone_mode=False)
    said = capsys.readouterr()
    assert said.err == f"{WAIT}\n"
    assert not said.out


def test_quiet_is_quiet_about_waits_too(capsys):
    work.main(["--quiet"], standalone_mode=False)
    assert capsys.readouterr() == ("", "")
