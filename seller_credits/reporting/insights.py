"""What is unusual, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from seller_credits.domain.money import Money
from seller_credits.measurement.findings import AccountInsight, Finding
from seller_credits.measurement.unseen import Unseen
from seller_credits.reporting.advice import look_at
from seller_credits.reporting.console import console, plain
from seller_credits.reporting.insight_words import (
    details,
    headline,
    look_summary,
    unseen_sentence,
)
from seller_credits.reporting.machine import Listing
from seller_credits.reporting.rows import source_label

INSIGHTS = Listing(
    "seller-credits/insights/1",
    (
        *("account", "what", "dimension", "value", "trouble", "issues", "said", "look_at"),
        *("orders", "went_wrong", "rate", "rate_low", "rate_high", "usual_rate", "chance"),
        *("since", "until", "excess", "excess_a_month", "given_back", "cost_a_month", "with"),
        *("marketplace", "channel", "counted", "known"),
    ),
)
_UNTOLD: dict[str, Any] = dict.fromkeys(INSIGHTS.columns)
_DIGITS = 6


def items_of(told: Iterable[AccountInsight]) -> Iterator[dict[str, Any]]:
    """Everything unusual as items of a list, account by account."""
    for one in told:
        yield from (_of_finding(one.account, each) for each in one.insight.findings)
        yield from (_of_unseen(one.account, each) for each in one.unseen)


def notes_of(told: AccountInsight) -> Iterator[str]:
    """How much was looked at, what was left out and what could not be read."""
    yield from look_summary(told.insight.looked)
    for source in told.unread:
        yield f"Not read lately: {source_label(source)}. Rates that rest on it may be too low."


def print_insights(told: Iterable[AccountInsight], file: TextIO | None = None) -> None:
    """Sentences a person reads in the morning: what, since when, at what cost, what to look at."""
    out = console(file)
    for one in told:
        _print_account(out, one)


def _print_account(out: Console, told: AccountInsight) -> None:
    findings = told.insight.findings
    if told.account != "default":
        out.print(Text(plain(f"Account {told.account}"), style="bold underline"))
    for finding in findings:
        out.print(Text(plain(headline(finding)), style="bold"))
        _below(out, f"Look at: {look_at(finding)}.")
        for detail in details(finding):
            _below(out, detail, style="dim")
        out.print()
    for unseen in told.unseen:
        out.print(Text(plain(unseen_sentence(unseen)), style="bold"))
        out.print()
    if not findings and told.insight.looked.comparisons:
        out.print("Nothing unusual.")
    for sentence in notes_of(told):
        out.print(Text(plain(sentence), style="dim" if findings else ""))


def _below(out: Console, sentence: str, style: str = "") -> None:
    out.print(Padding(Text(plain(sentence), style=style), (0, 0, 0, 2)))


def _of_finding(account: str, finding: Finding) -> dict[str, Any]:
    return _UNTOLD | {
        "account": account,
        "what": "event" if finding.is_event else "lasting",
        "dimension": finding.dimension,
        "value": finding.value or None,
        "trouble": finding.group,
        "issues": [str(kind) for kind in finding.kinds],
        "said": headline(finding),
        "look_at": look_at(finding),
        "orders": finding.orders,
        "went_wrong": finding.issues,
        "rate": round(finding.rate, _DIGITS),
        "rate_low": round(finding.low, _DIGITS),
        "rate_high": round(finding.high, _DIGITS),
        "usual_rate": round(finding.usual, _DIGITS),
        "chance": finding.chance,
        "since": _day(finding.since),
        "until": _day(finding.until),
        "excess": _number(finding.excess),
        "excess_a_month": _number(finding.excess_a_month),
        "given_back": _amounts(finding.given_back),
        "cost_a_month": _amounts(finding.cost_a_month),
        "with": [f"{each.dimension} {each.value}" for each in finding.company],
    }


def _of_unseen(account: str, unseen: Unseen) -> dict[str, Any]:
    return _UNTOLD | {
        "account": account,
        "what": "not_seen",
        "trouble": "consequence",
        "issues": [str(unseen.kind)],
        "said": unseen_sentence(unseen),
        "look_at": "Seller Central, Performance, Account Health",
        "since": _day(unseen.first),
        "until": _day(unseen.last),
        "marketplace": unseen.marketplace,
        "channel": unseen.channel,
        "counted": unseen.counted,
        "known": unseen.known,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:.1f}"


def _amounts(amounts: Iterable[Money] | None) -> list[str] | None:
    """Each currency by itself: they are never added. None where nothing is known."""
    return None if amounts is None else [str(each.rounded()) for each in amounts]
