"""An audit on the terminal: the sum first, then what it is made of, then what to do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.findings import Certainty, Finding
from seller_credits.measurement.audit.found import Group, worth
from seller_credits.reporting import audit_words
from seller_credits.reporting.audit_words import TITLES, money, nature_of, sentence, until
from seller_credits.reporting.console import console, new_table, plain

_SHOWN = 3
_DUE_SHOWN = 10
_WORST_SHOWN = 3
_PERCENT = 100


def print_audit(audit: Audit, file: TextIO | None = None) -> None:
    """One page a seller reads in a minute."""
    out = console(file)
    for said in audit_words.headlines(audit):
        out.print(Text(plain(said), style="bold"))
    if not audit.costs:
        out.print("No refund, claim or chargeback is in what could be read.")
    for group in audit.findings.groups:
        _print_group(out, group, audit.findings.of_group(group, _SHOWN))
    _print_due(out, audit)
    _print_worst(out, audit)
    _print_sentences(out, "Not known", [audit_words.unknown_sentence(x) for x in audit.unknown])
    _print_settlements(out, audit)


def _print_group(out: Console, group: Group, first: Sequence[Finding]) -> None:
    out.print()
    many = f"{group.count:,} time{'' if group.count == 1 else 's'}"
    sure = f", {_sureness(group)}" if _sureness(group) else ""
    heading = Text(f"{TITLES[group.kind]}: {money(group.total)}", style="bold")
    heading.append(f"  {many}{sure}", style="not bold dim")
    out.print(heading)
    for finding in first:
        out.print(Padding(_line(finding, group), (0, 0, 0, 2), expand=False))
    left = group.count - len(first)
    if left > 0:
        out.print(Text(f"  and {left:,} more: --format json has them all", style="dim"))


def _sureness(group: Group) -> str:
    said = {
        "owed": "owed, not lost",
        "cost": "a cost, whoever is right",
        "possible": "possible, not proven",
        "mixed": f"{money(group.proven)} of it proven, the rest possible",
        "proven": "proven",
    }
    return said[nature_of(group)]


def _line(finding: Finding, group: Group) -> Text:
    sure = "possibly: " if finding.certainty is Certainty.POSSIBLE and _is_mixed(group) else ""
    line = Text(f"{worth(finding)}  ")
    line.append(plain(finding.order_id or "all orders"), style="bold")
    line.append(f"  {plain(finding.sku)}  " if finding.sku else "  ")
    line.append(plain(f"{sure}{sentence(finding)}"))
    if finding.rows:
        line.append(f"  [{plain(_places(finding))}]", style="dim")
    return line


def _is_mixed(group: Group) -> bool:
    return nature_of(group) in {"mixed", "owed", "cost"}


def _places(finding: Finding) -> str:
    places = list(dict.fromkeys(row.origin.where for row in finding.rows))
    more = f" and {len(places) - 2} more" if len(places) > 2 else ""  # noqa: PLR2004
    return f"{'; '.join(places[:2])}{more}"


def _print_due(out: Console, audit: Audit) -> None:
    due = list(islice(audit.findings.due(audit.today), _DUE_SHOWN))
    if not due:
        return
    out.print(Text("\nWhat to do, by its deadline", style="bold"))
    table = new_table()
    for name in ("Until", "Order", "Amount", "What"):
        table.add_column(name, justify="right" if name == "Amount" else "left")
    for finding in due:
        sure = " (possible)" if finding.certainty is Certainty.POSSIBLE else ""
        table.add_row(
            until(finding, audit.today),
            plain(finding.order_id or ""),
            str(finding.amount),
            f"{audit_words.to_do(finding)}{sure}",
        )
    out.print(table)
    left = audit.findings.due_count - len(due)
    if left:
        out.print(Text(f"and {left:,} more", style="dim"))


def _print_worst(out: Console, audit: Audit) -> None:
    if not audit.worst:
        return
    out.print(Text("\nWhat most of it went on", style="bold"))
    shown: dict[tuple[str, str], int] = {}
    for worst in audit.worst:
        place = worst.dimension, worst.net.currency
        shown[place] = shown.get(place, 0) + 1
        if shown[place] <= _WORST_SHOWN:
            share = f"{worst.share * _PERCENT:.0f}%"
            what = f"{worst.dimension} {worst.value}"
            out.print(
                Text(plain(f"  {money(worst.net)} ({share})  {what}, {worst.refunds:,} refunds"))
            )


def _print_settlements(out: Console, audit: Audit) -> None:
    whole = [each for each in audit.settlements if each.is_whole and not each.twins]
    others = [each for each in audit.settlements if not each.is_whole or each.twins]
    said = [audit_words.settlement_sentence(each) for each in others]
    if whole:
        many = "1 settlement adds" if len(whole) == 1 else f"{len(whole):,} settlements add"
        said.append(f"{many} up to the stated total, to the cent.")
    _print_sentences(out, "Settlements", said)


def _print_sentences(out: Console, heading: str, sentences: Sequence[str]) -> None:
    if not sentences:
        return
    out.print(Text(f"\n{heading}", style="bold"))
    for said in sentences:
        out.print(Padding(Text(plain(said)), (0, 0, 0, 2), expand=False))
