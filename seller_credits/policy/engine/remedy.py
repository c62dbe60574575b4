"""From a rule's outcome to a decision: which remedy, how much, and by whose leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.domain.money import Money, reckoned
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.engine import guards, limits
from seller_credits.policy.engine.adjusting import Adjusting
from seller_credits.policy.engine.amounts import affected_value, full_refund
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.choosing import Offer, choose
from seller_credits.policy.engine.net_cost import net_of_refund, net_of_replacement
from seller_credits.policy.engine.partial import partial_refund
from seller_credits.policy.engine.tariff import Tariff
from seller_credits.policy.engine.telling import Because
from seller_credits.policy.language import OTHERWISE, Already, Outcome

Carried = Callable[[Case], Decision]
"""What a remedy comes to for one order."""

# A member of an enumeration costs more to look up by its class than a sum of money does.
_AUTOMATIC, _AGENT, _MANAGER, _OWNER = Authority
_PLAIN = {
    Remedy.NONE: "nothing is given.",
    Remedy.REVIEW: "a person must look.",
    Remedy.MESSAGE: "a message and no money.",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rule gives, made ready for orders in one currency: nothing it does not ask is asked.

    Attributes:
        offer: its remedies, to weigh them.
        because: the seller's own reason; None where there is none.
        carried_out: what it comes to for an order, a remedy having been chosen.
    """

    offer: Offer
    because: Because | None
    carried_out: Carried


def plan_of(outcome: Outcome, tariff: Tariff, adjusted: Adjusting | None) -> Plan:
    """The outcome made ready.

    Args:
        outcome: of a rule, the last resort or the experiment.
        tariff: the policy's figures in the currency.
        adjusted: the policy's adjustments; None where it has none.
    """
    amount = outcome.amount
    part = None if amount is None else partial_refund(amount, outcome, tariff, adjusted)
    offer = Offer(outcome, tariff.rates, part)
    carried = {remedy: _carried(remedy, offer, tariff) for remedy in outcome.remedies}
    only = carried[outcome.remedies[0]] if len(carried) == 1 else None

    def chosen(case: Case) -> Decision:
        picked = choose(case, offer)
        return picked if isinstance(picked, Decision) else carried[picked](case)

    because = ("{}", (outcome.because,)) if outcome.because else None
    return Plan(offer, because, only or chosen)


def _carried(remedy: Remedy, offer: Offer, tariff: Tariff) -> Carried:
    outcome = offer.outcome
    if not remedy.costs_money:
        return lambda case: _free(case, remedy, outcome)
    skips = outcome.already is Already.SKIP
    of_buyer = tariff.limits.per_buyer
    is_part = remedy is Remedy.PARTIAL_REFUND
    given = _given(remedy, offer, tariff)

    def carried(case: Case) -> Decision:
        stopped = guards.after_rule(case, is_part=is_part)
        if stopped is None and skips:
            stopped = _given_already(case)
        if stopped is not None:
            return stopped
        if of_buyer is not None and limits.buyer_limit_reached(case, of_buyer):
            return case.review("The buyer has had all the credits that per_buyer allows.")
        return given(case)

    return carried


def _given(remedy: Remedy, offer: Offer, tariff: Tariff) -> Carried:
    if remedy is Remedy.PARTIAL_REFUND:
        return _partial_refund(offer, tariff)
    if remedy is Remedy.REPLACEMENT:
        return _replacement(offer, tariff)
    return _whole_refund(remedy, offer, tariff)


def _free(case: Case, remedy: Remedy, outcome: Outcome) -> Decision:
    if not case.reasons:
        lead = "No rule covers it" if case.rule == OTHERWISE else f"Rule {case.rule}"
        case.because("{}: {}", lead, _PLAIN[remedy])
    if remedy is not Remedy.MESSAGE:
        return case.closed(remedy)
    case.note("authority", "a message costs nothing and is sent by an agent", ())
    return case.open(remedy, Authority.AGENT, outcome.message)


def _given_already(case: Case) -> Decision | None:
    given = case.needed("credited_for_issue")
    if given is None:
        return case.lacking()
    if not given:
        return None
    return case.closed(Remedy.NONE, ("{} was already given for this.", (given,)))


def _partial_refund(offer: Offer, tariff: Tariff) -> Carried:
    remedy, message, part = Remedy.PARTIAL_REFUND, offer.outcome.message, offer.part
    assert part is not None

    def given(case: Case) -> Decision:
        amount = part(case)
        if isinstance(amount, Decision):
            return amount
        return _approved(case, tariff, remedy, message, amount)

    return given


def _whole_refund(remedy: Remedy, offer: Offer, tariff: Tariff) -> Carried:
    message, rooms = offer.outcome.message, limits.rooms(tariff)
    what = "the refund" if remedy is Remedy.FULL_REFUND else "the refund after the return"

    def given(case: Case) -> Decision:
        refund = full_refund(case)
        found = limits.measured(case, rooms)
        if refund is None or case.missing:
            return case.lacking()
        amount = reckoned(case.down(refund), case.currency)
        case.note("amount", "{} is left of the line", (amount,))
        if amount.amount <= 0:
            return case.review("Nothing is left to refund of the affected units.")
        if limits.exceeded(case, found, amount.amount):
            return _too_dear(case, what, amount)
        case.because("Rule {}: {} is what is left of the line, {}.", case.rule, what, amount)
        return _approved(case, tariff, remedy, message, amount.amount)

    return given


def _replacement(offer: Offer, tariff: Tariff) -> Carried:
    message, rooms = offer.outcome.message, limits.rooms(tariff)

    def given(case: Case) -> Decision:
        stock = case.known.get("in_stock")
        if stock is not True:
            if stock is None:
                case.lack("in_stock")
            return case.review("A replacement is sent only where `in_stock` is yes.")
        cost = net_of_replacement(case, tariff.rates)
        worth = worth_of_goods(case) if cost is None else cost
        found = limits.measured(case, rooms)
        if worth is None or case.missing:
            return case.lacking()
        value = reckoned(case.even(worth), case.currency)
        if limits.exceeded(case, found, value.amount):
            return _too_dear(case, "a replacement", value)
        basis = "what it costs" if cost is not None else "the value of the line"
        case.note("amount", "a replacement counts with {}: {}", (basis, value))
        case.because("Rule {}: a replacement, which counts as {} ({}).", case.rule, value, basis)
        authority = _authority(case, tariff, value)
        net = None if cost is None else value
        return case.open(Remedy.REPLACEMENT, authority, message, value, net)

    return given


def worth_of_goods(case: Case) -> Decimal | None:
    """What another one counts for where its cost is not known: what the buyer paid."""
    line = case.money("line_total")
    return affected_value(case) if line is None else line


def _too_dear(case: Case, what: str, worth: Money) -> Decision:
    names = " and ".join(case.hit)
    return case.review("The limit {} would cut {} of {} short.", names, what, worth)


def _approved(
    case: Case, tariff: Tariff, remedy: Remedy, message: str | None, amount: Decimal
) -> Decision:
    money = reckoned(amount, case.currency)
    authority = _authority(case, tariff, money)
    net = net_of_refund(case, amount)
    net_cost = None if net is None else reckoned(case.even(net), case.currency)
    return case.open(remedy, authority, message, money, net_cost, amount=money)


def _authority(case: Case, tariff: Tariff, worth: Money) -> Authority:
    amount, why_seen = worth.amount, case.options.for_a_person
    if amount <= tariff.automatic and not (case.never_automatic or why_seen):
        authority = _AUTOMATIC
    else:
        authority = person_for(tariff, amount)
    if case.never_automatic:
        case.note("authority", "never automatic: a limit could not be judged", ())
    if why_seen and amount <= tariff.automatic:
        case.because("{}", why_seen)
        case.note("authority", "not automatic: {}", (why_seen,))
    text = "{} is worth {}: {} may approve it"
    case.notes.append(("authority", text, (case.rule, worth, authority), None))
    return authority


def person_for(tariff: Tariff, worth: Decimal) -> Authority:
    """Who may approve so much, where a person is to look at it."""
    if worth <= tariff.agent:
        return _AGENT
    return _MANAGER if worth <= tariff.manager else _OWNER
