"""A policy around the few lines a test is about, and a made-up order to ask it about."""

from __future__ import annotations

from pathlib import Path

import pytest

from seller_credits.policy import decide, explain, load_policy, parse_given

HEAD = "policy: test\ncurrency: USD\n"
APPROVALS = "authority: {automatic: 5, agent: 20, manager: 100}\n"
LAST = "otherwise: {remedy: review}\n"

STANDARD = (Path(__file__).parent / "standard.yaml").read_text(encoding="utf-8")


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
    return (Path(__file__).parents[2] / "config" / "policies" / "careful.yaml").read_text(
        encoding="utf-8"
    )


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
