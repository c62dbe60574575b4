"""What a sync, a run or an import did, told to a person or to a program."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
import orjson

from seller_credits.cli.house import command_line, note
from seller_credits.cli.shared import shared
from seller_credits.domain.clock import when_text
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import CoverageState
from seller_credits.reporting.words import counted

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.domain.coverage import Window
    from seller_credits.unattended.one_account import AccountDone
    from seller_credits.workflow.results import Outcome


_REQUEST_ID = re.compile(r" \[request id [^]]*\]")

SOMETHING_WAITS = 3
"""Exit code with --exit-code where a person has something to look at."""

exit_code_option = click.option(
    "--exit-code", is_flag=True, help="Exit with 3 where a suggestion waits for a person."
)


def tell_run(done: Sequence[AccountDone], began: datetime, ended: datetime, output: str) -> None:
    """Print one line about one run: for a person or, as one JSON object, for a program."""
    if output == "json":
        click.echo(orjson.dumps(_ran_json(done, began, ended)))
    else:
        click.echo(_ran_line(done, began, ended))
    sys.stdout.flush()


def _ran_line(done: Sequence[AccountDone], began: datetime, ended: datetime) -> str:
    outcomes = [account.outcome for account in done]
    parts = [
        counted(sum(outcome.records for outcome in outcomes), "record"),
        counted(sum(outcome.issues for outcome in outcomes), "new issue"),
        counted(sum(outcome.suggestions for outcome in outcomes), "new suggestion"),
    ]
    expired = sum(account.expired for account in done)
    parts += [f"{expired:,} expired"] if expired else []
    failed = [account for account in done if account.exit_code]
    names = ", ".join(f"{account.account} (exit {account.exit_code})" for account in failed)
    accounts = counted(len(done), "account") + (f", not whole: {names}" if names else "")
    stopped = " Stopped early." if any(account.stopped for account in done) else ""
    took = f"{(ended - began).total_seconds():.0f} s"
    return f"{began:%Y-%m-%d %H:%M %Z}, {took}: {accounts}; {', '.join(parts)}.{stopped}"


def _ran_json(done: Sequence[AccountDone], began: datetime, ended: datetime) -> dict[str, Any]:
    return {
        "schema": "seller-credits/run/1",
        "began_at": when_text(began),
        "ended_at": when_text(ended),
        "items": [
            {
                "account": account.account,
                "exit_code": account.exit_code,
                "said": account.said or None,
                "stopped": account.stopped,
                "expired": account.expired,
                **account.outcome.as_json(),
            }
            for account in done
        ],
    }


def with_waiting(code: int, house: House, *, asked: bool) -> int:
    """The exit code, or 3 where all went well, it was asked for, and something waits."""
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415

    if code or not asked:
        return code
    waiting = house.ledger.suggestions(Filter(account=shared().account, statuses=["proposed"]))
    return SOMETHING_WAITS if next(waiting, None) else 0


def tell(outcome: Outcome, output: str, *, with_coverage: bool = False) -> int:
    """Print it, name on stderr what could not be read, and give the exit code."""
    if output == "json":
        sys.stdout.write(orjson.dumps(outcome.as_json(), option=orjson.OPT_INDENT_2).decode())
        sys.stdout.write("\n")
    else:
        click.echo(_summary(outcome, with_coverage=with_coverage))
        if with_coverage:
            from seller_credits.reporting.coverage import print_coverage  # noqa: PLC0415

            print_coverage(outcome.windows)
    for bad in outcome.bad_rows:
        note(f"Bad row: {bad}")
    if outcome.bad > len(outcome.bad_rows):
        note(f"Bad row: and {outcome.bad - len(outcome.bad_rows):,} more.")
    for unknown in _unknown(outcome):
        note(f"New word: {unknown}")
    for warning in outcome.warnings:
        note(f"Note: {warning}")
    if outcome.more_warnings:
        note(f"Note: and {outcome.more_warnings} more like these.")
    for sentence in _not_read(outcome.windows):
        click.echo(f"Not read: {sentence}", err=True)
    return 0 if outcome.is_complete else UnreadableSource.exit_code


_MOST_NEW_WORDS = 20


def _unknown(outcome: Outcome) -> Iterator[str]:
    """The marketplace's words that are not known here, a line each, the most frequent first."""
    from seller_credits.reporting.console import plain  # noqa: PLC0415

    for (where, word), rows in outcome.unknown.most_common(_MOST_NEW_WORDS):
        yield plain(f"{where} {word!r}, {counted(rows, 'time')}; kept as it is")
    left = len(outcome.unknown) - _MOST_NEW_WORDS
    if left > 0:
        yield f"and {left:,} others."


def _not_read(windows: Iterable[Window]) -> Iterator[str]:
    """A sentence for each reason, with all that it kept from being read."""
    from seller_credits.reporting.console import plain  # noqa: PLC0415

    alike: dict[str, list[Window]] = {}
    for window in windows:
        if not window.state.is_known:
            alike.setdefault(_REQUEST_ID.sub("", window.why), []).append(window)
    for same in alike.values():
        names = dict.fromkeys(each.name for each in same if not each.why.startswith(each.name))
        yield plain(f"{', '.join(names)}: {same[0].why}" if names else same[0].why)


def _summary(outcome: Outcome, *, with_coverage: bool) -> str:
    found = f"{counted(outcome.issues, 'new issue')}, "
    found += counted(outcome.suggestions, "new suggestion")
    lines = [f"Read {counted(outcome.records, 'record')}: {found}."]
    lines += [
        f"Skipped {number:,}: {reason}." for reason, number in sorted(outcome.skipped.items())
    ]
    if not with_coverage:
        empty = [window.name for window in outcome.windows if window.state is CoverageState.EMPTY]
        lines += [f"Nothing in {name}." for name in dict.fromkeys(empty)]
    if outcome.approved:
        lines.append(
            f"Approved by the policy's own limit: {counted(outcome.approved, 'suggestion')}."
        )
    if outcome.matured:
        orders = counted(outcome.matured, "trouble")
        lines.append(f"Known for good what became of {orders}: {command_line('impact')}")
    if outcome.suggestions:
        lines.append(f"See them: {command_line('suggestions')}")
    return "\n".join(lines)
