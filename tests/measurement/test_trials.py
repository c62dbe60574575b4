"""Experiments: arms compared as they were drawn, and nothing shown before enough have matured."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.measurement.trials import Trials

from .troubles import CLOSED, at, credited, drawn, ended, event, suggested, trouble


def draw(*, instead=False, **how):
    """A trouble that was drawn into an arm."""
    return trouble(suggestions=(suggested(drawn=drawn(instead=instead, **how)),))


def arm(orders, defects, *, instead, **how):
    """So many matured orders of one arm, of which so many had a claim; the rule's own is paid."""
    for number in range(orders):
        one = draw(instead=instead, **how)
        happened = (event(days=30),) if number < defects else ()
        yield ended(one if instead else credited(one), *happened)


def counted(*troubles):
    trials = Trials()
    for each in troubles:
        trials.take(each)
    return list(trials.closed())


def trial(own, instead, **how):
    """One with so many matured orders and defects in each arm."""
    (only,) = counted(*arm(*own, instead=False, **how), *arm(*instead, instead=True, **how))
    return only


def test_both_arms_are_counted_by_what_was_drawn():
    found = trial((4, 1), (5, 2))
    assert (found.experiment, found.share) == ("words", Decimal("0.5"))
    assert (found.own.orders, found.own.defects, found.own.credited) == (4, 1, 4)
    assert (found.instead.orders, found.instead.defects, found.instead.credited) == (5, 2, 0)


def test_an_order_stays_in_its_arm_whatever_was_done_about_it():
    paid_all_the_same = ended(credited(draw(instead=True)))
    (found,) = counted(paid_all_the_same)
    assert (found.instead.matured, found.instead.credited, found.own.orders) == (1, 1, 0)


def test_it_stays_in_the_arm_it_was_drawn_into_first():
    again = suggested("s-2", drawn=drawn(instead=False))
    both = trouble(suggestions=(suggested(drawn=drawn(instead=True)), again))
    (found,) = counted(both)
    assert (found.instead.orders, found.own.orders) == (1, 0)


def test_what_happened_before_a_credit_counts_as_it_does_in_the_other_arm():
    """The arms are alike from the finding of the trouble on, and a credit comes hours later."""
    quick = [ended(credited(draw()), event(hours=3)), ended(draw(instead=True), event(hours=3))]
    (found,) = counted(*quick)
    assert (found.own.defects, found.instead.defects) == (1, 1)


def test_what_happened_before_the_draw_leaves_an_order_out_of_either_arm():
    earlier = event(hours=-1)
    assert counted(ended(draw(), earlier), ended(draw(instead=True), earlier)) == []


def test_an_order_with_two_troubles_counts_once():
    first = draw()
    second = trouble("late_delivery", order_id=first.order_id, suggestions=first.suggestions)
    (found,) = counted(first, second)
    assert found.own.orders == 1


def test_orders_that_have_not_matured_are_drawn_and_no_more():
    (found,) = counted(draw(), draw(instead=True), ended(trouble()))
    assert (found.own.orders, found.own.matured) == (1, 0)
    assert (found.difference, found.needed, found.has_shown) == (None, None, False)


def test_one_found_when_nothing_could_come_any_more_shows_nothing():
    late = trouble(detected_at=CLOSED, suggestions=draw().suggestions)
    (found,) = counted(ended(late))
    assert (found.own.orders, found.own.matured) == (1, 0)


def test_another_share_is_another_draw():
    found = counted(draw(share="0.1"), draw(share="0.2"), draw(name="more"))
    assert [(each.experiment, each.share) for each in found] == [
        ("more", Decimal("0.5")),
        ("words", Decimal("0.1")),
        ("words", Decimal("0.2")),
    ]


def test_a_difference_is_shown_once_as_many_have_matured_as_it_takes():
    enough = trial((300, 30), (300, 90))
    assert (enough.is_complete, enough.has_shown) == (True, True)
    assert enough.difference.low > 0


def test_a_difference_seen_before_that_is_not_shown():
    early = trial((40, 0), (40, 12))
    assert early.difference.leaves_out_nought
    assert (early.is_complete, early.has_shown) == (False, False)


def test_enough_without_a_difference_shows_none():
    alike = trial((400, 80), (400, 82))
    assert (alike.is_complete, alike.has_shown) == (True, False)


def test_a_small_arm_takes_fewer_and_its_neighbour_more():
    own, instead = trial((9, 1), (1, 0), share="0.1").needed
    assert own > instead
    assert instead == round(own / 9)


@pytest.mark.parametrize("arms", [((9, 0), (9, 0)), ((9, 9), (9, 9))])
def test_without_a_rate_to_begin_from_nobody_can_say_how_many_it_takes(arms):
    assert trial(*arms).needed is None


def test_arms_that_were_not_filled_as_drawn_show_nothing():
    """Whatever lost these orders may be what makes the difference."""
    lost = trial((600, 60), (300, 90))
    assert lost.difference.leaves_out_nought
    assert (lost.is_complete, lost.is_as_drawn, lost.has_shown) == (True, False, False)


def test_what_nobody_recorded_yet_counts_by_what_is_known():
    """An order whose buyer complained before the draw is left out, matured or not."""
    known = trouble(events=(event(hours=-1),), suggestions=draw().suggestions)
    assert counted(known) == []
    (found,) = counted(trouble(events=(event(hours=1),), suggestions=draw().suggestions))
    assert found.own.orders == 1


def test_a_trouble_without_a_draw_is_in_no_experiment():
    assert counted(ended(trouble()), trouble(detected_at=at(days=3))) == []
