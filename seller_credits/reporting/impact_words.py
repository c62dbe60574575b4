"""What impact's figures say, in sentences that claim no more than the figures do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from seller_credits.measurement.impact import By, Impact
from seller_credits.measurement.intervals import Interval, Share, needed_to_see_halving, wilson
from seller_credits.measurement.lines import Line, Verdict
from seller_credits.measurement.outcomes import Waiting
from seller_credits.measurement.trials import Arm, Trial
from seller_credits.reporting.words import counted, what_happened

_BASES = (0.02, 0.04, 0.08, 0.15, 0.25)
_CHANCE = 20
_FEW = 20
"""Of fewer orders in a group a rate is known to no more than some twenty points either way."""
_WHOLE = 100
_WAITING = {
    Waiting.OPEN: "something can still come: a claim, feedback or a chargeback",
    Waiting.ON_ITS_WAY: "a credit that was approved has neither come nor come to nothing",
    Waiting.FEEDBACK: "feedback was not read over their whole time: `sync --since`",
    Waiting.BOOKS: "the books were not read over their whole time: `sync --since`",
    Waiting.NO_WINDOW: "the table of windows has none for their store",
    Waiting.TO_RECORD: "the next `sync` records what became of them",
}
_APART = {
    "shipped_by_amazon": "shipped by Amazon, where a seller can give nothing",
    "found_too_late": "found when nothing could come any more",
    "given_by_others": "given money from elsewhere",
}


def name_of(line: Line, by: By) -> str:
    """The issue in a seller's words, the rule or the SKU."""
    if line.name is None:
        return {By.ISSUE: "No issue named", By.RULE: "No rule", By.SKU: "No SKU told"}[by]
    return what_happened({"issue": line.name}) if by is By.ISSUE else line.name


def rate_text(share: Share) -> str:
    """`2 of 40 (1.4-17%)`: how many, of how many, and between what the rate lies."""
    if not share.of:
        return "none matured"
    found = wilson(share)
    return f"{share.count:,} of {share.of:,} ({_between(found.low, found.high)})"


def _between(low: float, high: float) -> str:
    return f"{_percent(low)}-{_percent(high)}%"


def _percent(share: float) -> str:
    """With a digit more where it is small."""
    digits = 1 if 0 < abs(share) < 1 / _CHANCE else 0
    return f"{share * _WHOLE:.{digits}f}"


def explained(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Of lines with credits, those worth a sentence, and those with too few matured orders.

    A single line says what all say together.
    """
    credited = [line for line in lines if line.has_credits] if len(lines) > 1 else []
    told = [line for line in credited if _is_worth_a_sentence(line)]
    return told, [line for line in credited if line not in told]


def _is_worth_a_sentence(line: Line) -> bool:
    if line.verdict in {Verdict.FEWER, Verdict.MORE}:
        return True
    return min(line.credited.of, line.uncredited.of) >= _FEW


def verdict_sentence(line: Line) -> str:
    """What may be said of one line, plainly labelled."""
    avoided, verdict = line.avoided, line.verdict
    if avoided is None:
        missing = "credited order" if not line.credited.of else "order without a credit"
        return f"cannot tell yet: no {missing} has matured."
    if verdict is Verdict.CANNOT_TELL:
        return f"cannot tell yet: {_points(avoided)}. {_needed(line)}".rstrip()
    way = "fewer" if verdict is Verdict.FEWER else "more"
    low, high = sorted((abs(avoided.low), abs(avoided.high)))
    return (
        f"credited orders had {_percent(low)} to {_percent(high)} points {way} defects. "
        "Observed, not proven: who got a credit was not random."
    )


def _points(avoided: Interval) -> str:
    fewer, more = _percent(max(0.0, avoided.high)), _percent(max(0.0, -avoided.low))
    return f"anything from {fewer} points fewer defects to {more} points more"


def _needed(line: Line) -> str:
    needed = line.needed
    if needed is None:
        return ""
    credited = max(0, needed - line.credited.of)
    uncredited = max(0, needed - line.uncredited.of)
    if not credited and not uncredited:
        return "Enough have matured to see defects halved, and that is not to be seen."
    return (
        f"To see defects halved takes some {needed:,} matured orders in each group: "
        f"{credited:,} more with a credit, {uncredited:,} without."
    )


def _by_base() -> str:
    rates = (f"{base:.0%}: {needed_to_see_halving(base):,}" for base in _BASES)
    return f"Orders each group takes to see defects halved, by their rate: {', '.join(rates)}"


def cost_sentences(line: Line) -> Iterator[str]:
    """What an avoided defect cost, with its bounds; and what had happened before any credit."""
    cost = line.cost_per_avoided
    if cost is not None:
        point = f"some {cost.point}, " if cost.point else ""
        high = f"and at most {cost.high}" if cost.high else "with no upper bound"
        yield f"If the credits are why, an avoided defect cost {point}at least {cost.low} {high}."
    elif line.avoided is not None and line.matured_spent.net_cost_unknown:
        unknown = counted(line.matured_spent.net_cost_unknown, "credit")
        yield f"Cost per avoided defect: not told, as the net cost of {unknown} is not known."
    elif line.avoided is not None and len(line.matured_spent.net_cost) > 1:
        yield "Cost per avoided defect: not told, as the credits are in several currencies."
    if line.already_credited or line.already_uncredited:
        yield (
            "Set aside, as the buyer had done something before: "
            f"{line.already_credited:,} credited, {line.already_uncredited:,} not."
        )


def waiting_sentences(impact: Impact) -> Iterator[str]:
    """How many have not matured, why not, and from when on more is known."""
    for why, number in impact.total.waiting.most_common():
        yield f"Not matured: {counted(number, 'order')}, {_WAITING[why]}."
    if impact.next_at is not None:
        yield f"The next matures on {impact.next_at.day} {impact.next_at:%b %Y}."


def apart_sentences(impact: Impact) -> Iterator[str]:
    """How many matured orders are in neither group, and why."""
    for why, number in impact.total.apart.most_common():
        yield f"In neither group: {counted(number, 'order')} {_APART[why]}."


def trial_sentences(trial: Trial) -> Iterator[str]:
    """One experiment: its arms, what they show, and what is missing to show it."""
    yield (
        f"Experiment {trial.experiment}: {_share_text(trial.share)} of its orders, drawn by "
        "chance, get something else."
    )
    yield f"The rule's own: {_arm_text(trial.own)}. Instead: {_arm_text(trial.instead)}."
    if not trial.is_as_drawn:
        yield "The arms are not as large as they were drawn: look for lost orders before anything."
    found = trial.difference
    if trial.has_shown and found is not None:
        way = "more" if found.low > 0 else "fewer"
        low, high = sorted((abs(found.low), abs(found.high)))
        yield f"Shown: the other arm has {_percent(low)} to {_percent(high)} points {way} defects."
        return
    needed = trial.needed
    if needed is None:
        yield f"Cannot tell yet: no rate of defects is known. {_by_base()}, where arms are alike."
    elif not trial.is_complete:
        own = max(0, needed[0] - trial.own.matured)
        instead = max(0, needed[1] - trial.instead.matured)
        yield (
            f"Cannot tell yet: to see one arm with half the defects of the other takes {own:,} "
            f"more matured orders as the rule says and {instead:,} more of the others. Looking "
            "before that finds what is not there."
        )
    else:
        yield "Enough have matured, and no difference is to be seen."


def _share_text(share: Decimal) -> str:
    return f"{(share * _WHOLE).normalize():f}%"


def _arm_text(arm: Arm) -> str:
    drawn = f"{counted(arm.orders, 'order')} drawn"
    return f"{drawn}, {arm.matured:,} matured, defects {rate_text(arm.share)}"


def notes_of(impact: Impact, *, shown: int) -> Iterator[str]:
    """How to read it."""
    left_out = len(impact.lines) - shown
    if left_out:
        yield f"{counted(left_out, 'more line')} in --format json, the figures of each with them."
    yield (
        "Defects: a claim, a chargeback, one or two stars, from the credit on (without one, from "
        f"{_wait(impact.landmark)} the trouble was found); in brackets, 95% intervals."
    )
    if impact.total.credited.of:
        yield (
            "What is seen here proves nothing: who got a credit was not random. An experiment in "
            "the policy shows what credits do."
        )
    if impact.total.needed is None:
        yield f"{_by_base()}."
    compared = sum(line.avoided is not None for line in impact.lines)
    if compared >= _CHANCE:
        by_chance = compared // _CHANCE
        yield f"Of {compared:,} lines, about {by_chance:,} differ by mere chance."


def _wait(landmark: timedelta) -> str:
    hours = round(landmark.total_seconds() / 3600)
    if not hours:
        return "when"
    return f"{counted(hours, 'hour')} after" if hours < 48 else f"{round(hours / 24)} days after"  # noqa: PLR2004  # two days
