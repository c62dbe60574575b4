"""Sentences about impact: each claims what its figures show, and nothing beyond."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from seller_credits.domain.money import Money
from seller_credits.measurement.impact import By, Impact
from seller_credits.measurement.intervals import Share
from seller_credits.measurement.lines import Line, Spent
from seller_credits.measurement.outcomes import Waiting
from seller_credits.measurement.trials import Arm, Trial
from seller_credits.reporting.impact import print_impacts
from seller_credits.reporting.impact_words import (
    cost_sentences,
    explained,
    notes_of,
    rate_text,
    trial_sentences,
    verdict_sentence,
    waiting_sentences,
)


def line(credited=(0, 0), uncredited=(0, 0), name="damaged", net_cost="3.40 USD"):
    """Orders and defects of both groups; each credit was 4.00 USD and really cost that."""
    made = Line(name)
    for is_credited, (orders, defects) in ((True, credited), (False, uncredited)):
        for number in range(orders):
            cost = Spent()
            if is_credited:
                spent = Money.parse("4.00 USD"), Money.parse(net_cost) if net_cost else None
                cost.take(*spent)
                made.spent.take(*spent)
            made.add(
                is_credited=is_credited,
                is_defective=number < defects,
                was_defective=False,
                cost=cost,
            )
    return made


def impact(total, *lines, trials=()):
    return Impact("default", By.ISSUE, total, lines, trials, timedelta(hours=6))


def trial(own, instead, share="0.5"):
    """Two arms with so many matured orders and defects."""
    arms = (Arm(orders=of, matured=of, defects=defects) for of, defects in (own, instead))
    return Trial("words", Decimal(share), *arms)


def printed(*impacts):
    out = io.StringIO()
    print_impacts(impacts, out)
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(0, 0), "none matured"),
        (Share(2, 40), "2 of 40 (1.4-17%)"),
        (Share(0, 40), "0 of 40 (0-9%)"),
        (Share(40, 40), "40 of 40 (91-100%)"),
    ],
)
def test_a_rate_is_told_with_how_many_it_is_of_and_how_sure_it_is(share, said):
    assert rate_text(share) == said


def test_fewer_defects_are_told_as_observed_and_not_as_proven():
    said = verdict_sentence(line((100, 5), (100, 30)))
    assert said == (
        "credited orders had 15 to 35 points fewer defects. "
        "Observed, not proven: who got a credit was not random."
    )


def test_more_defects_among_the_credited_are_told_just_as_plainly():
    said = verdict_sentence(line((100, 30), (100, 5)))
    assert said.startswith("credited orders had 15 to 35 points more defects. Observed, not proven")


def test_where_chance_may_be_all_it_is_it_tells_how_many_more_it_takes():
    said = verdict_sentence(line((10, 1), (100, 8)))
    assert said == (
        "cannot tell yet: anything from 9 points fewer defects to 33 points more. "
        "To see defects halved takes some 553 matured orders in each group: "
        "543 more with a credit, 453 without."
    )


def test_enough_orders_without_a_difference_are_told_as_such():
    assert verdict_sentence(line((600, 47), (600, 48))).endswith(
        "Enough have matured to see defects halved, and that is not to be seen."
    )


@pytest.mark.parametrize(
    ("groups", "missing"),
    [(((0, 0), (9, 1)), "credited order"), (((9, 1), (0, 0)), "order without a credit")],
)
def test_with_one_group_alone_there_is_nothing_to_tell(groups, missing):
    assert verdict_sentence(line(*groups)) == f"cannot tell yet: no {missing} has matured."


def test_a_cost_has_bounds_or_says_that_it_has_none():
    (bounded,) = cost_sentences(line((100, 5), (100, 30)))
    assert bounded.startswith("If the credits are why, an avoided defect cost some 13.60 USD, at ")
    assert " and at most " in bounded
    (unbounded,) = cost_sentences(line((10, 1), (10, 2)))
    assert unbounded.endswith(" with no upper bound.")


def test_a_cost_that_cannot_be_told_says_why():
    (unknown,) = cost_sentences(line((10, 1), (10, 2), net_cost=None))
    assert unknown == (
        "Cost per avoided defect: not told, as the net cost of 10 credits is not known."
    )
    several = line((10, 1), (10, 2))
    several.matured_spent.take(Money.parse("4.00 GBP"), Money.parse("3.00 GBP"))
    (currencies,) = cost_sentences(several)
    assert currencies.endswith("the credits are in several currencies.")


def test_what_was_set_aside_is_told():
    late = line((10, 1), (10, 2))
    late.add(is_credited=True, is_defective=False, was_defective=True)
    *_, said = cost_sentences(late)
    assert said == "Set aside, as the buyer had done something before: 1 credited, 0 not."


def test_lines_of_a_few_orders_are_named_together():
    many, few = line((30, 2), (30, 4), "lost"), line((3, 0), (30, 4), "damaged")
    surely = line((15, 0), (60, 40), "wrong_item")
    without = line((0, 0), (30, 4), "quality")
    assert explained([many, few, surely, without]) == ([many, surely], [few])
    assert explained([many]) == ([], [])


def test_each_reason_to_wait_has_its_own_words():
    total = Line(None)
    for number, why in enumerate(Waiting):
        total.waits(f"order {number}", why)
    said = list(waiting_sentences(impact(total)))
    assert len(set(said)) == len(Waiting)
    assert all(each.startswith("Not matured: 1 order, ") for each in said)


def test_when_more_will_be_known_is_told():
    waiting = replace(impact(Line(None)), next_at=datetime(2027, 3, 4, 9, tzinfo=UTC))
    assert list(waiting_sentences(waiting)) == ["The next matures on 4 Mar 2027."]


def test_an_experiment_that_shows_something_says_shown():
    *_, said = trial_sentences(trial((300, 30), (300, 90)))
    assert said == "Shown: the other arm has 14 to 26 points more defects."


def test_an_experiment_that_is_too_young_says_what_it_takes():
    *_, said = trial_sentences(trial((90, 9), (10, 1), share="0.1"))
    assert said.startswith("Cannot tell yet: to see one arm with half the defects of the other")
    assert said.endswith("Looking before that finds what is not there.")


def test_an_experiment_that_found_nothing_says_so():
    *_, said = trial_sentences(trial((400, 80), (400, 82)))
    assert said == "Enough have matured, and no difference is to be seen."


def test_arms_that_lost_orders_are_told_before_anything():
    _, _, said, *_ = trial_sentences(trial((600, 60), (300, 90)))
    assert said.startswith("The arms are not as large as they were drawn")


def test_who_looks_at_many_lines_is_told_how_many_differ_by_chance():
    lines = [line((5, 1), (5, 2), f"sku {number}") for number in range(40)]
    *_, said = notes_of(replace(impact(lines[0], *lines), by=By.SKU), shown=20)
    assert said == "Of 40 lines, about 2 differ by mere chance."


@pytest.mark.parametrize(
    ("landmark", "said"),
    [
        (timedelta(0), "from when the trouble was found"),
        (timedelta(hours=1), "from 1 hour after the trouble was found"),
        (timedelta(hours=30), "from 30 hours after the trouble was found"),
        (timedelta(days=3), "from 3 days after the trouble was found"),
    ],
)
def test_from_when_on_it_counts_without_a_credit_is_told(landmark, said):
    one = replace(impact(line((9, 1), (9, 2))), landmark=landmark)
    assert any(said in note for note in notes_of(one, shown=0))


def test_accounts_are_named_where_there_are_several():
    one = impact(line((9, 1), (9, 2), None), line((9, 1), (9, 2)))
    assert "Account " not in printed(one)
    text = printed(one, replace(one, account="eu"))
    assert text.index("Account default") < text.index("Account eu")


def test_lines_with_nothing_to_show_are_left_to_programs():
    shown, empty = line((9, 1), (9, 2)), line(name="lost")
    text = printed(impact(line((9, 1), (9, 2), None), shown, empty))
    assert "Arrived damaged" in text
    assert "Never arrived" not in text
    assert "1 more line in --format json" in text


def test_all_orders_are_told_first_then_what_is_sure_then_what_is_not():
    total, surely, few = line((100, 5), (100, 30), None), line((97, 5), (97, 30)), line((3, 0))
    few = replace(few, name=None)
    text = printed(impact(total, surely, few))
    whole, sure, unsure = (
        text.index(said)
        for said in (
            "All orders, each once: credited orders had 15 to 35 points fewer defects.",
            "Arrived damaged: credited orders had 15 to 36 points fewer defects.",
            "Too few have matured to tell anything of: No issue named.",
        )
    )
    assert whole < sure < unsure


def test_every_currency_is_told_by_itself():
    two = line((1, 0), (1, 0))
    two.spent.take(Money.parse("5.00 GBP"), None)
    text = printed(impact(two, two))
    assert "All 2 x 5.00 GBP 0 of 1 (0-79%) 0 of 1 (0-79%) 4.00 USD net 3.40 USD" in text


def test_nothing_at_all_prints_nothing():
    assert printed(impact(Line(None))) == ""
