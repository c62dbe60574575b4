"""What stands around the rules, read: rates, dates in force, approvals, limits, experiment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.handwritten.problems import START, Place, Problems, nearest
from seller_credits.handwritten.source import Fields, Items, Node, Text
from seller_credits.policy.language import (
    Approvals,
    BuyerLimit,
    Experiment,
    Limit,
    Limits,
    Outcome,
)
from seller_credits.policy.rates import Rates
from seller_credits.policy.reading import outcomes, scalars
from seller_credits.policy.reading.reader import Reader

_ALL = Decimal(100)
_LEVELS = ("automatic", "agent", "manager")


def read_rates(root: Fields, problems: Problems) -> Rates:
    """The policy's currency and the others it covers; the one it names where it says none."""
    nodes = {key.text: value for key, value in root.entries}
    own = _own_currency(nodes, root, problems)
    rates = Rates.only(own)
    if "rates" not in nodes:
        return rates
    units = dict(rates.units)
    reader = Reader(problems, rates)
    if not isinstance(nodes["rates"], Fields):
        hint = "Write `rates: {EUR: 0.92}`: how many EUR one of the policy's currency is."
        problems.error(nodes["rates"].place, "`rates` must name currencies and numbers.", hint)
        return rates
    for key, value in nodes["rates"].entries:
        text = reader.text(value, f"the rate of `{key.text}`")
        rate = scalars.number(text) if text else None
        if scalars.currency_code(key.text) is None:
            problems.error(key.place, f"`{key.text}` is no currency.", "Write `EUR: 0.92`.")
        elif text and (rate is None or rate <= 0):
            problems.error(value.place, f"`{text}` is no rate.", "Write a number above 0.")
        elif key.text == own and rate != 1:
            problems.error(key.place, f"{own} is the policy's own currency.", "Leave it out.")
        elif rate is not None:
            units[key.text] = rate
    return Rates(own, units)


def _own_currency(nodes: Mapping[str, Node], root: Fields, problems: Problems) -> str:
    stated = nodes.get("currency")
    if stated is None:
        named = sorted({text.rpartition(" ")[2] for text in _texts(root) if _is_money(text)})
        if len(named) == 1:
            message = f"The policy states no currency; {named[0]} is the one its amounts name."
            problems.add("note", START, message, hint=f"Add `currency: {named[0]}`.")
            return named[0]
        hint = "Add `currency: USD`: bare amounts are in it."
        problems.error(START, "The policy does not say its `currency`.", hint)
        return named[0] if named else "USD"
    code = scalars.currency_code(stated.text) if isinstance(stated, Text) else None
    if code is None:
        problems.error(stated.place, "`currency` is no currency.", "Write `currency: USD`.")
    return code or "USD"


def _is_money(text: str) -> bool:
    money = scalars.money(text.rpartition("..")[2], "")
    return money is not None and bool(money.currency)


def _texts(node: Node) -> list[str]:
    if isinstance(node, Text):
        return [node.text]
    if isinstance(node, Items):
        return [text for item in node.items for text in _texts(item)]
    return [text for pair in node.entries for part in pair for text in _texts(part)]


def read_effective(reader: Reader, node: Node | None) -> tuple[date | None, date | None]:
    """First and last order date the policy is written for; None is open."""
    keys = reader.keys(node, "`effective`", ("from", "to")) if node else None
    if not keys or node is None:
        return None, None
    dates = {}
    for key, value in keys.items():
        text = reader.text(value, f"`{key}`")
        dates[key] = scalars.calendar_date(text) if text else None
        if text and dates[key] is None:
            reader.problems.error(value.place, f"`{text}` is no date.", "Write `2026-11-01`.")
    first, last = dates.get("from"), dates.get("to")
    if first and last and last < first:
        reader.problems.error(node.place, "`effective` ends before it begins.")
    return first, last


def read_approvals(reader: Reader, node: Node | None) -> Approvals:
    """Who may approve what; a level left out may approve no more than the one below it."""
    keys = reader.keys(node, "`authority`", _LEVELS) if node else None
    if node is None:
        hint = "Add `authority: {automatic: 0, agent: 20, manager: 100}`."
        reader.problems.add("note", START, "Every remedy waits for the owner.", hint=hint)
    levels: dict[str, Money] = {}
    places: dict[str, Place] = {}
    below = Money.zero(reader.rates.own)
    for level in _LEVELS:
        given = (keys or {}).get(level)
        if given is not None:
            places[level] = given.place
            below = reader.money(given, f"`{level}`") or below
        levels[level] = below
    return Approvals(levels["automatic"], levels["agent"], levels["manager"], places)


def read_limits(reader: Reader, node: Node | None) -> Limits:
    """The ceilings of the policy."""
    known = ("per_line", "per_order", "per_buyer", "per_day", "per_month")
    keys = reader.keys(node, "`limits`", known) if node else None
    if not keys:
        return Limits()
    return Limits(
        per_line=_limit(reader, "per_line", keys.get("per_line"), percent=True),
        per_order=_limit(reader, "per_order", keys.get("per_order"), percent=True),
        per_buyer=_buyer_limit(reader, keys.get("per_buyer")),
        per_day=_limit(reader, "per_day", keys.get("per_day"), percent=False),
        per_month=_limit(reader, "per_month", keys.get("per_month"), percent=False),
    )


def _limit(reader: Reader, name: str, node: Node | None, *, percent: bool) -> Limit | None:
    text = reader.text(node, f"`{name}`")
    if node is None or text is None:
        return None
    share = scalars.percent(text)
    if share is None or not percent:
        money = reader.money(node, f"`{name}`")
        return None if money is None else Limit(name, text, node.place, money=money)
    if not 0 <= share <= _ALL:
        reader.problems.error(node.place, f"`{name}` is between 0% and 100%, not `{text}`.")
        return None
    return Limit(name, text, node.place, share=share / _ALL)


def _buyer_limit(reader: Reader, node: Node | None) -> BuyerLimit | None:
    keys = reader.keys(node, "`per_buyer`", ("credits", "within")) if node else None
    if node is None or keys is None:
        return None
    credits_text = reader.text(keys.get("credits"), "`credits`") or ""
    within_text = reader.text(keys.get("within"), "`within`") or ""
    count, within = scalars.number(credits_text), scalars.days_span(within_text)
    if count is None or count < 0 or count != count.to_integral_value() or not within:
        hint = "Write `per_buyer: {credits: 2, within: 180d}`."
        reader.problems.error(node.place, "`per_buyer` needs a count and a span of days.", hint)
        return None
    return BuyerLimit(int(count), within, node.place)


def read_experiment(reader: Reader, node: Node | None, rules: frozenset[str]) -> Experiment | None:
    """The experiment, or None where there is none; its rules must be rules of the policy."""
    keys = (
        reader.keys(node, "`experiment`", ("name", "share", "rules", "instead")) if node else None
    )
    if node is None or keys is None:
        return None
    for key in ("name", "share", "rules", "instead"):
        if key not in keys:
            reader.problems.error(node.place, f"The experiment says no `{key}`.")
    name = reader.text(keys.get("name"), "`name`")
    share = _experiment_share(reader, keys.get("share"))
    covered = _experiment_rules(reader, keys.get("rules"), rules)
    instead = _instead(reader, keys.get("instead"))
    if name is None or share is None or instead is None:
        return None
    return Experiment(name, share, covered, instead, node.place)


def _experiment_share(reader: Reader, node: Node | None) -> Decimal | None:
    text = reader.text(node, "`share`")
    share = scalars.percent(text) if text else None
    if node is not None and text and (share is None or not 0 < share < _ALL):
        reader.problems.error(node.place, f"`share` is above 0% and below 100%, not `{text}`.")
        return None
    return None if share is None else share / _ALL


def _experiment_rules(reader: Reader, node: Node | None, rules: frozenset[str]) -> frozenset[str]:
    if node is None:
        return frozenset()
    items = node.items if isinstance(node, Items) else (node,)
    named = set()
    for item in items:
        name = reader.text(item, "`rules`")
        if name and name not in rules:
            hint = nearest(name, sorted(rules))
            reader.problems.error(item.place, f"There is no rule `{name}`.", hint)
        elif name:
            named.add(name)
    return frozenset(named)


def _instead(reader: Reader, node: Node | None) -> Outcome | None:
    keys = reader.keys(node, "`instead`", outcomes.KEYS) if node else None
    if node is None or keys is None:
        return None
    return outcomes.read_outcome(reader, keys, node.place, "`instead`")
