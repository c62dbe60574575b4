"""An audit on the terminal: the sum first, then what it is made of, then what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from seller_credits.measurement.audit.findings import Audit, Certainty, Finding
from seller_credits.reporting import audit_words
from seller_credits.reporting.audit_words import Group, groups_of, money, sentence, until, worth
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
    for group in groups_of(audit):
        _print_group(out, group)
    _print_due(out, audit)
    _print_worst(out, audit)
    _print_sentences(out, "Not known", [audit_words.unknown_sentence(x) for x in audit.unknown])
    _print_settlements(out, audit)


def _print_group(out: Console, group: Group) -> None:
    out.print()
    many = f"{len(group.findings):,} time{'' if len(group.findings) == 1 else 's'}"
    sure = f", {_sureness(group)}" if _sureness(group) else ""
    heading = Text(f"{group.title}: {money(group.total)}", style="bold")
    heading.append(f"  {many}{sure}", style="not bold dim")
    out.print(heading)
    for finding in group.findings[:_SHOWN]:
        out.print(Padding(_line(finding, group), (0, 0, 0, 2), expand=False))
    left = len(group.findings) - _SHOWN
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
    return said[group.nature]


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
    return group.nature in {"mixed", "owed", "cost"}


def _places(finding: Finding) -> str:
    places = list(dict.fromkeys(row.origin.where for row in finding.rows))
    more = f" and {len(places) - 2} more" if len(places) > 2 else ""  # noqa: PLR2004
    return f"{'; '.join(places[:2])}{more}"


def _print_due(out: Console, audit: Audit) -> None:
    due = audit_words.due(audit)
    if not due:
        return
    out.print(Text("\nWhat to do, by its deadline", style="bold"))
    table = new_table()
    for name in ("Until", "Order", "Amount", "What"):
        table.add_column(name, justify="right" if name == "Amount" else "left")
    for finding in due[:_DUE_SHOWN]:
        sure = " (possible)" if finding.certainty is Certainty.POSSIBLE else ""
        table.add_row(
            until(finding, audit.today),
            plain(finding.order_id or ""),
            str(finding.amount),
            f"{audit_words.to_do(finding)}{sure}",
        )
    out.print(table)
    if len(due) > _DUE_SHOWN:
        out.print(Text(f"and {len(due) - _DUE_SHOWN:,} more", style="dim"))


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
