"""Which movements of one book explain which refunds: as many as possible, and nothing is guessed.

Most books do not show our key. Where a movement could be any of several refunds, it is none of them
for sure: a refund is explained only if it is, however the movements are put to the refunds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from seller_credits.domain.issuances import LineShare
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyRow


@dataclass(frozen=True, slots=True)
class Claim:
    """What one order line is to get of one issuance: a movement of just that amount explains it.

    Attributes:
        issuance_id: whose.
        line: which line, as far as that is known.
        amount: above nought.
        may_be: keys of the movements that can be it at all, for their time and what was known.
        is_late: it was taken for nothing: others come first, and it gets what they leave.
    """

    issuance_id: str
    line: LineShare
    amount: Money
    may_be: Collection[str]
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """Movements put to claims.

    Attributes:
        rows: the movement of each claim, in the claims' order, in one of the ways to explain most;
            None where it has none.
        sure: of each claim, whether it has one in every such way.
        spare: movements that are nobody's in that way.
    """

    rows: tuple[MoneyRow | None, ...]
    sure: tuple[bool, ...]
    spare: tuple[MoneyRow, ...]


def is_of_line(row: MoneyRow, line: LineShare) -> bool:
    """Whether a movement may be of a line: by its id, else by its SKU; what names none may be."""
    if row.order_item_id and line.order_item_id:
        return row.order_item_id == line.order_item_id
    return row.sku is None or line.sku is None or row.sku == line.sku


def fits(row: MoneyRow, claim: Claim) -> bool:
    """Whether a movement can be what a claim is about."""
    is_the_money = row.amount == claim.amount and row.key in claim.may_be
    return is_the_money and is_of_line(row, claim.line)


def matched(claims: Sequence[Claim], rows: Sequence[MoneyRow]) -> Matched:
    """Put movements to claims, so that as many as possible have one.

    Those that were not taken for nothing have the first choice, the others what is left.

    Args:
        claims: of one order.
        rows: movements of one book, above nought.
    """
    edges = [[n for n, row in enumerate(rows) if fits(row, claim)] for claim in claims]
    early = [n for n, claim in enumerate(claims) if not claim.is_late]
    late = [n for n, claim in enumerate(claims) if claim.is_late]
    owner = _most(edges, [*early, *late])
    taken = {claim: row for row, claim in owner.items()}
    sure = []
    for number, claim in enumerate(claims):
        others = [*early, *late] if claim.is_late else early
        has = number in taken
        sure.append(has and not _can_do_without(edges, others, number))
    return Matched(
        tuple(rows[taken[n]] if n in taken else None for n in range(len(claims))),
        tuple(sure),
        tuple(row for n, row in enumerate(rows) if n not in owner),
    )


def _can_do_without(edges: Sequence[Sequence[int]], among: Sequence[int], number: int) -> bool:
    """Whether as many can be explained with this one left out."""
    rest = [n for n in among if n != number]
    return len(_most(edges, rest)) == len(_most(edges, among))


def _most(edges: Sequence[Sequence[int]], among: Sequence[int]) -> dict[int, int]:
    """A claim for each of as many movements as can be (augmenting paths, in the order given)."""
    owner: dict[int, int] = {}

    def finds_one(claim: int, seen: set[int]) -> bool:
        for row in edges[claim]:
            if row not in seen:
                seen.add(row)
                if row not in owner or finds_one(owner[row], seen):
                    owner[row] = claim
                    return True
        return False

    for claim in among:
        finds_one(claim, set())
    return owner
