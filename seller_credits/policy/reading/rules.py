"""Rules, adjustments and examples, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.facts import FACTS
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.handwritten.problems import Place, nearest
from seller_credits.handwritten.source import Fields, Node, Text, written
from seller_credits.policy.language import (
    OTHERWISE,
    Adjustment,
    Change,
    Example,
    Expectation,
    Rule,
)
from seller_credits.policy.reading import outcomes, scalars
from seller_credits.policy.reading.conditions import read_conditions
from seller_credits.policy.reading.given import facts_of_example
from seller_credits.policy.reading.reader import Reader

_EXPECT_KEYS = ("rule", "remedy", "amount", "authority", "guard", "message", "limit")


@dataclass(frozen=True, slots=True)
class RulesRead:
    """What was read of `rules:`.

    Attributes:
        sound: the rules without an error, in order.
        names: of every rule that has one, sound or not: what others may name.
    """

    sound: tuple[Rule, ...]
    names: frozenset[str]


def read_rules(reader: Reader, node: Node | None) -> RulesRead:
    """Every rule in order; names must differ, since decisions and experiments name them."""
    seen: dict[str, Place] = {}
    sound = []
    for number, item in enumerate(reader.items(node, "`rules`") if node else (), start=1):
        errors = reader.problems.errors
        name, rule = _rule(reader, item, number)
        if name in seen:
            message = f"Two rules are named `{name}` (first in line {seen[name].line})."
            reader.problems.error(item.place, message, "Give each rule a name of its own.")
        if name is not None:
            seen.setdefault(name, item.place)
        if rule is not None and reader.problems.errors == errors:
            sound.append(rule)
    return RulesRead(tuple(sound), frozenset(seen))


def _rule(reader: Reader, node: Node, number: int) -> tuple[str | None, Rule | None]:
    keys = reader.keys(node, f"Rule {number}", ("rule", "when", *outcomes.KEYS))
    if keys is None:
        return None, None
    name = reader.text(keys.get("rule"), "`rule`")
    if "rule" not in keys:
        reader.problems.error(node.place, f"Rule {number} has no name.", "Add `rule: its-name`.")
    elif name == OTHERWISE:
        reader.problems.error(keys["rule"].place, f"`{OTHERWISE}` is the name of the last resort.")
    what = f"Rule `{name}`" if name else f"Rule {number}"
    conditions = read_conditions(reader, keys.get("when"), f"`when` of {what}")
    outcome = outcomes.read_outcome(reader, keys, node.place, what)
    if outcome is None or name is None:
        return name, None
    return name, Rule(name, conditions, outcome, node.place)


def read_adjustments(reader: Reader, node: Node | None) -> tuple[Adjustment, ...]:
    """Every adjustment in order."""
    found = []
    for number, item in enumerate(reader.items(node, "`adjustments`") if node else (), start=1):
        what = f"Adjustment {number}"
        keys = reader.keys(item, what, ("when", "change"))
        if keys is None:
            continue
        conditions = read_conditions(reader, keys.get("when"), f"`when` of {what}")
        change = _change(reader, keys.get("change"), item.place, what)
        if change is not None:
            found.append(Adjustment(conditions, change, item.place))
    return tuple(found)


def _change(reader: Reader, node: Node | None, place: Place, what: str) -> Change | None:
    text = reader.text(node, "`change`")
    hint = f"Write `change: +10%` or `change: -2 {reader.rates.own}`."
    if node is None:
        reader.problems.error(place, f"{what} says no `change`.", hint)
    if node is None or text is None:
        return None
    percent = scalars.percent(text)
    money = scalars.money(text, reader.rates.own)
    if text[0] not in "+-" or (percent is None and money is None):
        reader.problems.error(node.place, f"`{text}` is no change.", hint)
        return None
    if percent is not None and percent <= Decimal(-100):
        reader.problems.error(node.place, f"`{text}` leaves nothing of the amount.")
        return None
    if money is not None and not reader.covers(node, money):
        return None
    return Change(text, percent=percent, money=money)


def read_examples(reader: Reader, node: Node | None, rules: frozenset[str]) -> tuple[Example, ...]:
    """Every example with its facts; whether the policy agrees is asked later."""
    items = reader.items(node, "`examples`") if node else ()
    read = (_example(reader, item, rules) for item in items)
    return tuple(example for example in read if example is not None)


def _example(reader: Reader, node: Node, rules: frozenset[str]) -> Example | None:
    keys = reader.keys(node, "An example", ("given", "expect"))
    if keys is None:
        return None
    for key in ("given", "expect"):
        if key not in keys:
            reader.problems.error(node.place, f"The example has no `{key}`.")
    if len(keys) < 2:  # noqa: PLR2004  # both keys
        return None
    expect = _expectation(reader, keys["expect"], rules)
    given = _given(reader, keys["given"])
    if given is None or expect is None:
        return None
    try:
        facts = facts_of_example(given, reader.rates.own)
    except UsageProblem as problem:
        reader.problems.error(keys["given"].place, problem.message)
        return None
    return Example(given, facts, expect, node.place)


def _given(reader: Reader, node: Node) -> Mapping[str, str] | None:
    if not isinstance(node, Fields):
        reader.problems.error(node.place, "`given` must name facts and values.")
        return None
    given: dict[str, str] = {}
    sound = True
    for key, value in node.entries:
        if key.text not in FACTS:
            message = f"There is no fact `{key.text}`."
            reader.problems.error(key.place, message, nearest(key.text, FACTS))
            sound = False
            continue
        if not isinstance(value, Text) or not value.text:
            message = f"`{key.text}` of an example is one value, not `{written(value)}`."
            reader.problems.error(value.place, message)
            sound = False
            continue
        given[key.text] = value.text
    return given if sound else None


def _expectation(reader: Reader, node: Node, rules: frozenset[str]) -> Expectation | None:
    keys = reader.keys(node, "`expect`", _EXPECT_KEYS)
    if keys is None:
        return None
    if not keys:
        reader.problems.error(node.place, "The example expects nothing.", "Add `remedy: ...`.")
    rule = reader.word(keys.get("rule"), "`rule`", (*sorted(rules), OTHERWISE))
    remedy = reader.word(keys.get("remedy"), "`remedy`", Remedy)
    authority = reader.word(keys.get("authority"), "`authority`", Authority)
    return Expectation(
        rule=rule,
        remedy=Remedy(remedy) if remedy else None,
        amount=_expected_amount(reader, keys.get("amount")),
        authority=Authority(authority) if authority else None,
        guard=reader.text(keys.get("guard"), "`guard`"),
        message=reader.text(keys.get("message"), "`message`"),
        limit=reader.text(keys.get("limit"), "`limit`"),
    )


def _expected_amount(reader: Reader, node: Node | None) -> Money | None:
    text = reader.text(node, "`amount`")
    if node is None or text is None:
        return None
    money = scalars.money(text, reader.rates.own)
    if money is None:
        hint = f"Write it like `4.00 {reader.rates.own}`."
        reader.problems.error(node.place, f"`{text}` is no amount of money.", hint)
    return money
