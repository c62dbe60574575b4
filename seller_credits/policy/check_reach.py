"""Checks on reach: rules that can never fire, rules that share orders, and what no rule takes."""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.domain.issues import IssueKind
from seller_credits.policy.boxes import (
    GUARDED,
    Box,
    TooManyPieces,
    box_of,
    common,
    order_in,
    rest_of,
)
from seller_credits.policy.language import Policy, Rule
from seller_credits.policy.problems import Problem
from seller_credits.policy.sets import Words

_NEVER_PAY = ("stock_cancellation", "negative_feedback", "a_to_z_claim")


def reach_of(policy: Policy) -> dict[str, list[Box] | None]:
    """The orders each rule really gets, by its name; None where that cannot be told."""
    guarded = [box for boxes in GUARDED.values() for box in boxes]
    earlier: list[Box] = []
    reach: dict[str, list[Box] | None] = {}
    for rule in policy.rules:
        box = box_of(rule.conditions)
        try:
            reach[rule.name] = rest_of([box], (*guarded, *earlier))
        except TooManyPieces:
            reach[rule.name] = None
        earlier.append(box)
    return reach


def unreachable(policy: Policy, reach: dict[str, list[Box] | None]) -> Iterator[Problem]:
    """Rules all of whose orders are taken before they are asked."""
    for at, rule in enumerate(policy.rules):
        if reach[rule.name] == []:
            yield Problem(
                "warning",
                f"Rule `{rule.name}` can never fire: {_takers(rule, policy.rules[:at])}.",
                rule.place.line,
                rule.place.column,
                "Move it up, narrow what stands above it, or leave it out.",
                order_in(box_of(rule.conditions), policy.rates.own),
            )


def _takers(rule: Rule, earlier: tuple[Rule, ...]) -> str:
    box = box_of(rule.conditions)
    guards = [
        name
        for name, boxes in GUARDED.items()
        if any(common(box, other) is not None for other in boxes)
    ]
    if not rest_of([box], [guarded for boxes in GUARDED.values() for guarded in boxes]):
        return f"the program's own guard {' or '.join(guards)} takes every order of it first"
    for before in earlier:
        if not rest_of([box], [box_of(before.conditions)]):
            return f"rule `{before.name}` (line {before.place.line}) takes every order of it first"
    sharing = [before for before in earlier if common(box, box_of(before.conditions))]
    names = ", ".join(f"`{before.name}` (line {before.place.line})" for before in sharing)
    return f"the rules {names} together take every order of it first"


def never_paying(policy: Policy) -> Iterator[Problem]:
    """Rules that seem to pay for what a rule alone never pays for."""
    for rule in policy.rules:
        if not any(remedy.costs_money for remedy in rule.outcome.remedies):
            continue
        issues = box_of(rule.conditions).get("issue")
        words = issues.words if isinstance(issues, Words) else frozenset()
        for kind in _NEVER_PAY:
            if kind in words:
                yield Problem(
                    "warning",
                    f"Rule `{rule.name}` seems to pay for {kind}: guards take those orders first "
                    "and money does not mend them.",
                    rule.place.line,
                    rule.place.column,
                    "Write `remedy: review` for it.",
                    {"issue": kind},
                )


def overlaps(policy: Policy, reach: dict[str, list[Box] | None]) -> Iterator[Problem]:
    """Notes on rules that share orders with earlier rules of another remedy."""
    for at, rule in enumerate(policy.rules):
        box = box_of(rule.conditions)
        shared = {
            before: both
            for before in policy.rules[:at]
            if before.outcome.remedies != rule.outcome.remedies
            and (both := common(box, box_of(before.conditions))) is not None
        }
        if shared and reach[rule.name] != []:
            names = ", ".join(f"`{before.name}`" for before in shared)
            yield Problem(
                "note",
                f"Rule `{rule.name}` gets only what {names} above it leave.",
                rule.place.line,
                rule.place.column,
                example=order_in(next(iter(shared.values())), policy.rates.own),
            )


def gaps(policy: Policy) -> Iterator[Problem]:
    """Notes on what falls to `otherwise`: kinds of issue no rule is about, and orders between."""
    guarded = [box for boxes in GUARDED.values() for box in boxes]
    place = policy.otherwise.place
    unnamed = []
    for kind in IssueKind:
        every: Box = {"issue": Words(frozenset({kind}))}
        about = [box for rule in policy.rules if common(box := box_of(rule.conditions), every)]
        rest = _rest(every, [*guarded, *about])
        if rest and not about:
            unnamed.append(str(kind))
        elif rest:
            message = f"Some {kind} orders fall to `otherwise`."
            example = order_in(min(rest, key=len), policy.rates.own)
            yield Problem("note", message, place.line, place.column, example=example)
    if unnamed:
        message = f"No rule is about {', '.join(unnamed)}: they fall to `otherwise`."
        yield Problem("note", message, place.line, place.column, example={"issue": unnamed[0]})


def _rest(box: Box, taken: list[Box]) -> list[Box]:
    try:
        return rest_of([box], taken)
    except TooManyPieces:
        return []
