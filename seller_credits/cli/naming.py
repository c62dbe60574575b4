"""Which suggestions a person means: by id, or as much of its beginning as makes it clear."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from seller_credits.cli.shared import shared
from seller_credits.domain.errors import UsageProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House

_ENOUGH = 50


def the_one(house: House, prefix: str) -> dict[str, Any]:
    """The suggestion whose id begins so.

    Raises:
        UsageProblem: it is none, or more than one.
    """
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415  # heavy

    typed = prefix.strip().lower()
    wanted = Filter(account=shared().account, id_prefix=typed, current=False)
    found = list(islice(house.ledger.suggestions(wanted), _ENOUGH)) if typed else []
    current = [item for item in found if item["status"] != "superseded"]
    exact = [item for item in found if item["suggestion_id"] == typed]
    # A beginning names what holds now; what it took the place of must be named in full.
    choice = exact or current or found
    if not choice:
        raise UsageProblem(
            f"There is no suggestion {prefix!r}.", hint="List them: seller-credits suggestions"
        )
    if len(choice) > 1:
        raise UsageProblem(
            f"More than one suggestion begins with {prefix!r}: "
            f"{choice[0]['suggestion_id']}, {choice[1]['suggestion_id']}, ...",
            hint="Give more of the ID.",
        )
    return choice[0]


def those(house: House, prefixes: Iterable[str]) -> list[dict[str, Any]]:
    """Several of them, each once, in the order they were named.

    Raises:
        UsageProblem: with every problem at once.
    """
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for prefix in prefixes:
        try:
            item = the_one(house, prefix)
        except UsageProblem as problem:
            problems.append(problem)
        else:
            found[item["suggestion_id"]] = item
    raise_all(problems)
    return list(found.values())


def raise_all(problems: list[UsageProblem]) -> None:
    """Raise them as one that tells them all; the only one as it is; none not at all."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        told = "\n".join(f"- {problem.message} {problem.hint}".rstrip() for problem in problems)
        raise UsageProblem(f"{len(problems)} problems, and nothing was done:\n{told}")
