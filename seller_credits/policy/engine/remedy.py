"""From a rule's outcome to a decision: which remedy, how much, and by whose leave."""

from __future__ import annotations

from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.domain.money import Money, reckoned
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.engine import guards, limits
from seller_credits.policy.engine.amounts import affected_value, full_refund
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.choosing import choose
from seller_credits.policy.engine.net_cost import net_of_refund, net_of_replacement
from seller_credits.policy.engine.partial import partial_refund
from seller_credits.policy.engine.program import Ceilings, Program
from seller_credits.policy.language import OTHERWISE, Already, Outcome

_PLAIN = {
    Remedy.NONE: "nothing is given.",
    Remedy.REVIEW: "a person must look.",
    Remedy.MESSAGE: "a message and no money.",
}


def carried_out(case: Case, program: Program, outcome: Outcome) -> Decision:
    """What the outcome comes to for this order."""
    picked = choose(case, program, outcome)
    if isinstance(picked, Decision):
        return picked
    if not picked.costs_money:
        return _free(case, picked, outcome)
    stopped = guards.after_rule(case, picked) or _given_already(case, outcome)
    if stopped is not None:
        return stopped
    if limits.buyer_limit_reached(case, program.policy.limits):
        return case.review("The buyer has had all the credits that per_buyer allows.")
    if picked is Remedy.PARTIAL_REFUND:
        amount = partial_refund(case, program, outcome)
        if isinstance(amount, Decision):
            return amount
        return _approved(case, program, picked, outcome, amount)
    if picked is Remedy.REPLACEMENT:
        return _replacement(case, program, outcome)
    return _whole_refund(case, program, picked, outcome)


def _free(case: Case, remedy: Remedy, outcome: Outcome) -> Decision:
    if not case.reasons:
        lead = "No rule covers it" if case.rule == OTHERWISE else f"Rule {case.rule}"
        case.because("{}: {}", lead, _PLAIN[remedy])
    if remedy is not Remedy.MESSAGE:
        return case.closed(remedy)
    case.note("authority", "a message costs nothing and is sent by an agent", ())
    return case.open(remedy, Authority.AGENT, message=outcome.message)


def _given_already(case: Case, outcome: Outcome) -> Decision | None:
    if outcome.already is not Already.SKIP:
        return None
    given = case.needed("credited_for_issue")
    if given is None:
        return case.lacking()
    if not given:
        return None
    return case.closed(Remedy.NONE, ("{} was already given for this.", (given,)))


def _whole_refund(case: Case, program: Program, remedy: Remedy, outcome: Outcome) -> Decision:
    refund = full_refund(case)
    found = limits.rooms(case, program, partial=False)
    if refund is None or case.missing:
        return case.lacking()
    amount = reckoned(case.down(refund), case.currency)
    case.note("amount", "{} is left of the line", (amount,))
    if amount.amount <= 0:
        return case.review("Nothing is left to refund of the affected units.")
    what = "the refund" if remedy is Remedy.FULL_REFUND else "the refund after the return"
    if limits.exceeded(case, found, amount.amount):
        return _too_dear(case, what, amount)
    case.because("Rule {}: {} is what is left of the line, {}.", case.rule, what, amount)
    return _approved(case, program, remedy, outcome, amount.amount)


def _replacement(case: Case, program: Program, outcome: Outcome) -> Decision:
    stock = case.known.get("in_stock")
    if stock is not True:
        if stock is None:
            case.lack("in_stock")
        return case.review("A replacement is sent only where `in_stock` is yes.")
    cost = net_of_replacement(case, program.policy.rates)
    worth = cost
    if worth is None:
        worth = case.money("line_total")
    if worth is None:
        worth = affected_value(case)
    found = limits.rooms(case, program, partial=False)
    if worth is None or case.missing:
        return case.lacking()
    value = reckoned(case.even(worth), case.currency)
    if limits.exceeded(case, found, value.amount):
        return _too_dear(case, "a replacement", value)
    basis = "what it costs" if cost is not None else "the value of the line"
    case.note("amount", "a replacement counts with {}: {}", (basis, value))
    case.because("Rule {}: a replacement, which counts as {} ({}).", case.rule, value, basis)
    authority = _authority(case, program.ceilings[case.currency], value)
    return case.open(
        Remedy.REPLACEMENT,
        authority,
        message=outcome.message,
        worth=value,
        net_cost=None if cost is None else value,
    )


def _too_dear(case: Case, what: str, worth: Money) -> Decision:
    names = " and ".join(case.hit)
    return case.review("The limit {} would cut {} of {} short.", names, what, worth)


def _approved(
    case: Case, program: Program, remedy: Remedy, outcome: Outcome, amount: Decimal
) -> Decision:
    money = reckoned(amount, case.currency)
    authority = _authority(case, program.ceilings[case.currency], money)
    net = net_of_refund(case, amount)
    return case.open(
        remedy,
        authority,
        message=outcome.message,
        amount=money,
        worth=money,
        net_cost=None if net is None else reckoned(case.even(net), case.currency),
    )


def _authority(case: Case, ceilings: Ceilings, worth: Money) -> Authority:
    if worth.amount <= ceilings.automatic and not case.never_automatic:
        authority = Authority.AUTOMATIC
    elif worth.amount <= ceilings.agent:
        authority = Authority.AGENT
    elif worth.amount <= ceilings.manager:
        authority = Authority.MANAGER
    else:
        authority = Authority.OWNER
    if case.never_automatic:
        case.note("authority", "never automatic: a limit could not be judged", ())
    case.note("authority", "{} is worth {}: {} may approve it", (case.rule, worth, authority))
    return authority
