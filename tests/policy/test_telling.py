"""Words that are put together when somebody reads them."""

from __future__ import annotations

from decimal import Decimal

from seller_credits.domain.decisions import Step
from seller_credits.domain.facts import Facts
from seller_credits.policy import decide, explain, load_policy, parse_given
from seller_credits.policy.engine.telling import Reasons, Trace, said, shown


def test_words_are_put_together_when_they_are_read_and_only_once():
    asked = []

    class Value:
        def __str__(self):
            asked.append(self)
            return "a value"

    trace = Trace([("rule", "it is {}", (Value(),), 3)], "USD")
    assert not asked
    assert [*trace, trace[0]] == [Step("rule", "it is a value", 3)] * 2
    assert len(asked) == len(trace) == 1


def test_an_amount_is_said_rounded_in_the_currency_of_the_order():
    reasons = Reasons([("{} of {}", (Decimal("4.125"), "it"))], "USD")
    assert reasons == ("4.12 USD of it",)
    assert said(Decimal("4.5"), "JPY") == "4 JPY"


def test_steps_and_reasons_compare_and_repeat_like_tuples():
    one, two = (Reasons([("{}", ("why",))], "USD") for _ in "12")
    assert one == two == ("why",)
    assert one != ("why not",)
    assert (one[:1], one[-1], hash(one), repr(one)) == (("why",), "why", hash(("why",)), "('why',)")


def test_braces_in_the_own_words_of_a_seller_stay_as_they_are(text_of, rule):
    policy = load_policy(text_of(rule("remedy: none", "because: Ask {Kim} {0}")))
    assert decide(policy, Facts({"issue": "damaged"})).reasons == ("Ask {Kim} {0}",)


def test_every_decision_has_its_trace_and_explaining_adds_what_was_not_taken(standard):
    facts = parse_given({"issue": "late_delivery", "days_late": 2, "item_price": "40"}, "USD")
    decided, explained = decide(standard, facts), explain(standard, facts)
    assert decided.trace == explained.trace
    assert decided.trace
    assert not decided.near_misses
    assert explained.near_misses


def test_a_value_that_no_line_can_hold_is_shown_shortened_and_printable():
    assert shown("a\nb") == "a?b"
    assert len(shown("x" * 100)) == 60
    assert shown(None) == "missing"
