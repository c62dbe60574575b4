"""What an audit found, in a seller's words; what is possible is called possible everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.findings import (
    Certainty,
    Cost,
    Finding,
    FindingKind,
    Nature,
    Proven,
    Unknown,
)
from seller_credits.measurement.audit.found import Group

TITLES = {
    FindingKind.REFUNDED_TWICE: "Refunded twice",
    FindingKind.ABOVE_PAID: "Refunded more than was paid",
    FindingKind.MARKETPLACE_PAYS: "Somebody else had to pay",
    FindingKind.PARTIAL_THEN_MORE: "A partial refund that settled nothing",
    FindingKind.NOT_RETURNED: "Refunded, and nothing came back",
    FindingKind.GOODWILL: "Goodwill on top of the price",
    FindingKind.ADMINISTRATION_FEE: "Fees for handling refunds",
    FindingKind.NOT_REFUNDED: "Came back, and was never refunded",
}
_LOOKED_FOR = {
    FindingKind.REFUNDED_TWICE: "refunds that were made twice",
    FindingKind.ABOVE_PAID: "refunds above what was paid",
    FindingKind.MARKETPLACE_PAYS: "refunds a protected label covers",
    FindingKind.PARTIAL_THEN_MORE: "partial refunds that settled nothing",
    FindingKind.NOT_RETURNED: "refunds for which nothing came back",
    FindingKind.GOODWILL: "goodwill",
    FindingKind.ADMINISTRATION_FEE: "fees",
    FindingKind.NOT_REFUNDED: "returns that were never refunded",
}
_FILES = {
    Source.SETTLEMENT: "settlement files (Payments > Reports Repository)",
    Source.MFN_RETURNS: "the returns report of orders you ship (Orders > Manage Returns)",
    Source.FBA_RETURNS: "the FBA customer returns report (Reports > Fulfillment)",
    Source.REIMBURSEMENTS: "the FBA reimbursements report (Reports > Fulfillment)",
    Source.LABELS: "a labels table of your own (order_id, protected, first_scan_at)",
    Source.ALL_ORDERS: "the all-orders report (Reports > Fulfillment)",
}


def nature_of(group: Group) -> str:
    """What a group is to the purse, in a word or two."""
    if group.natures == {Nature.OWED}:
        return "owed"
    if group.natures == {Nature.COST}:
        return "cost"
    return "proven" if group.proven == group.total else "possible" if not group.proven else "mixed"


def headlines(audit: Audit) -> Iterator[str]:
    """The sum at the top: what refunds cost, and what of it need not have been."""
    for cost in audit.costs:
        yield _cost_sentence(cost)
        yield _leak_sentence(audit, cost.net.currency)


def _cost_sentence(cost: Cost) -> str:
    taken = []
    if cost.claims:
        taken.append(f"claims took {_money(cost.claims)}")
    if cost.chargebacks:
        taken.append(f"chargebacks {_money(cost.chargebacks)}")
    more = f", {' and '.join(taken)}" if taken else ""
    refunds = "1 refund" if cost.refunds == 1 else f"{cost.refunds:,} refunds"
    said = f"{refunds} gave buyers {_money(cost.given)}{more}."
    if cost.net == cost.given + cost.claims + cost.chargebacks - cost.reimbursed:
        return said  # no tax and no fee is in the files, and that there were none nobody knows
    return f"{said} With tax and fees, all of it took {_money(cost.net)} of your payouts."


def _leak_sentence(audit: Audit, currency: str) -> str:
    lost, losses = audit.findings.lost, (Nature.LOST, Nature.RECOVERABLE)
    proven = lost(currency, *losses, certainty=Certainty.PROVEN)
    possible = lost(currency, *losses, certainty=Certainty.POSSIBLE)
    asked = lost(currency, Nature.RECOVERABLE)
    if not proven and not possible:
        return "Nothing of it is seen that need not have been."
    told = [f"{_money(proven)} need not have been" if proven else ""]
    told.append(f"{_money(possible)} possibly need not have been" if possible else "")
    sentence = f"Of it {' and '.join(part for part in told if part)}."
    return f"{sentence} {_money(asked)} may still be asked for." if asked else sentence


def sentence(finding: Finding) -> str:
    """Why it is one, in a sentence."""
    return _SENTENCES[finding.kind](finding.facts, finding)


def _refunded_twice(facts: Mapping[str, str], _: Finding) -> str:
    paid = f"; {facts['paid']} was paid" if facts["paid"] else "; what was paid is in no file"
    return (
        f"{facts['given']} went back in several refunds ({facts['days']}; {facts['hands']}){paid}"
    )


def _above_paid(facts: Mapping[str, str], _: Finding) -> str:
    return f"{facts['given']} went back at once ({facts['hands']}), and {facts['paid']} was paid"


def _marketplace_pays(facts: Mapping[str, str], _: Finding) -> str:
    reason = f", reason {facts['reason']}" if facts["reason"] else ", for a reason no file tells"
    if facts["who"] == "amazon":
        return f"Amazon shipped it{reason}; no reimbursement is in the files"
    scan = f", first scanned on {facts['scan']}" if facts["scan"] else ""
    return f"the label was protected{scan}{reason}"


def _partial(facts: Mapping[str, str], finding: Finding) -> str:
    then = facts["then"].replace("_", " ").replace("a to z", "A-to-z")
    then = f"an {then}" if then.startswith("A-to-z") else f"a {then}"
    on_top = "; it was paid on top" if finding.nature is Nature.LOST else ""
    return f"{facts['partial']} on {facts['day']}, then {then} on {facts['then_day']}{on_top}"


def _not_returned(facts: Mapping[str, str], _: Finding) -> str:
    where = "at Amazon" if facts["who"] == "amazon" else "to you"
    return f"nothing came back {where} by {facts['sent_by']}"


def _goodwill(facts: Mapping[str, str], _: Finding) -> str:
    return f"given on {facts['day']}, by no feed of yours; by whom, the books do not tell"


def _fees(facts: Mapping[str, str], _: Finding) -> str:
    count = int(facts["refunds"])
    return "kept of 1 refund" if count == 1 else f"kept of {count:,} refunds"


def _not_refunded(facts: Mapping[str, str], _: Finding) -> str:
    late = ", and its time has run out" if facts["is_late"] else ""
    worth_ = "; what it is worth no file tells" if facts["worth"] else ""
    return f"it came back on {facts['received']}, and no refund is in the files{late}{worth_}"


_SENTENCES: Mapping[FindingKind, Callable[[Mapping[str, str], Finding], str]] = {
    FindingKind.REFUNDED_TWICE: _refunded_twice,
    FindingKind.ABOVE_PAID: _above_paid,
    FindingKind.MARKETPLACE_PAYS: _marketplace_pays,
    FindingKind.PARTIAL_THEN_MORE: _partial,
    FindingKind.NOT_RETURNED: _not_returned,
    FindingKind.GOODWILL: _goodwill,
    FindingKind.ADMINISTRATION_FEE: _fees,
    FindingKind.NOT_REFUNDED: _not_refunded,
}


def until(finding: Finding, today: date) -> str:
    """How long there is: `by 3 Dec 2026, 9 days left`."""
    assert finding.deadline is not None
    left = (finding.deadline - today).days
    day = f"{finding.deadline.day} {finding.deadline:%b %Y}"
    if left < 0:
        return f"was due on {day}"
    return f"by {day}, {left} day{'' if left == 1 else 's'} left" if left else f"today, {day}"


def to_do(finding: Finding) -> str:
    """What to do about it."""
    if finding.kind is FindingKind.NOT_REFUNDED:
        return "Refund it, or say why not"
    if finding.facts.get("who") == "amazon":
        return "Ask Amazon for a reimbursement"
    return "Look at it"


def unknown_sentence(unknown: Unknown) -> str:
    """What could not be looked for, and the file that would tell."""
    orders = f" on {_orders(unknown.orders)}" if unknown.orders else ""
    if unknown.since and unknown.until:
        days = f" ({unknown.since} to {unknown.until})"
    elif unknown.until:
        days = f" (orders of before {unknown.until})"
    else:
        days = ""
    what = _LOOKED_FOR[unknown.kind]
    return f"Not looked for{orders}: {what}{days}. It takes {_FILES[unknown.missing]}."


def settlement_sentence(settlement: Proven) -> str:
    """Whether a settlement is whole."""
    name = f"Settlement {settlement.settlement_id}"
    again = f"; the same again in {', '.join(settlement.twins)}" if settlement.twins else ""
    if settlement.is_whole:
        return f"{name}: adds up to {settlement.stated}, to the cent{again}."
    files = ", ".join(settlement.files)
    if settlement.stated is None:
        return f"{name}: no file states its total, so it is not proven ({files}){again}."
    if settlement.added is None:
        return f"{name}: not every amount could be read, so it is not proven ({files}){again}."
    missing = settlement.stated - settlement.added
    return (
        f"{name}: states {settlement.stated}, its lines add up to {settlement.added}: {missing} "
        f"differs, so what rests on it is only possible ({files}){again}."
    )


def _money(amount: Money) -> str:
    value = amount.rounded()
    return f"{value.amount:,} {value.currency}"


def money(amount: Money) -> str:
    """`1,234.50 USD`."""
    return _money(amount)


def _orders(count: int) -> str:
    return "1 order" if count == 1 else f"{count:,} orders"
