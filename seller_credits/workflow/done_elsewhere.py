"""What a person did elsewhere: in Seller Central, by phone, by post. It is never paid again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from seller_credits import policy as rules
from seller_credits.detection.matching import known_lines
from seller_credits.domain.cases import OrderCase
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.identity import issuance_id
from seller_credits.domain.issuances import IN_FLIGHT, Issuance, LineShare, Status
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.authority import Person
from seller_credits.issuance.wishes import CHOICES, REFUNDS, amount_typed
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.affected import shares_of
from seller_credits.workflow.approving import About, Item, key_of, must_be_current
from seller_credits.workflow.declining import why


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person says they did.

    Attributes:
        amount: as it was typed; None where nothing was said.
        remedy: what it was; None for what was suggested, or a refund.
        at: when, aware.
        reference: what proves it: a case number, a refund id, a tracking number.
        has_no_book: no book of the marketplace will ever show it: a bank transfer, another shop.
    """

    amount: str | None
    remedy: Remedy | None
    at: datetime
    reference: str
    has_no_book: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, and what the person had better know."""

    issuance: Issuance
    notes: tuple[str, ...] = ()


def record_of_suggestion(acting: Acting, suggestion: Item, person: Person, deed: Deed) -> Recorded:
    """Record what was done about a suggestion: it can never be approved again.

    An approval of it that has not left the house is taken back in the same breath.

    Raises:
        UsageProblem: it is on its way already, was done already, or something is missing.
    """
    about = About.of(acting.case(suggestion["order_id"]), suggestion)
    must_be_current(about)
    own_currency = _currency(about.case, suggestion)
    notes = _known_reference(about.case, deed, own_currency)
    latest, issue = about.latest, about.issue
    if latest is not None and latest.status in IN_FLIGHT:
        raise UsageProblem(
            f"{suggestion['suggestion_id']} is {latest.status}: it has left the house already.",
            hint="Wait until it is proven (`reconcile`); another refund beside it is recorded "
            "with the order's number.",
        )
    remedy, amount = _what(deed, Remedy(suggestion["remedy"]), own_currency)
    key = key_of(acting.account, about.case, suggestion["suggestion_id"])
    if latest is not None and latest.status is Status.APPROVED:
        instead = why(person, f"Done elsewhere: {deed.reference}")
        acting.move(latest.issuance_id, Status.WITHDRAWN, instead, by=person.name)
        notes = (*notes, "Its approval was taken back: nothing of it is handed in.")
    finding, made = acting.weighed(about.case, issue)
    currency = amount.currency if amount else rules.currency_of(finding.facts) or ""
    said = rules.by_hand(
        made.policy, finding.facts, remedy, amount, currency=currency, options=made.options
    )
    recorded = Issuance(
        issuance_id=key,
        order_id=about.case.order_id,
        status=Status.RECORDED,
        remedy=remedy,
        marketplace=issue.marketplace,
        amount=amount,
        approved_at=deed.at,
        moved_at=deed.at,
        by=person.name,
        issue=issue.kind,
        issue_id=issue.issue_id,
        suggestion_id=suggestion["suggestion_id"],
        ordinal=about.current.ordinal,
        rule=suggestion["rule"],
        lines=_lines(about, amount),
        reference=deed.reference,
        worth=said.worth,
    )
    return Recorded(_begun(acting, recorded, deed), notes)


def record_of_order(acting: Acting, order_id: str, person: Person, deed: Deed) -> Recorded:
    """Record what was done about an order, also one the program never saw or suggested.

    Raises:
        UsageProblem: it was recorded already, or something is missing.
    """
    case = acting.case(order_id)
    currency = _currency(case, None)
    notes = _known_reference(case, deed, currency)
    remedy, amount = _what(deed, None, currency)
    called = f"recorded {' '.join(deed.reference.split()).casefold()}"
    before = sum(each.reference == deed.reference for each in case.issuances)
    lines = known_lines(case)
    only = lines[0] if len(lines) == 1 else None
    share = (
        LineShare(only.order_item_id, only.sku, amount) if only else LineShare(None, None, amount)
    )
    orders = [order.marketplace for order in case.snapshots.values() if order.marketplace]
    stores = (*orders, *(issue.marketplace for issue in case.issues))
    recorded = Issuance(
        issuance_id=issuance_id(acting.account, order_id, called, before + 1),
        order_id=order_id,
        status=Status.RECORDED,
        remedy=remedy,
        marketplace=next((store for store in stores if store), None),
        amount=amount,
        approved_at=deed.at,
        moved_at=deed.at,
        by=person.name,
        lines=(share,),
        reference=deed.reference,
        worth=amount,
    )
    return Recorded(_begun(acting, recorded, deed), notes)


def _begun(acting: Acting, recorded: Issuance, deed: Deed) -> Issuance:
    acting.begin(recorded, by=recorded.by)
    has_book = recorded.amount is not None and not deed.has_no_book
    if has_book:
        acting.writer.issuing.look_again(recorded.issuance_id, acting.now)
    kept = acting.writer.issuing.of(recorded.issuance_id)
    assert kept is not None
    return kept


def _known_reference(case: OrderCase, deed: Deed, currency: str | None) -> tuple[str, ...]:
    """Refuse what was recorded already; where the amount differs, only say so."""
    plain = " ".join(deed.reference.split()).casefold()
    same = [
        each
        for each in case.issuances
        if each.reference and " ".join(each.reference.split()).casefold() == plain
    ]
    if not same:
        return ()
    amount = amount_typed(deed.amount, currency) if deed.amount else None
    for each in same:
        if each.amount == amount:
            raise UsageProblem(
                f"{deed.reference!r} is recorded already for order {case.order_id}: "
                f"{each.amount or each.remedy}, by {each.by}.",
                hint="What was done a second time has a reference of its own.",
            )
    known = " and ".join(str(each.amount or each.remedy) for each in same)
    told = f"{deed.reference!r} is recorded for this order already, with {known}"
    return (f"{told}: this is taken as another one, and both count.",)


def _what(
    deed: Deed, suggested: Remedy | None, currency: str | None
) -> tuple[Remedy, Money | None]:
    """Which remedy it was and how much, from what was said and what was suggested."""
    fitting = suggested if suggested in CHOICES else None
    if deed.amount is not None and fitting not in REFUNDS:
        fitting = None
    remedy = deed.remedy or fitting or (Remedy.PARTIAL_REFUND if deed.amount else None)
    if remedy is None or (remedy in REFUNDS and deed.amount is None):
        raise UsageProblem(
            "How much was given back?",
            hint="Say so: --amount 4.20; or what was done instead: --remedy replacement.",
        )
    if remedy not in CHOICES:
        raise UsageProblem(f"{remedy} is nothing that can be done.")
    if deed.amount is not None and remedy not in REFUNDS:
        raise UsageProblem(f"A {remedy} gives no money.", hint="Leave --amount out.")
    return remedy, amount_typed(deed.amount, currency) if deed.amount else None


def _currency(case: OrderCase, suggestion: Item | None) -> str | None:
    """The order's own; None where nothing tells."""
    if suggestion is not None and suggestion["currency"]:
        return str(suggestion["currency"])
    paid = [line.paid.currency for line in known_lines(case) if line.paid is not None]
    told = [order.currency for order in case.snapshots.values() if order.currency]
    stores = [find_marketplace(issue.marketplace) for issue in case.issues]
    own = [store.currency for store in stores if store is not None]
    return next(iter((*paid, *told, *own)), None)


def _lines(about: About, amount: Money | None) -> tuple[LineShare, ...]:
    """Which lines it was for; what does not fit on them was given all the same."""
    try:
        return shares_of(about.case, about.issue, amount)
    except UsageProblem:
        return (LineShare(about.issue.order_item_id, about.issue.sku, amount),)
