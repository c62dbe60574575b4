"""What a sync or an import did, told to a person or to a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import orjson

from seller_credits.cli.house import command_line, note
from seller_credits.cli.shared import shared
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import CoverageState
from seller_credits.reporting.words import counted

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.domain.coverage import Window
    from seller_credits.workflow.results import Outcome


SOMETHING_WAITS = 3
"""Exit code with --exit-code where a person has something to look at."""

exit_code_option = click.option(
    "--exit-code", is_flag=True, help="Exit with 3 where a suggestion waits for a person."
)


def with_waiting(code: int, house: House, *, asked: bool) -> int:
    """The exit code, or 3 where all went well, it was asked for, and something waits."""
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415

    if code or not asked:
        return code
    waiting = house.ledger.suggestions(Filter(account=shared().account, statuses=["proposed"]))
    return SOMETHING_WAITS if next(waiting, None) else 0


def tell(outcome: Outcome, output: str) -> int:
    """Print it, name on stderr what could not be read, and give the exit code."""
    if output == "json":
        sys.stdout.write(orjson.dumps(outcome.as_json(), option=orjson.OPT_INDENT_2).decode())
        sys.stdout.write("\n")
    else:
        click.echo(_summary(outcome))
    for warning in outcome.warnings:
        note(f"Note: {warning}")
    if outcome.more_warnings:
        note(f"Note: and {outcome.more_warnings} more like these.")
    for sentence in dict.fromkeys(_not_read(window) for window in outcome.windows):
        if sentence:
            click.echo(f"Not read: {sentence}", err=True)
    return 0 if outcome.is_complete else UnreadableSource.exit_code


def _not_read(window: Window) -> str:
    if window.state.is_known:
        return ""
    named = window.why.startswith(window.name) or not window.name
    return window.why if named else f"{window.name}: {window.why}"


def _summary(outcome: Outcome) -> str:
    found = f"{counted(outcome.issues, 'new issue')}, "
    found += counted(outcome.suggestions, "new suggestion")
    lines = [f"Read {counted(outcome.records, 'record')}: {found}."]
    lines += [
        f"Skipped {number:,}: {reason}." for reason, number in sorted(outcome.skipped.items())
    ]
    empty = [window.name for window in outcome.windows if window.state is CoverageState.EMPTY]
    lines += [f"Nothing in {name}." for name in dict.fromkeys(empty)]
    if outcome.suggestions:
        lines.append(f"See them: {command_line('suggestions')}")
    return "\n".join(lines)
