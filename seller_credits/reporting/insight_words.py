"""Findings in a seller's own words: the sentence first, and then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.money import Money
from seller_credits.measurement.findings import Company, Finding, Looked
from seller_credits.measurement.groups import KINDS, Dimension, KindGroup
from seller_credits.measurement.unseen import Unseen
from seller_credits.reporting.words import counted

_K = IssueKind
_GOES_WRONG: Mapping[IssueKind, str] = {
    _K.LATE_SHIPMENT: "is shipped late",
    _K.LATE_DELIVERY: "arrives late",
    _K.LOST: "never arrives",
    _K.UNDELIVERABLE: "cannot be delivered",
    _K.DAMAGED: "arrives damaged",
    _K.DEFECTIVE: "does not work",
    _K.WRONG_ITEM: "is the wrong item",
    _K.MISSING_PARTS: "lacks parts",
    _K.NOT_AS_DESCRIBED: "is not as described",
    _K.QUALITY: "is of poor quality",
    _K.MISDELIVERED: "is delivered elsewhere",
    _K.NEGATIVE_FEEDBACK: "earns negative feedback",
    _K.A_TO_Z_CLAIM: "ends in an A-to-z claim",
    _K.CHARGEBACK: "ends in a chargeback",
    _K.OVERCHARGE: "is charged too much for",
    _K.STOCK_CANCELLATION: "is cancelled for want of stock",
    _K.SLOW_RESPONSE: "is answered for too slowly",
    _K.OUTAGE: "suffers from an outage",
    _K.BUYER_REMORSE: "is sent back for a change of mind",
    _K.OTHER: "is sent back for other reasons",
}
_GROUP_GOES_WRONG: Mapping[KindGroup, str] = {
    KindGroup.DELIVERY: "has trouble on its way",
    KindGroup.PRODUCT: "has something wrong with it",
    KindGroup.RETURNED: "is sent back with nothing wrong",
    KindGroup.SERVICE: "is served badly",
    KindGroup.CONSEQUENCE: "ends in claims, chargebacks or bad feedback",
}
_SUBJECT: Mapping[Dimension, str] = {
    Dimension.SKU: "{}",
    Dimension.CARRIER: "What {} carries",
    Dimension.SHIP_FROM: "What ships from {}",
    Dimension.ROUTE: "What goes with {}",
    Dimension.SERVICE_LEVEL: "What ships as {}",
    Dimension.ALL: "Everything",
}
_DEFECTS: Mapping[IssueKind, str] = {
    _K.A_TO_Z_CLAIM: "claim",
    _K.CHARGEBACK: "chargeback",
    _K.NEGATIVE_FEEDBACK: "negative feedback",
}
_SHIPS: Mapping[Channel, str] = {Channel.SELLER: "you shipped", Channel.AMAZON: "Amazon shipped"}
_PERCENT = 100


def headline(finding: Finding) -> str:
    """What is unusual, since when, and what it costs: one sentence."""
    subject = _SUBJECT[finding.dimension].format(finding.value)
    when = f"{_days(finding)}: " if finding.is_event and finding.until else ""
    usual = "otherwise" if finding.is_event else "base"
    rate = (
        f"{_percent(finding.rate)} of the time ({usual} {_percent(finding.usual)}, "
        f"95 % interval {_figure(finding.low)} to {_percent(finding.high)})"
    )
    since = "" if when else f", {_since(finding)}"
    return f"{when}{subject} {_goes_wrong(finding)} {rate}{since}; {_cost(finding)}."


def details(finding: Finding) -> Iterator[str]:
    """What the sentence rests on, and what else may be the cause."""
    chance = max(finding.chance, 0.0001)
    sure = "less than 1 in 10,000" if finding.chance < chance else f"{chance:.2g}"
    kinds = ", ".join(kind.replace("_", " ") for kind in finding.kinds)
    yield (
        f"{finding.issues:,} of {counted(finding.orders, 'order')}: {kinds}. "
        f"By chance: {sure}, all comparisons counted."
    )
    for company in finding.company:
        yield _together(company)


def look_summary(looked: Looked) -> Iterator[str]:
    """How much was looked at and what was left out, a sentence each."""
    if not looked.orders:
        yield "No order is old enough to be in a rate."
    elif not looked.comparisons:
        yield f"Too few orders to say: {_span(looked)}, and too few of them went wrong."
    else:
        yield f"Looked at {_span(looked)}, in {counted(looked.comparisons, 'comparison')}."
    if looked.young:
        yield f"{counted(looked.young, 'order')} left out: too young to have shown a trouble."
    if looked.unwatched:
        yield (
            f"{counted(looked.unwatched, 'order')} not counted for delivery: first read just after "
            "the promise, when only late parcels can still be seen on their way."
        )
    if looked.unlisted:
        yield (
            f"{counted(looked.unlisted, 'order')} in trouble left out: no list tells of all orders "
            "of their days. Import the all-orders report, or sync further back."
        )


def unseen_sentence(unseen: Unseen) -> str:
    """What Amazon counts and nothing here has shown, and where to look."""
    what = _DEFECTS[unseen.kind]
    plural = what if unseen.kind is _K.NEGATIVE_FEEDBACK else f"{what}s"
    store = f" in {unseen.marketplace}" if unseen.marketplace else ""
    return (
        f"Amazon counts {unseen.counted:,} {what if unseen.counted == 1 else plural}{store} "
        f"on orders {_SHIPS[unseen.channel]} from {_date(unseen.first)} to {_date(unseen.last)}; "
        f"{unseen.known:,} of them known here, so {unseen.missing:,} not seen. No report shows a "
        "claim while it is open. Look at: Seller Central, Performance, Account Health."
    )


def _goes_wrong(finding: Finding) -> str:
    if len(finding.kinds) == 1:
        return _GOES_WRONG[finding.kinds[0]]
    assert set(finding.kinds) <= KINDS[finding.group]
    return _GROUP_GOES_WRONG[finding.group]


def _since(finding: Finding) -> str:
    if finding.since is None:
        return "since the beginning of the data"
    return f"since the week of {_date(finding.since)}"


def _days(finding: Finding) -> str:
    assert finding.until is not None
    if finding.since is None:
        return f"Orders until {_date(finding.until)}"
    return f"Orders of {_date(finding.since)} to {_date(finding.until)}"


def _cost(finding: Finding) -> str:
    more = f"{finding.excess_a_month or finding.excess:,.0f} more than usual"
    if finding.cost_a_month is not None:
        if finding.cost_a_month:
            return f"about {_sums(finding.cost_a_month)} a month ({more} a month)"
        return f"{more} a month, nothing given back for them so far"
    if finding.until is not None:
        cost = f", {_sums(finding.given_back)} given back" if finding.given_back else ""
        return f"{more}{cost}; over by now"
    return f"{more} a month; what they cost is not known"


def _sums(amounts: Sequence[Money]) -> str:
    return " and ".join(f"{amount.rounded()}" for amount in amounts)


def _together(company: Company) -> str:
    also = {
        Dimension.SKU: "Nearly all of these are {}",
        Dimension.CARRIER: "Nearly all of these went with {}",
        Dimension.SHIP_FROM: "Nearly all of these shipped from {}",
        Dimension.SERVICE_LEVEL: "Nearly all of these shipped as {}",
    }[company.dimension].format(company.value)
    if company.is_mutual:
        return f"{also}, and hardly anything else did: the cause may be either."
    return f"{also}, as others did."


def _span(looked: Looked) -> str:
    assert looked.first is not None
    assert looked.last is not None
    days = f"{_date(looked.first)} to {_date(looked.last)}"
    return f"{counted(looked.orders, 'order')} of {days}"


def _date(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _figure(rate: float) -> str:
    return f"{rate * _PERCENT:.1f}"


def _percent(rate: float) -> str:
    return f"{_figure(rate)} %"
