"""What a rule gives, read: remedies, amounts, tables, and the keys that go with each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from seller_credits.domain.facts import FACTS, FactDefinition
from seller_credits.domain.remedies import Remedy
from seller_credits.handwritten.problems import Place, nearest
from seller_credits.handwritten.source import Fields, Items, Node, Text
from seller_credits.policy.language import (
    Already,
    Amount,
    Base,
    Choose,
    Fixed,
    Outcome,
    Share,
    Term,
    Tier,
    Tiers,
)
from seller_credits.policy.reading import scalars
from seller_credits.policy.reading.conditions import read_values
from seller_credits.policy.reading.reader import Reader
from seller_credits.policy.sets import NUMERIC, Numbers

KEYS = (
    *("remedy", "offer", "choose", "amount", "at_least", "at_most", "already"),
    *("message", "because"),
)
_AMOUNT_KEYS = ("amount", "at_least", "at_most")
_WHOLE = Decimal(100)


def read_outcome(
    reader: Reader, keys: Mapping[str, Node], place: Place, what: str
) -> Outcome | None:
    """The outcome written under these keys; problems and None where it cannot be carried out."""
    remedies = _remedies(reader, keys, place, what)
    amount = read_amount(reader, keys["amount"]) if "amount" in keys else None
    terms = {
        key: read_term(reader, keys[key], f"`{key}`")
        for key in ("at_least", "at_most")
        if key in keys
    }
    already = reader.word(keys.get("already"), "`already`", Already)
    message = reader.text(keys.get("message"), "`message`")
    because = reader.text(keys.get("because"), "`because`")
    choose = reader.word(keys.get("choose"), "`choose`", Choose)
    if not remedies:
        return None
    _refuse_misfits(reader, keys, remedies, place, what)
    _refuse_crossed(reader, keys, terms)
    return Outcome(
        remedies=remedies,
        place=keys["amount"].place if "amount" in keys else place,
        choose=Choose(choose or Choose.FIRST),
        amount=amount,
        at_least=terms.get("at_least"),
        at_most=terms.get("at_most"),
        already=Already(already or Already.SUBTRACT),
        message=message,
        because=because,
        message_place=keys["message"].place if "message" in keys else None,
    )


def _remedies(
    reader: Reader, keys: Mapping[str, Node], place: Place, what: str
) -> tuple[Remedy, ...]:
    if "remedy" in keys and "offer" in keys:
        reader.problems.error(keys["offer"].place, f"{what} has both `remedy` and `offer`.")
        return ()
    if "remedy" in keys:
        word = reader.word(keys["remedy"], "`remedy`", Remedy)
        return (Remedy(word),) if word else ()
    if "offer" not in keys:
        hint = f"Remedies: {', '.join(Remedy)}."
        reader.problems.error(place, f"{what} says no `remedy`.", hint)
        return ()
    names = reader.words(keys["offer"], "`offer`", Remedy)
    if isinstance(keys["offer"], Items) and not keys["offer"].items:
        hint = "Write it like `offer: [replacement, full_refund]`."
        reader.problems.error(keys["offer"].place, "`offer` is an empty list.", hint)
    if len(set(names)) != len(names):
        reader.problems.error(keys["offer"].place, "`offer` names a remedy twice.")
    return tuple(Remedy(name) for name in names)


def _refuse_misfits(
    reader: Reader, keys: Mapping[str, Node], remedies: tuple[Remedy, ...], place: Place, what: str
) -> None:
    problems = reader.problems
    partial = Remedy.PARTIAL_REFUND in remedies
    if partial and "amount" not in keys:
        hint = "Write it like `amount: 10% of item`."
        problems.error(place, f"{what} gives a partial refund of no `amount`.", hint)
    if Remedy.MESSAGE in remedies and "message" not in keys:
        problems.error(place, f"{what} sends a message and names no template: `message: ...`.")
    if "choose" in keys and "offer" not in keys:
        problems.error(keys["choose"].place, "`choose` goes with `offer`.")
    for key in _AMOUNT_KEYS if not partial else ():
        if key in keys:
            named = " or ".join(remedies)
            hint = "A full refund is what is left of the line with its shipping."
            problems.error(keys[key].place, f"`{key}` does not go with {named}.", hint)


def _refuse_crossed(reader: Reader, keys: Mapping[str, Node], terms: Mapping[str, object]) -> None:
    least, most = terms.get("at_least"), terms.get("at_most")
    if not (isinstance(least, Fixed) and isinstance(most, Fixed)):
        return
    if reader.rates.amount_in(least.money, reader.rates.own) > reader.rates.amount_in(
        most.money, reader.rates.own
    ):
        reader.problems.error(keys["at_least"].place, "`at_least` is above `at_most`.")


def read_amount(reader: Reader, node: Node) -> Amount | None:
    """`10% of item`, `5 USD`, or a table by one numeric fact."""
    return _tiers(reader, node) if isinstance(node, Fields) else read_term(reader, node, "`amount`")


def read_term(reader: Reader, node: Node, what: str) -> Term | None:
    """`10% of item` or `5 USD`."""
    text = reader.text(node, what)
    if text is None:
        return None
    parsed = scalars.share(text)
    if parsed is not None:
        percent, base = parsed
        if base not in set(Base):
            reader.problems.error(node.place, f"There is no `{base}`.", nearest(base, Base))
            return None
        if not 0 < percent <= _WHOLE:
            hint = "Write a percentage above 0 and up to 100."
            reader.problems.error(node.place, f"`{text}` is no part of a price.", hint)
            return None
        return Share(percent, Base(base), node.place)
    if "%" in text:
        hint = "Say of what: `10% of item`, `of order`, `of shipping` or `of return_label`."
        reader.problems.error(node.place, f"`{text}` is no amount.", hint)
        return None
    money = reader.money(node, what)
    if money is not None and not money:
        reader.problems.error(node.place, f"{what} is 0.", "Write `remedy: none` instead.")
        return None
    return None if money is None else Fixed(money, node.place)


def _tiers(reader: Reader, node: Fields) -> Tiers | None:
    by: FactDefinition | None = None
    for key, value in node.entries:
        if key.text == "by":
            by = _by(reader, value)
            break
    else:
        hint = "Write `{by: days_late, 4..7: 20% of item, ...}`."
        reader.problems.error(node.place, "The table does not say `by` which fact.", hint)
    if by is None:
        return None
    rows = [_tier(reader, by, key, row) for key, row in node.entries if key.text != "by"]
    read = [row for row in rows if row is not None]
    if not rows:
        reader.problems.error(node.place, "The table has no rows.")
    _refuse_overlaps(reader, read)
    return Tiers(by.name, tuple(read), node.place)


def _by(reader: Reader, node: Node) -> FactDefinition | None:
    text = reader.text(node, "`by`")
    if text is None:
        return None
    numeric = [fact.name for fact in FACTS.values() if fact.type in NUMERIC]
    if text not in numeric:
        message = f"A table cannot be by `{text}`: that is no numeric fact."
        reader.problems.error(node.place, message, nearest(text, numeric))
        return None
    return FACTS[text]


def _tier(reader: Reader, by: FactDefinition, key: Text, node: Node) -> Tier | None:
    accepts = read_values(reader, by, key)
    term = read_term(reader, node, f"the row `{key.text}`")
    if not isinstance(accepts, Numbers) or term is None:
        return None
    return Tier(accepts, key.text, term, node.place)


def _refuse_overlaps(reader: Reader, rows: list[Tier]) -> None:
    for at, row in enumerate(rows):
        for earlier in rows[:at]:
            if not earlier.accepts.meet(row.accepts).empty:
                message = f"The rows `{earlier.text}` and `{row.text}` overlap."
                hint = "Both ends of a range are included: let the next row start above."
                reader.problems.error(row.place, message, hint)
