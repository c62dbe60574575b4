"""Made-up facts: what an example says about an order, and what goes without saying.

Neutral is what an uneventful order looks like: the seller ships, it is shipped, nothing was given
back, nobody complained, one unit. What only the buyer's history, the stock or the cost file could
tell stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.facts import FACTS, FactDefinition, Facts, FactType, Value
from seller_credits.domain.money import Money
from seller_credits.handwritten.problems import nearest
from seller_credits.policy.reading import scalars
from seller_credits.policy.sets import WHOLE

NEUTRAL: Mapping[str, Value] = {
    "channel": "seller",
    "order_status": "shipped",
    "prime": False,
    "business": False,
    "return_requested": False,
    "refund_pending": False,
    "replacement_order": False,
    "claim_open": "not_seen",
    "return_state": "none",
    "package": "unknown",
    "buyer_contact": "unknown",
    "marketplace_pays": "unknown",
    "odr_exposure": "unknown",
    "source_age": Decimal(0),
    "source_state": "read",
    "quantity": 1,
}
"""What goes without saying of a made-up order, money aside."""
MISSING = "missing"
"""What an example says of a fact that goes without saying, and is not known this time."""
_UNIT = {
    FactType.DAYS: "whole days, like 2",
    FactType.HOURS: "hours, like 12",
    FactType.COUNT: "a whole number, like 1",
    FactType.STARS: "stars from 1 to 5",
    FactType.PERCENT: "a percentage, like 12.5",
    FactType.MONEY: "money, like `40 USD`",
    FactType.YES_NO: "`yes` or `no`",
    FactType.TEXT: "a text",
}


class _Unread(Exception):
    """One made-up fact is not what it should be; the text says why."""


def parse_given(given: Mapping[str, object], currency: str) -> Facts:
    """Made-up facts as a person types them, with neutral values for the rest.

    Args:
        given: texts by fact name; whole numbers may be JSON integers and yes/no JSON booleans.
            Fractions must be texts: a float has lost the seller's digits already. `missing` takes
            away what would go without saying.
        currency: of bare amounts, and of the neutral ones where no amount is given.

    Raises:
        UsageProblem: naming every fact that cannot be read, all at once.
    """
    values: dict[str, Value] = {}
    problems: list[str] = []
    missing = {name for name, raw in given.items() if _is_missing(name, raw)}
    for name, raw in given.items():
        if name in missing:
            continue
        try:
            values[name] = _value(name, raw, currency)
        except _Unread as error:
            problems.append(str(error))
    if problems:
        raise UsageProblem(
            "These made-up facts cannot be read: " + " ".join(problems),
            hint="Write them like an example of the policy: "
            '{"issue": "late_delivery", "days_late": 2, "item_price": "40 USD"}.',
        )
    full = with_neutral(values, currency)
    return Facts({name: value for name, value in full.items() if name not in missing})


def facts_of_example(given: Mapping[str, str], currency: str) -> Facts:
    """The facts of one `given:` of the policy's examples; raises as `parse_given` does."""
    return parse_given(given, currency)


def with_neutral(values: Mapping[str, Value], currency: str) -> dict[str, Value]:
    """The values, with what goes without saying; amounts follow the currency of those given."""
    full = {**NEUTRAL, **values}
    amounts = [value for value in values.values() if isinstance(value, Money)]
    zero = Money.zero(amounts[0].currency if amounts else currency)
    for name in ("shipping_paid", "refunded_so_far", "credited_for_issue"):
        full.setdefault(name, zero)
    full.setdefault("quantity_ordered", full["quantity"])
    price, units = full.get("item_price"), full["quantity_ordered"]
    if isinstance(price, Money) and isinstance(units, int):
        full.setdefault("line_total", price * units)
    line, shipping = full.get("line_total"), full["shipping_paid"]
    if (
        isinstance(line, Money)
        and isinstance(shipping, Money)
        and line.currency == shipping.currency
    ):
        full.setdefault("order_total", line + shipping)
    return full


def _is_missing(name: str, raw: object) -> bool:
    # A carrier may be called so; a text that is not known is just not given.
    return raw == MISSING and name in FACTS and FACTS[name].type is not FactType.TEXT


def _value(name: str, raw: object, currency: str) -> Value:
    definition = FACTS.get(name)
    if definition is None:
        raise _Unread(f"There is no fact `{name}`; {nearest(name, FACTS)}")
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    if isinstance(raw, float):
        raise _Unread(f"`{name}` is written as a text, not as the float {raw!r}.")
    if not isinstance(raw, str | int):
        raise _Unread(f"`{name}` is one text or number, not `{raw!r}`.")
    value = _typed(definition, str(raw).strip(), currency)
    if value is None:
        unit = _UNIT.get(definition.type) or f"one of {', '.join(definition.choices)}"
        close = nearest(str(raw), definition.choices) if definition.choices else ""
        raise _Unread(f"`{name}` is {unit}, not `{raw}`. {close}".rstrip())
    return value


def _typed(definition: FactDefinition, text: str, currency: str) -> Value | None:
    kind = definition.type
    if kind is FactType.YES_NO:
        return {"yes": True, "no": False}.get(text)
    if kind is FactType.CHOICE:
        return text if text in definition.choices else None
    if kind is FactType.TEXT:
        return text or None
    if kind is FactType.MONEY:
        money = scalars.money(text, currency)
        return money if money is not None and money.amount >= 0 else None
    return _number(kind, text)


def _number(kind: FactType, text: str) -> Decimal | int | None:
    if kind is FactType.PERCENT:
        text = text.removesuffix("%").rstrip()
    value = scalars.number(text)
    if value is None or (kind is not FactType.PERCENT and value < 0):
        return None
    if kind is FactType.STARS and not 1 <= value <= 5:  # noqa: PLR2004  # stars
        return None
    if kind in WHOLE:
        return int(value) if value == value.to_integral_value() else None
    return value
