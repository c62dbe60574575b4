"""Two policies on the same history, for a manager at a terminal: money first, then what flips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from seller_credits.domain.money import Money
from seller_credits.policy import Policy
from seller_credits.policy.diff.difference import (
    Beside,
    Difference,
    Example,
    Flip,
    Spend,
    Sum,
    Verdict,
)
from seller_credits.reporting import words
from seller_credits.reporting.console import console, new_table, plain
from seller_credits.reporting.policy_diff_notes import notes

_RULES = 12
_FLIPS = 8
_WHOLE = 10_000
_EXAMPLES = 8
_OF_EACH = 2
_AFTERWARDS = {
    "refunded": "Refunded by anyone",
    "nothing_seen": "Nothing seen",
    "still_open": "Nothing seen yet",
}
_DIGEST = 8
_ORDER_ID = len("111-1234567-1234567")
_AMOUNT = len("+1234.56 USD")


def print_difference(
    found: Difference,
    old: Policy,
    new: Policy,
    *,
    since: date,
    everything: bool = False,
    file: TextIO | None = None,
) -> None:
    """Everything a manager asks before switching a policy on.

    Args:
        found: what the comparison found.
        old: the policy it was compared with.
        new: the policy that may be used.
        since: the first order date that was looked at.
        everything: every rule and every example, instead of those that change most.
        file: where to print; standard output if not said.
    """
    out = console(file)
    out.print(Text(f"Old: {_named(old)}\nNew: {_named(new)}", style="bold"))
    issues = words.counted(found.replayed, "issue")
    out.print(f"{issues} of orders placed since {words.day(since.isoformat())}, each counted once.")
    if found.replayed:
        _print_spend(out, found.spend)
        _print_remedies(out, found.by_remedy)
        _print_rules(out, found.by_rule, everything=everything)
        _print_aftermath(out, found.by_afterwards)
        _print_flips(out, found, everything=everything)
        _print_examples(out, found.flips, everything=everything)
        _print_automatic(out, found)
    for sentence in notes(found):
        out.print(Text(plain(sentence), style="dim"))


def _named(policy: Policy) -> str:
    where = policy.file.replace("\\", "/").rsplit("/", 1)[-1]
    return plain(f"{policy.name} {policy.version} ({where}, {policy.digest[:_DIGEST]})")


def _print_spend(out: Console, spend: Sequence[Spend]) -> None:
    table = _table("Given in all", "Old", "New", "Change", "")
    for each in spend:
        percent, change = each.percent, f"{_plus(each.change)}{_exact(each.change)}"
        share = "" if percent is None else f"{percent:+,.1f}%"
        table.add_row(each.old.currency, _exact(each.old), _exact(each.new), change, share)
    _show(out, table)
    if not spend:
        out.print("\nNeither policy gives anything.")


def _print_remedies(out: Console, rows: Iterable[Beside]) -> None:
    table = _table("What to do", "Old", "", "New", "", "Change")
    for row in rows:
        table.add_row(_remedy(row.name), *_both(row))
    _show(out, table)


def _print_rules(out: Console, rows: Sequence[Beside], *, everything: bool) -> None:
    """The rules that change most, or all of them in the order of the files."""
    differing = sorted((row for row in rows if row.old != row.new), key=_weight, reverse=True)
    shown = rows if everything else differing[:_RULES]
    table = _table("What decides", "Old", "", "New", "", "Change")
    for row in shown:
        table.add_row(plain(row.name), *_both(row))
    _show(out, table)
    _left_out(out, len(rows) - len(shown), "more rules and guards")


def _left_out(out: Console, rest: int, what: str) -> None:
    if rest:
        out.print(f"{rest:,} {what}: -v shows all.", style="dim")


def _weight(row: Beside) -> tuple[Decimal, int]:
    moved = (abs(change.amount) for change in _changes(row.old, row.new))
    return max(moved, default=Decimal(0)), abs(row.new.decisions - row.old.decisions)


def _print_aftermath(out: Console, rows: Iterable[Beside]) -> None:
    """What followed, and for how many of those issues either policy gives something."""
    table = _table("Afterwards", "Issues", "Old pays", "", "New pays", "")
    for row in rows:
        name = _AFTERWARDS.get(row.name) or words.what_happened({"issue": row.name})
        paid = (f"{row.old.paying:,}", _worth(row.old), f"{row.new.paying:,}", _worth(row.new))
        table.add_row(name, f"{row.old.decisions:,}", *paid)
    _show(out, table)


def _print_flips(out: Console, found: Difference, *, everything: bool) -> None:
    if not found.flips:
        out.print("\nEvery issue is decided alike.")
        return
    issues = words.counted(found.flipped, "issue")
    out.print(f"\n{issues} flipped to another remedy, {found.other_amounts:,} to another amount.")
    table = _table("From -> to", "Issues", "Old", "New", "Change")
    shown = found.flips if everything else found.flips[:_FLIPS]
    for flip in shown:
        worth = (_worth(flip.old), _worth(flip.new), _change(flip.old, flip.new))
        table.add_row(_flip(flip), f"{flip.old.decisions:,}", *worth)
    _show(out, table)
    _left_out(out, len(found.flips) - len(shown), "rarer flips")


def _flip(flip: Flip) -> str:
    if flip.before is flip.after:
        return f"{_remedy(flip.before)}, another amount"
    return f"{_remedy(flip.before)} -> {_remedy(flip.after).lower()}"


def _print_examples(out: Console, flips: Sequence[Flip], *, everything: bool) -> None:
    """The largest of each kind of change."""
    found = [each for flip in flips for each in flip.examples[: None if everything else _OF_EACH]]
    table = new_table()
    table.add_column("For example", min_width=_ORDER_ID)
    table.add_column("Old", overflow="fold")
    table.add_column("New", overflow="fold")
    table.add_column("Change", justify="right", overflow="fold", min_width=_AMOUNT)
    for each in found if everything else found[:_EXAMPLES]:
        change = "" if each.change is None else _signed(each.change)
        table.add_row(_order(each), _verdict(each.old), _verdict(each.new), change)
    _show(out, table)


def _order(example: Example) -> Text:
    happened = words.what_happened({"issue": example.issue})
    return Text.assemble((plain(example.order_id), "bold"), "\n", (happened, "dim"))


def _verdict(verdict: Verdict) -> Text:
    worth = f" {verdict.worth}" if verdict.worth is not None else ""
    return Text.assemble(f"{_remedy(verdict.remedy)}{worth}", "\n", (plain(verdict.by), "dim"))


def _print_automatic(out: Console, found: Difference) -> None:
    out.print()
    for name, what in (
        ("Newly automatic, with nobody looking", found.newly_automatic),
        ("No longer automatic", found.no_longer_automatic),
    ):
        worth = ", ".join(str(each) for each in what.worth)
        told = f"{words.counted(what.decisions, 'issue')}, {worth}" if what.decisions else "none"
        style = "yellow" if what.decisions and what is found.newly_automatic else ""
        out.print(Text(f"{name}: {told}.", style=style))


def _both(row: Beside) -> tuple[str, ...]:
    counts = (f"{row.old.decisions:,}", f"{row.new.decisions:,}")
    return counts[0], _worth(row.old), counts[1], _worth(row.new), _change(row.old, row.new)


def _worth(side: Sum) -> str:
    return "\n".join(_short(money) for money in side.worth)


def _change(old: Sum, new: Sum) -> str:
    return "\n".join(_signed(change) for change in _changes(old, new))


def _changes(old: Sum, new: Sum) -> list[Money]:
    """New less old, where they differ, in each currency of either."""
    before, after = ({money.currency: money for money in side.worth} for side in (old, new))
    changes = (
        after.get(currency, Money.zero(currency)) - before.get(currency, Money.zero(currency))
        for currency in sorted({*before, *after})
    )
    return [change for change in changes if change]


def _remedy(remedy: str) -> str:
    return words.what_to_do({"remedy": remedy})


def _signed(money: Money) -> str:
    return f"{_plus(money)}{_short(money)}"


def _short(money: Money) -> str:
    """To the cent while cents tell anything, in whole units above: `513,587 USD`."""
    if abs(money.amount) < _WHOLE:
        return f"{_exact(money)} {money.currency}"
    return f"{money.amount:,.0f} {money.currency}"


def _exact(money: Money) -> str:
    return f"{money.rounded().amount:,f}"


def _plus(money: Money) -> str:
    return "+" if money.amount > 0 else ""


def _table(title: str, *figures: str) -> Table:
    """A column of names, and figures to the right of it."""
    table = new_table()
    table.add_column(title, overflow="fold", min_width=16)
    for name in figures:
        table.add_column(name, justify="right", overflow="fold")
    return table


def _show(out: Console, table: Table) -> None:
    if table.row_count:
        out.print()
        out.print(table)
