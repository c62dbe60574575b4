"""The lines an approval is about, with what is left of each, and its amount spread over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from seller_credits.detection.matching import known_lines, line_of
from seller_credits.detection.money import given_back, reserved_back
from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import LineShare
from seller_credits.domain.issues import ORDER_KINDS, IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line
from seller_credits.issuance.sharing import LineLeft, spread


def shares_of(case: OrderCase, issue: Issue, amount: Money | None) -> tuple[LineShare, ...]:
    """What each line gets; of a remedy without money, which lines it is about.

    Raises:
        UsageProblem: so much is not left of the lines.
    """
    lines = list(_affected(case, issue))
    if amount is None:
        return tuple(
            LineShare(line.order_item_id, line.sku, None, _units(issue, line)) for line in lines
        ) or (LineShare(issue.order_item_id, issue.sku, None, issue.units),)
    left = [_left(case, issue, line, amount.currency) for line in lines]
    known = [one for one in left if one is not None]
    if not known or len(known) < len(left):
        return (LineShare(_only_id(issue, lines), issue.sku, amount),)
    shares = spread(amount, known)
    if shares is None:
        total = sum((line.left for line in known), Money.zero(amount.currency))
        raise UsageProblem(
            f"{amount} does not fit on the lines: {total} is left of them. What was refunded "
            "without naming a line counts for each.",
            hint="Approve less: --amount.",
        )
    return shares


def _affected(case: OrderCase, issue: Issue) -> Iterator[Line]:
    if issue.kind in ORDER_KINDS:
        yield from known_lines(case)
        return
    line = line_of(case, issue.order_item_id, issue.sku)
    if line is not None:
        yield line


def _units(issue: Issue, line: Line) -> int:
    if issue.kind in ORDER_KINDS:
        return line.quantity
    return min(issue.units, line.quantity) if line.quantity else issue.units


def _left(case: OrderCase, issue: Issue, line: Line, currency: str) -> LineLeft | None:
    """What is left of one line, its shipping included; None where nobody can tell."""
    # As an issue of this very line: what names the line counts, and what names none.
    about = replace(
        issue, kind=IssueKind.OTHER, order_item_id=line.order_item_id, sku=line.sku, sightings=[]
    )
    shown = given_back(case, about, currency)
    pending = reserved_back(case, about, currency)
    if line.paid is None or line.paid.currency != currency or shown is None or pending is None:
        return None
    left = line.paid + (line.shipping or Money.zero(currency)) - shown - pending
    return LineLeft(line.order_item_id, line.sku, line.paid, left, line.quantity)


def _only_id(issue: Issue, lines: list[Line]) -> str | None:
    return lines[0].order_item_id if len(lines) == 1 else issue.order_item_id
