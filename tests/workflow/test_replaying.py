"""Every recorded decision can be made again from what the ledger kept of it, for ever."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from seller_credits.bootstrap import House
from seller_credits.ledger.interface import Filter
from seller_credits.reporting.decisions import alternative_items
from seller_credits.settings import Where
from seller_credits.workflow.explaining import explained, made_again
from tests.marketplace.files.layouts import MFN_HEADER
from tests.workflow.office import feedback_text, orders_text, returns_text
from tests.workflow.shop import open_shop

OWN = """\
policy: own
currency: USD
rates: {EUR: 0.92, GBP: 0.79, CAD: 1.37, JPY: 155, MXN: 18.5}
authority: {automatic: 3, agent: 20, manager: 100}
limits:
  per_line: 50%
  per_order: 60 USD
  per_buyer: {credits: 2, within: 180d}
  per_day: 150 USD
  per_month: 1500 USD
rules:
  - rule: late
    when: {issue: late_delivery}
    remedy: partial_refund
    amount: {by: days_late, 1..3: 10% of item, 4..7: 20% of item, 8..: 30% of item}
    at_least: 1 USD
    at_most: 15 USD
    message: sorry_late
  - rule: lost
    when: {issue: [lost, undeliverable], item_price: ..30 USD}
    offer: [replacement, full_refund]
  - rule: broken
    when: {issue: [damaged, defective]}
    offer: [partial_refund, full_refund, replacement]
    choose: cheapest
    amount: 40% of item
  - rule: quality
    when: {issue: quality}
    remedy: partial_refund
    amount: 15% of order
    already: add
  - rule: unlike
    when: {issue: [not_as_described, wrong_item]}
    remedy: return_and_refund
  - rule: quiet
    when: {issue: late_shipment, buyer_contact: {not: [message, return]}}
    remedy: none
    because: Nobody has been let down yet.
otherwise: {remedy: review}
adjustments:
  - {when: {business: yes}, change: +10%}
  - {when: {quantity: 2..}, change: -1 USD}
experiment:
  name: words-instead
  share: 40%
  rules: [late, quality]
  instead: {remedy: message, message: sorry_late}
"""
REASONS = ("CR-DEFECTIVE", "CR-QUALITY_UNACCEPTABLE", "CR-DAMAGED_BY_CARRIER", "NEVER_ARRIVED")
SYNC = ("--quiet", "sync", "--since", "121d", "--format", "json")
RECORDED = ("suggested", "upheld")


def recorded(house):
    """Every decision that the chain keeps, superseded ones too."""
    issues = house.ledger.issues(Filter())
    orders = dict.fromkeys(issue["order_id"] for issue in issues)
    for order_id in orders:
        for entry in house.ledger.history(order_id):
            if entry.kind in RECORDED:
                yield json.loads(entry.payload)


def told(decision):
    """What a ledger keeps of a decision itself."""
    return {
        "remedy": str(decision.remedy),
        "amount": decision.amount.plain if decision.amount else None,
        "net_cost": decision.net_cost.plain if decision.net_cost else None,
        "rule": decision.rule,
        "rule_line": decision.rule_line,
        "guard": decision.guard,
        "authority": decision.authority,
        "message": decision.message,
        "limits_hit": list(decision.limits_hit),
        "missing": list(decision.missing),
        "experiment": decision.drawn.as_json() if decision.drawn else None,
        "alternatives": json.loads(json.dumps(alternative_items(decision.alternatives))),
    }


def replayed(house):
    """How many decisions there were, each of which is made again and comes out as it was kept."""
    kept = list(recorded(house))
    for payload in kept:
        again = made_again(house.ledger, payload)
        assert again is not None
        assert told(again) == {name: payload[name] for name in told(again)}
        reasons = list(again.reasons)
        assert payload["reasons"][: len(reasons)] == reasons
    return kept


@pytest.fixture
def imported(office):
    """A shop by its files: every reason to return, of cheap and of dear orders, one with stars."""
    office.policy(OWN)
    returns, orders = [], []
    for number, reason in enumerate(REASONS * 3):
        order = {"Order ID": f"111-{number:07}-{number:07}", "Amazon RMA ID": f"R{number}"}
        state = {"Return request status": "Approved" if number % 5 == 4 else "Completed"}
        returns.append({**order, **state, "Return Reason": reason})
        price = {"quantity": str(1 + number % 2), "item-price": str(10 * number + 7.5)}
        orders.append({"amazon-order-id": order["Order ID"], **price})
    assert {name for row in returns for name in row} <= set(MFN_HEADER)
    stars = feedback_text({"Order ID": returns[3]["Order ID"], "Rating": "1"})
    office.put(returns_text(*returns), orders_text(*orders[:-2]), stars)
    return office


def test_every_decision_of_imported_files_is_made_again(imported):
    with closing(imported.house()) as house:
        kept = replayed(house)
    assert {payload["rule"] for payload in kept} >= {"broken", "quality", "lost"}
    assert {payload["guard"] for payload in kept} > {None}
    assert len({payload["remedy"] for payload in kept}) > 2


def test_it_is_made_again_by_the_rules_of_its_day_whatever_applies_by_now(imported):
    imported.policy(
        OWN.replace("40% of item", "35% of item").replace("per_order: 60", "per_order: 9")
    )
    imported.take()
    imported.policy("this is no policy any more")
    imported.pass_by(days=900)
    with closing(imported.house()) as house:
        kept = replayed(house)
    assert len({payload["policy_digest"] for payload in kept}) == 2


def test_the_account_of_a_suggestion_says_that_it_was_made_again(imported):
    with closing(imported.house()) as house:
        stories = [explained(house.ledger, one) for one in house.ledger.suggestions(Filter())]
    assert stories
    assert all(story["replayed"] for story in stories)


def test_a_recorded_decision_that_was_tampered_with_is_not_made_again(imported):
    with closing(imported.house()) as house:
        for one in house.ledger.suggestions(Filter()):
            for name, other in (("remedy", "full_refund"), ("authority", "nobody"), ("rule", "x")):
                changed = {**one, name: other}
                if changed != one:
                    assert explained(house.ledger, changed)["replayed"] is False, name


def test_what_was_known_beside_the_facts_is_kept_with_each(imported):
    with closing(imported.house()) as house:
        kept = list(recorded(house))
    assert all("budgets" in payload["options"] for payload in kept)
    arms = [payload["experiment"] for payload in kept if payload["experiment"]]
    assert arms
    for arm in arms:
        share = "0.4" if arm["instead"] else "0.6"
        assert arm == {"experiment": "words-instead", "instead": arm["instead"], "share": share}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 5])
def test_every_decision_of_a_synced_shop_is_made_again(monkeypatch, run, home, seed):
    home.mkdir(parents=True, exist_ok=True)
    (home / "policy.yaml").write_text(OWN, encoding="utf-8")
    with open_shop(monkeypatch, seed=seed):
        assert run(*SYNC).code in {0, 7}
        with closing(House.open(Where(home=home), account="default")) as house:
            kept = replayed(house)
    assert len(kept) > 20
    assert len({payload["remedy"] for payload in kept}) > 3
    assert any(payload["limits_hit"] for payload in kept)


@pytest.mark.slow
def test_every_decision_by_either_of_two_policies_is_made_again(monkeypatch, run, home):
    home.mkdir(parents=True, exist_ok=True)
    (home / "policy.yaml").write_text(OWN, encoding="utf-8")
    with open_shop(monkeypatch, orders=120):
        run(*SYNC)
        (home / "policy.yaml").write_text(OWN.replace("return_and_refund", "review"))
        run(*SYNC)
        with closing(House.open(Where(home=home), account="default")) as house:
            kept = replayed(house)
    assert len({payload["policy_digest"] for payload in kept}) == 2
