"""One suggestion, in full: what to do, why, step by step, and what shows the issue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from seller_credits.domain.facts import value_text
from seller_credits.reporting import words
from seller_credits.reporting.approvals import told_of
from seller_credits.reporting.console import console, indented, plain
from seller_credits.reporting.letters import print_letter
from seller_credits.reporting.words import Item


def print_suggestion(story: Item, now: datetime) -> None:
    """The whole story of one suggestion, as `workflow.explaining` tells it."""
    out = console()
    amount = words.how_much(story)
    headline = f"{words.what_happened(story)}: {words.what_to_do(story).lower()}"
    out.print(Text(f"{headline}{', ' + amount if amount else ''}", style="bold"))
    out.print(Text(plain(words.order_line(story))))
    for reason in story["reasons"]:
        out.print(indented(plain(reason)))
    out.print()
    _print_particulars(out, story, now)
    _print_facts(out, story)
    _print_trace(out, story)
    print_letter(out, story)
    _print_evidence(out, story)


def _grid() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    return table


def _print_particulars(out: Console, story: Item, now: datetime) -> None:
    table = _grid()
    rule = f"{story['rule']} (line {story['rule_line']})" if story["rule"] else None
    particulars = (
        ("suggestion", story["suggestion_id"]),
        ("issue", story["issue_id"]),
        ("status", story["status"]),
        *_approvals(story),
        ("item", story["order_item_id"]),
        ("rule", rule),
        ("guard", story["guard"]),
        ("policy", _policy(story)),
        ("who may approve", story["authority"]),
        ("until", _until(story, now)),
        ("how bad", _how_bad(story)),
        ("net cost", words.money(story, "net_cost")),
        ("order defect rate", f"{story['odr_exposure']}: {story['odr_exposure_why']}"),
        ("limits", ", ".join(story["limits_hit"])),
        ("not known", ", ".join(story["missing"])),
    )
    for name, value in particulars:
        if value:
            table.add_row(name, Text(plain(value)))
    out.print(table)


def _approvals(story: Item) -> Iterator[tuple[str, str]]:
    """Who said yes and to what, every attempt; and the change that waits for another person."""
    latest = story.get("issuance")
    for issuance in (*story.get("earlier_issuances", ()), *((latest,) if latest else ())):
        status = str(issuance["status"])
        yield status if status != "approved" else "", told_of(issuance, story)
        lines = [f"{line['amount']} of {line['sku']}" for line in issuance["lines"]]
        if len(lines) > 1:
            yield "spread", ", ".join(lines)
    change = story.get("change")
    if change:
        what = change["amount"] or words.what_to_do(change).lower()
        yield "change", f"{what}, proposed by {change['by']}: {change['reason']}"


def _policy(story: Item) -> str:
    digest = str(story["policy_digest"])[:12]
    return f"{story.get('policy') or '?'} {digest}" if digest else "none was in force"


def _until(story: Item, now: datetime) -> str:
    if not story["deadline"]:
        return str(story["deadline_rule"])
    return f"{words.until_when(story, now)} ({story['deadline']}): {story['deadline_rule']}"


def _how_bad(story: Item) -> str:
    """Its severity, and what shows that it is so bad."""
    why = (story.get("shown_by") or {}).get("severity")
    return f"{story['severity']}: {why}" if why else ""


def _print_facts(out: Console, story: Item) -> None:
    out.print(Text("\nFacts", style="bold"))
    table = _grid()
    table.add_column(style="dim")
    shown_by = story.get("shown_by") or {}
    for name, value in story["facts"].items():
        why = shown_by.get(name, "")
        table.add_row(Text(plain(name)), Text(plain(value_text(value))), Text(plain(why)))
    out.print(table)


def _print_trace(out: Console, story: Item) -> None:
    out.print(Text("\nHow it was decided", style="bold"))
    _print_steps(out, story)
    if not story["replayed"]:
        out.print(
            Text(
                "These steps could not be drawn again as they were recorded; the decision above "
                "is the recorded one.",
                style="red",
            )
        )


def print_decision(decided: Item) -> None:
    """What a policy says about made-up facts, step by step, as `decision_item` tells it."""
    out = console()
    amount = words.how_much(decided)
    out.print(Text(f"{words.what_to_do(decided)}{', ' + amount if amount else ''}", style="bold"))
    for reason in decided["reasons"]:
        out.print(indented(plain(reason)))
    _print_steps(out, decided)
    print_letter(out, decided)


def _print_steps(out: Console, decided: Item) -> None:
    """Every step, the rules that nearly applied, and the remedies that were not taken."""
    table = _grid()
    for step in decided["trace"]:
        line = f"  (line {step['line']})" if step["line"] else ""
        table.add_row(step["stage"], Text(plain(step["text"]) + line))
    out.print(table)
    for miss in decided["near_misses"]:
        wanted = f"it wants {plain(miss['condition'])}, {_found(miss)}"
        line = f"not rule {miss['rule']} (line {miss['line']}): {wanted}"
        out.print(indented(line, style="dim"))
    for other in decided["alternatives"]:
        out.print(indented(f"not {_other(other, decided)}", style="dim"))


def _found(miss: Item) -> str:
    """What stood there instead of what the rule wants."""
    found = plain(miss["found"])
    return "which is not known" if found == "missing" else f"found {found}"


def _other(other: Item, decided: Item) -> str:
    """One that was not taken: `refund in full (20 USD, net 17.60 USD): rule a offers b first`."""
    told = {**other, "currency": decided["currency"]}
    amount, net = words.how_much(told), words.money(told, "net_cost")
    costs = ", ".join(part for part in (amount, f"net {net}" if net else "") if part)
    what = words.what_to_do(other).lower()
    return f"{what}{f' ({costs})' if costs else ''}: {plain(other['why_not'])}"


def _print_evidence(out: Console, story: Item) -> None:
    out.print(Text("\nWhat shows it", style="bold"))
    for proof in story["evidence"]:
        out.print(Text(f"{proof['source']}: {plain(proof['where'])}, seen {proof['seen_at']}"))
        table = _grid()
        for name, value in proof["values"].items():
            table.add_row(Text(f"  {plain(name)}"), Text(plain(value)))
        if proof.get("comment"):
            table.add_row("  the buyer's words", Text(plain(proof["comment"])))
        out.print(table)
