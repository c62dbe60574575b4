"""The program's own guards: always on, in this order, whatever a policy says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Value
from seller_credits.domain.issues import DELIVERY_KINDS
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.telling import Note, shown
from seller_credits.policy.options import Options

_Known = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard: when it applies, what it decides, and the sentence a seller reads.

    Attributes:
        alarm: a fact and a value of it without which it never applies; None where no single one
            can be named, so that it is asked each time.
    """

    name: str
    applies: Callable[[_Known, Options], bool]
    remedy: Remedy
    reason: str
    alarm: tuple[str, Value] | None = None


def _nothing_left(known: _Known, _options: Options) -> bool:
    line, refunded = known.get("line_total"), known.get("refunded_so_far")
    shipping = known.get("shipping_paid")
    return (
        isinstance(line, Money)
        and isinstance(refunded, Money)
        and isinstance(shipping, Money)
        and refunded.amount >= line.amount + shipping.amount
        and line.currency == shipping.currency == refunded.currency
    )


def _feedback_left(known: _Known, _options: Options) -> bool:
    return (
        "feedback_rating" in known
        or known.get("buyer_contact") == "feedback"
        or known.get("issue") == "negative_feedback"
    )


def _marketplace_answers(known: _Known, options: Options) -> bool:
    answers = known.get("prime") is True or options.answered_by_marketplace
    return answers and known.get("return_state") != "received"


def _stale(known: _Known, options: Options) -> bool:
    if known.get("source_state") == "failed":
        return True
    age, limit = known.get("source_age"), options.stale_after_hours
    return limit is not None and isinstance(age, Decimal) and age > limit


GUARDS = (
    Guard(
        "over",
        lambda known, _: known.get("is_over") is True,
        Remedy.NONE,
        "It is over: nothing is left to do.",
        ("is_over", True),
    ),
    Guard(
        "fulfilled_by_amazon",
        lambda known, _: known.get("channel") == "amazon",
        Remedy.NONE,
        "Fulfilled by Amazon: only Amazon refunds these orders.",
        ("channel", "amazon"),
    ),
    Guard(
        "replacement_order",
        lambda known, _: known.get("replacement_order") is True,
        Remedy.NONE,
        "This order is itself a replacement or exchange: the buyer paid nothing for it.",
        ("replacement_order", True),
    ),
    Guard(
        "cancelled",
        lambda known, _: known.get("order_status") == "cancelled",
        Remedy.NONE,
        "The order is cancelled: nothing was charged.",
        ("order_status", "cancelled"),
    ),
    Guard(
        "nothing_left",
        _nothing_left,
        Remedy.NONE,
        "Nothing is left to refund on this line.",
    ),
    Guard(
        "claim_open",
        lambda known, _: known.get("claim_open") == "yes",
        Remedy.REVIEW,
        "A claim is open: answer it there; a refund beside it may pay twice.",
        ("claim_open", "yes"),
    ),
    Guard(
        "feedback_left",
        _feedback_left,
        Remedy.REVIEW,
        "The buyer has left feedback: money must never be tied to a review.",
    ),
    Guard(
        "marketplace_answers",
        _marketplace_answers,
        Remedy.NONE,
        "The marketplace's own customer service answers for this order.",
    ),
    Guard(
        "marketplace_pays",
        lambda known, _: (
            known.get("marketplace_pays") == "yes" and known.get("issue") in DELIVERY_KINDS
        ),
        Remedy.NONE,
        "The marketplace pays for this delivery: a refund of your own is not reimbursed.",
        ("marketplace_pays", "yes"),
    ),
    Guard(
        "stale_source",
        _stale,
        Remedy.REVIEW,
        "The source that shows this was not read lately: sync it, then decide.",
    ),
)
"""What is over, and guards 1 to 9; the first that applies wins. A missing fact sets off none."""

_NONE_APPLIES: Note = ("guard", "none of the {} guards applies", (len(GUARDS),), None)
_ALARMS = tuple(guard.alarm for guard in GUARDS if guard.alarm is not None)
_ALWAYS_ASKED = tuple(guard.applies for guard in GUARDS if guard.alarm is None)

LOOSENABLE = ("marketplace_answers", "marketplace_pays", "stale_source", "return_open")
"""Guards the seller's settings may switch off: what they keep from is dear, and not forbidden."""


def before_rules(case: Case) -> Decision | None:
    """What a guard decides before any rule is asked; None where none applies."""
    known, options = case.known, case.options
    if _all_quiet(known, options):
        case.notes.append(_NONE_APPLIES)
        return None
    for guard in GUARDS:
        if guard.applies(known, options):
            if _is_loosened(case, guard.name):
                continue
            case.note("guard", "{} applies: {}", (guard.name, guard.reason))
            if guard.name == "claim_open" and "hours_to_deadline" in known:
                case.because(_time_to_answer(known["hours_to_deadline"]))
            return case.closed(guard.remedy, (guard.reason, ()), guard=guard.name)
    case.notes.append(_NONE_APPLIES)
    return None


def _all_quiet(known: _Known, options: Options) -> bool:
    """Whether no guard applies, found at less cost than by asking each: so it is nearly always."""
    if not known.items().isdisjoint(_ALARMS):
        return False
    for applies in _ALWAYS_ASKED:  # noqa: SIM110  # a generator costs twice the loop here
        if applies(known, options):
            return False
    return True


def _is_loosened(case: Case, name: str) -> bool:
    if name not in case.options.loosened:
        return False
    case.note("guard", "{} would apply and is switched off by the settings", (name,))
    case.because("The guard {} is switched off by your settings.", name)
    return True


def _time_to_answer(hours: Value) -> str:
    if isinstance(hours, Decimal) and hours < 0:
        return "The time to answer may have run out: look at once."
    return f"At most {shown(hours)} hours are left to answer."


def after_rule(case: Case, *, is_part: bool) -> Decision | None:
    """What guard 10 makes of a remedy that costs money; None where it may go on.

    Args:
        case: whose rule is found.
        is_part: the remedy is a partial refund.
    """
    asked = case.known.get
    if asked("order_status") == "unshipped":
        name, reason = "not_shipped", "Nothing is shipped yet: cancel or ship it first."
    elif asked("refund_pending") is True:
        name, reason = "refund_pending", "A refund is on its way already: wait for it."
    elif asked("replacement_pending") is True:
        name = "replacement_pending"
        reason = "A replacement was arranged already: money beside it would pay twice."
    elif is_part and asked("return_state") == "open":
        name = "return_open"
        reason = "A return is open: a partial refund would close it, and another may follow."
    else:
        return None
    if _is_loosened(case, name):
        return None
    case.note("guard", "{} applies after the rule: {}", (name, reason))
    return case.review(reason, guard=name)
