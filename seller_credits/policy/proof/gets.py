"""Notes on who gets what: the orders each rule really gets, and those that no rule takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from seller_credits.domain.issues import IssueKind
from seller_credits.handwritten.problems import Problem
from seller_credits.policy.language import OTHERWISE, Policy
from seller_credits.policy.proof.boxes import Box, TooManyPieces, common, merged, rest, touches
from seller_credits.policy.proof.guarded import GUARDED, always_allowed
from seller_credits.policy.proof.orders import order_in
from seller_credits.policy.proof.reach import Reach
from seller_credits.policy.proof.saying import listed, said
from seller_credits.policy.sets import Words, meet

_FOLLOWED = 24
_READABLE = 3
_NAMED = 5


def gets(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Notes on the orders each rule really gets."""
    for at, rule in reach.told():
        words = _what_it_gets(policy, reach, at)
        yield Problem(
            "note",
            f"`{rule.name}` gets: {words}.",
            rule.place.line,
            rule.place.column,
            example=order_in(reach.first[rule.name][0], policy.rates.own),
            finding="gets",
        )


def _what_it_gets(policy: Policy, reach: Reach, at: int) -> str:
    asked = _allowed(reach.boxes[at])
    above = [other for other in reach.boxes[:at] if touches(asked, other)]
    guards = [box for boxes in GUARDED.values() for box in boxes if _is_asked_about(box, asked)]
    pieces = _readable(reach, asked, [*guards, *above])
    currency = policy.rates.own
    if pieces is not None:
        return "; or ".join(said(piece, currency) for piece in pieces)
    takers = [
        rule.name
        for rule, box in zip(reach.rules[:at], reach.boxes[:at], strict=True)
        if touches(asked, box)
    ]
    more = f" and {len(takers) - _NAMED} more" if len(takers) > _NAMED else ""
    return f"{said(asked, currency)}, but for what {listed(takers[:_NAMED])}{more} take first"


def _readable(reach: Reach, box: Box, taken: list[Box]) -> list[Box] | None:
    """What is left in a few boxes; None where it takes too many to be read."""
    try:
        pieces = list(islice(rest(box, taken, reach.effort.begin()), _FOLLOWED + 1))
    except TooManyPieces:
        return None
    if len(pieces) > _FOLLOWED:
        return None
    few = merged(pieces)
    return few if len(few) <= _READABLE else None


def _allowed(box: Box) -> Box:
    """The box without what guards take of the very facts it names."""
    return {fact: meet(values, always_allowed(fact)) for fact, values in box.items()}


def _is_asked_about(guard: Box, asked: Box) -> bool:
    """Whether a guard of several facts says something about what the rule asks."""
    own = guard.keys() & asked.keys() - {"issue", "channel"}
    return len(guard) > 1 and bool(own) and common(guard, asked) is not None


def gaps(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Notes on what falls to `otherwise`: kinds of issue no rule is about, and orders between."""
    place = policy.otherwise.place
    last = len(policy.rules)
    unnamed = []
    for kind in IssueKind:
        every: Box = {"issue": Words(frozenset({kind}))}
        first = _some(reach, every, last)
        if first is None:
            continue
        if not any(touches(box, every) for box in reach.boxes[:last]):
            unnamed.append(str(kind))
            continue
        yield Problem(
            "note",
            f"Some {kind} orders fall to `otherwise`{_which(policy, reach, every)}.",
            place.line,
            place.column,
            example=order_in(first, policy.rates.own),
            finding="gap",
        )
    if unnamed:
        yield Problem(
            "note",
            f"No rule is about {', '.join(unnamed)}: they fall to `otherwise`.",
            place.line,
            place.column,
            example={"issue": unnamed[0]},
            finding="gap",
        )


def _some(reach: Reach, every: Box, last: int) -> Box | None:
    try:
        return next(reach.left_of(every, above=last), None)
    except TooManyPieces:
        reach.untold.add(OTHERWISE)
        return None


def _which(policy: Policy, reach: Reach, every: Box) -> str:
    pieces = _readable(reach, every, list(reach.boxes[:-1]))
    if not pieces:
        return ""
    without_kind = [{f: values for f, values in box.items() if f != "issue"} for box in pieces]
    return ": " + "; or ".join(said(box, policy.rates.own) for box in without_kind)
