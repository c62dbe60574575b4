"""What `submit` would do, or did, order by order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from rich.text import Text

from seller_credits.domain.money import Money
from seller_credits.domain.taxes import TaxMode
from seller_credits.reporting.console import console, new_table, plain

Item = Mapping[str, Any]

_GOES = frozenset({"goes", "submitted", "accepted"})
_STYLES = {"waits": "yellow", "refused": "yellow", "unknown": "bold red"}
_TAX = {
    TaxMode.INCLUDED: "the buyer receives {0}",
    TaxMode.MARKETPLACE: "the buyer receives {0} + tax Amazon gives back",
    TaxMode.ADDED: "the buyer receives {0} + tax, which you pay as well",
    TaxMode.UNKNOWN: "the buyer receives {0}, or more where tax is added (tax_mode is not set)",
}
_UNKNOWN = (
    "The answer was lost: it may be paid. It is looked for (`reconcile`), and never sent again."
)


def you_send(amount: str, tax: str) -> str:
    """What leaves the seller and what arrives: the two are not always the same."""
    return f"you send {amount}, {_TAX[TaxMode(tax)].format(amount)}"


def totals(items: Iterable[Item]) -> list[Money]:
    """What goes in all, one amount for each currency."""
    sums: dict[str, Money] = {}
    for item in items:
        if item["amount"] is not None:
            amount = Money.of(item["amount"], item["currency"])
            sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount
    return [sums[currency] for currency in sorted(sums)]


def total_words(items: Iterable[Item]) -> str:
    """`4.00 CAD and 12.60 USD`; `no money` where there is none."""
    words = [str(each) for each in totals(items)]
    if not words:
        return "no money"
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def going(items: Iterable[Item]) -> list[Item]:
    """Those that go, or went."""
    return [item for item in items if item["result"] in _GOES]


def print_submission(items: Sequence[Item], file: TextIO | None = None) -> None:
    """A row for each approved remedy, and what happens to it in a sentence."""
    out = console(file)
    if not items:
        out.print("Nothing approved is left to hand in.")
        return
    table = new_table()
    table.add_column("Order", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("Remedy", no_wrap=True)
    table.add_column("Amount", justify="right", no_wrap=True)
    table.add_column("What happens", ratio=1, overflow="fold")
    told: dict[str, str] = {}
    for item in items:
        table.add_row(
            plain(item["order_id"]),
            item["marketplace"] or "?",
            str(item["remedy"]).replace("_", " "),
            _amount(item),
            _what(item, told),
        )
    out.print(table)
    for line in _sums(items):
        out.print(line)


def _amount(item: Item) -> str:
    return f"{item['amount']} {item['currency']}" if item["amount"] else ""


def _what(item: Item, told: dict[str, str]) -> Text:
    """What becomes of one; a sentence that was `told` of an order above is not said again."""
    result = item["result"]
    text = Text(f"{result}: ", style=_STYLES.get(result, "green" if result in _GOES else ""))
    if item["feed_id"]:
        text.append(f"feed {item['feed_id']}; ", style="")
    if result == "unknown":
        text.append(f"{_UNKNOWN} {plain(item['why'] or '')}", style="")
    elif item["why"]:
        first = told.setdefault(item["why"], item["order_id"])
        is_news = first == item["order_id"]
        text.append(plain(item["why"] if is_news else f"as {first}"), style="")
    elif item["goods"]:
        text.append(f"the marketplace sends {plain(item['goods'])}, to the address you gave")
    elif item["amount"]:
        text.append(you_send(_amount(item), item["tax"]), style="")
        text.append(f"\n{_as_what(item)}", style="dim")
    return text


def _as_what(item: Item) -> str:
    reasons = dict.fromkeys(line["reason"] for line in item["lines"])
    types = dict.fromkeys(part["type"] for line in item["lines"] for part in line["components"])
    return f"{', '.join(reasons)}, as {' and '.join(types)}; approved by {plain(item['by'])}"


def _sums(items: Sequence[Item]) -> Iterator[str]:
    go = going(items)
    if go:
        verb = "would go" if go[0]["result"] == "goes" else "handed in"
        yield f"{len(go):,} {verb}: {total_words(go)}."
    unsure = [item for item in items if item["result"] == "unknown"]
    if unsure:
        yield f"{len(unsure):,} with no answer, which may be paid: {total_words(unsure)}."
    kept = [item for item in items if item not in go and item not in unsure]
    if kept:
        yield f"{len(kept):,} kept back: {total_words(kept)}."
