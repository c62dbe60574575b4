"""What a rule gets and what none takes, in words a shop manager reads."""

from __future__ import annotations

import pytest

from seller_credits.policy import check


def notes(finding, *rules):
    body = "".join(f"  - {{{rule}}}\n" for rule in rules)
    text = f"currency: USD\nrules:\n{body}otherwise: {{remedy: review}}\n"
    return [problem.message for problem in check(text) if problem.finding == finding]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (
            "issue: late_delivery, days_late: 4.., package: delivered",
            "late_delivery, days_late 4.., package delivered",
        ),
        ("days_late: 4, issue: [lost, damaged]", "damaged or lost, days_late 4"),
        ("days_late: 0, issue: lost", "lost, days_late 0"),
        ("item_price: ..30 USD", "item_price ..30 USD"),
        ("item_price: {not: ..30 USD}", "item_price above 30 USD"),
        ("item_price: {not: 30 USD..}", "item_price below 30 USD"),
        ("days_late: {missing: yes}", "days_late missing"),
        ("days_late: {missing: no}", "days_late known"),
        ("business: yes", "business yes"),
        ("carrier: {not: UPS}", "carrier known and not ups"),
        ("channel: [seller, amazon]", "channel seller"),
        ("", "every order"),
    ],
)
def test_conditions_are_said_as_they_are_asked(when, said):
    assert notes("gets", f"rule: a, when: {{{when}}}, remedy: none") == [f"`a` gets: {said}."]


def test_what_rules_above_take_is_taken_off():
    few = "rule: few, when: {issue: lost, days_late: ..3}, remedy: none"
    some = "rule: some, when: {issue: lost, days_late: ..9}, remedy: review"
    assert notes("gets", few, some)[-1] == "`some` gets: lost, days_late 4..9."


def test_what_several_rules_leave_is_said_in_few_parts():
    few = "rule: few, when: {issue: lost, days_late: ..3}, remedy: none"
    firm = "rule: firm, when: {issue: lost, business: yes}, remedy: review"
    rest = "rule: rest, when: {issue: lost}, remedy: none"
    left = "`rest` gets: lost, days_late 4.. or missing, business not yes."
    assert notes("gets", few, firm, rest)[-1] == left


def test_what_would_take_a_page_to_say_names_the_rules_above():
    when = "days_late: {0}, quantity: {0}, buyer_prior_orders: {0}"
    above = [f"rule: r{n}, when: {{{when.format(n)}}}, remedy: none" for n in range(1, 9)]
    assert notes("gets", *above, "rule: rest, when: {issue: lost}, remedy: none")[-1] == (
        "`rest` gets: lost, but for what `r1`, `r2`, `r3`, `r4` and `r5` and 3 more take first."
    )


def test_what_falls_to_otherwise_is_said_in_parts():
    rule = "rule: a, when: {issue: lost, days_late: 3..9}, remedy: none"
    assert notes("gap", rule)[0] == (
        "Some lost orders fall to `otherwise`: days_late ..2 or 10.. or missing."
    )
