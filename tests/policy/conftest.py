"""A policy around the few lines a test is about, and a made-up order to ask it about."""

from __future__ import annotations

from pathlib import Path

import pytest

from seller_credits.policy import decide, explain, load_policy, parse_given

HEAD = "policy: test\ncurrency: USD\n"
APPROVALS = "authority: {automatic: 5, agent: 20, manager: 100}\n"
LAST = "otherwise: {remedy: review}\n"

STANDARD = """\
policy: standard
version: "2026-11-01"
effective: {from: 2026-11-01}
currency: USD

authority:
  automatic: 0 USD
  agent: 20 USD
  manager: 100 USD

limits:
  per_line: 50%
  per_order: 60 USD
  per_buyer: {credits: 2, within: 180d}
  per_day: 250 USD
  per_month: 4000 USD

rules:
  - rule: late-a-few-days
    when: {issue: late_delivery, days_late: 1..3, buyer_contact: [message, return]}
    remedy: partial_refund
    amount: 10% of item
    at_most: 5 USD
    message: sorry_late

  - rule: late-longer
    when:
      issue: late_delivery
      days_late: 4..
      package: delivered
      buyer_contact: [message, return]
    remedy: partial_refund
    amount: {by: days_late, 4..7: 20% of item, 8..14: 30% of item, 15..: 50% of item}

  - rule: lost-and-cheap
    when: {issue: [lost, undeliverable], item_price: ..30 USD}
    offer: [replacement, full_refund]
    choose: first

  - rule: change-of-mind
    when: {issue: buyer_remorse}
    remedy: none
    because: The return policy covers it; a credit would be a discount.

otherwise: {remedy: review}

adjustments:
  - {when: {business: yes}, change: +10%}
  - {when: {buyer_prior_issues: 1..}, change: +25%}

experiment:
  name: small-credit-or-none
  share: 10%
  rules: [late-a-few-days]
  instead: {remedy: message, message: sorry_late}

examples:
  - given: {issue: late_delivery, days_late: 2, buyer_contact: message, item_price: 40 USD}
    expect: {rule: late-a-few-days, remedy: partial_refund, amount: 4.00 USD}
  - given:
      issue: late_delivery
      days_late: 9
      package: delivered
      buyer_contact: message
      item_price: 20 USD
      business: yes
    expect: {amount: 6.60 USD}
"""


def policy_text(rules="rules: []\n", *, head=HEAD, approvals=APPROVALS, more=""):
    """The text of a policy with these rules; `more` holds further sections."""
    return head + approvals + rules + LAST + more


def one_rule(*lines, when="issue: damaged"):
    """One rule named `it`, with these further lines."""
    body = "".join(f"    {line}\n" for line in lines)
    return f"rules:\n  - rule: it\n    when: {{{when}}}\n{body}"


@pytest.fixture
def text_of():
    return policy_text


@pytest.fixture
def rule():
    return one_rule


@pytest.fixture
def standard_text():
    return STANDARD


@pytest.fixture
def standard():
    return load_policy(STANDARD)


@pytest.fixture
def careful_text():
    return (Path(__file__).parents[2] / "config" / "policy.yaml").read_text(encoding="utf-8")


@pytest.fixture
def asked():
    """Decide one made-up order by the text of a policy; an option `why` keeps the trace."""

    def ask(text, given, *, order_date=None, why=False, **options):
        policy = load_policy(text)
        facts = parse_given(given, policy.rates.own)
        return (explain if why else decide)(policy, facts, order_date=order_date, **options)

    return ask


@pytest.fixture
def pays(asked):
    """What one rule with these lines pays for a damaged item of 40 USD, unless told otherwise."""

    def pay(*lines, more="", head=HEAD, options=None, **given):
        text = policy_text(one_rule("remedy: partial_refund", *lines), head=head, more=more)
        extra = {"options": options} if options else {}
        return asked(text, {"issue": "damaged", "item_price": "40 USD", **given}, **extra)

    return pay
