"""Checks on reach: rules that can never fire, that share orders, that seem to pay and never do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seller_credits.handwritten.problems import Problem
from seller_credits.policy.language import Policy, Rule
from seller_credits.policy.proof.boxes import Box, TooManyPieces, common, rest, words_of
from seller_credits.policy.proof.guarded import GUARDED, TAKEN_FIRST, something_left
from seller_credits.policy.proof.orders import Given, order_in
from seller_credits.policy.proof.reach import Reach

_NEVER_PAY: dict[str, Given] = {
    "stock_cancellation": {"order_status": "cancelled"},
    "negative_feedback": {},
    "a_to_z_claim": {"claim_open": "yes"},
}
"""Kinds money does not mend, and what such an order looks like beside its kind."""


def unreachable(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Rules all of whose orders are taken before they are asked."""
    for at, rule in enumerate(policy.rules):
        if reach.never_fires(rule):
            box = reach.boxes[at]
            unguarded = _some_left(reach, box, TAKEN_FIRST)
            yield Problem(
                "warning",
                f"Rule `{rule.name}` can never fire: {_takers(reach, at)}.",
                rule.place.line,
                rule.place.column,
                "Move it up, narrow what stands above it, or leave it out.",
                order_in(unguarded or box, policy.rates.own),
                finding="unreachable",
            )


def untold(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Notes on rules of which nobody can tell everything in time; asked after all else."""
    for at, rule in enumerate(reach.rules):
        if rule.name in reach.untold:
            yield Problem(
                "note",
                f"What `{rule.name}` really gets was not found out: the rules above it cut its "
                "orders into too many pieces.",
                rule.place.line,
                rule.place.column,
                "Other notes may be missing; show what you mean by an example.",
                order_in(reach.boxes[at], policy.rates.own),
                finding="untold",
            )


def _takers(reach: Reach, at: int) -> str:
    box, earlier = reach.boxes[at], list(zip(reach.rules, reach.boxes, strict=True))[:at]
    for before, taken in earlier:
        if _some_left(reach, box, [taken]) is None:
            return f"rule `{before.name}` (line {before.place.line}) takes every order of it first"
    sharing = [before for number, (before, _) in enumerate(earlier) if _takes(reach, number, box)]
    names = ", ".join(f"`{before.name}` (line {before.place.line})" for before in sharing)
    if not sharing:
        return f"the program's own guard {_guards_of(box)} takes every order of it first"
    guards = "" if _some_left(reach, box, [other for _, other in earlier]) is None else _too(box)
    many = "rules" if len(sharing) > 1 else "rule"
    together = " together take" if len(sharing) > 1 or guards else " takes"
    return f"the {many} {names}{guards}{together} every order of it first"


def _too(box: Box) -> str:
    return f" and the program's own guard {_guards_of(box)}"


def _guards_of(box: Box) -> str:
    names = [
        name for name, boxes in GUARDED.items() if any(_narrows(box, other) for other in boxes)
    ]
    if not something_left(box):
        names.append("nothing_left")
    return " or ".join(names)


def _narrows(box: Box, guard: Box) -> bool:
    """Whether the guard takes orders of the box because of what its rule asks."""
    return common(box, guard) is not None and not guard.keys().isdisjoint(box)


def _takes(reach: Reach, at: int, box: Box) -> Box | None:
    """Some orders of the box that the rule at this place gets; None where it gets none."""
    both = common(reach.boxes[at], box)
    if both is None:
        return None
    try:
        return next(reach.left_of(both, above=at), None)
    except TooManyPieces:
        reach.untold.add(reach.rules[at].name)
        return None


def _some_left(reach: Reach, box: Box, taken: Iterable[Box]) -> Box | None:
    try:
        pieces = rest(box, taken, reach.effort.begin())
        return next((piece for piece in pieces if something_left(piece)), None)
    except TooManyPieces:
        return box


def never_paying(policy: Policy) -> Iterator[Problem]:
    """Rules that seem to pay for what a rule alone never pays for."""
    for rule in policy.rules:
        if not any(remedy.costs_money for remedy in rule.outcome.remedies):
            continue
        about = {condition.fact: condition.accepts for condition in rule.conditions}
        for kind, usual in _NEVER_PAY.items():
            if kind in words_of(about, "issue"):
                yield Problem(
                    "warning",
                    f"Rule `{rule.name}` seems to pay for {kind}: guards take those orders first "
                    "and money does not mend them.",
                    rule.place.line,
                    rule.place.column,
                    "Write `remedy: review` for it.",
                    {"issue": kind, **usual},
                    finding="never_pays",
                )


def overlaps(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Notes on rules of whose orders earlier rules of another remedy take some."""
    for at, rule in reach.told():
        taken = [
            (before, some)
            for number, before in enumerate(policy.rules[:at])
            if before.outcome.remedies != rule.outcome.remedies
            and (some := _takes(reach, number, reach.boxes[at])) is not None
        ]
        if taken:
            leave = "leave" if len(taken) > 1 else "leaves"
            yield Problem(
                "note",
                f"Rule `{rule.name}` gets only what {_named(taken)} above it {leave}.",
                rule.place.line,
                rule.place.column,
                "Where both fit, the one above decides, and otherwise than this one would.",
                order_in(taken[0][1], policy.rates.own),
                finding="overlap",
            )


def _named(taken: list[tuple[Rule, Box]]) -> str:
    return ", ".join(f"`{before.name}`" for before, _ in taken)
