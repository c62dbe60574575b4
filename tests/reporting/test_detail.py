"""One suggestion, in full."""

from __future__ import annotations

from seller_credits.domain.decisions import Alternative, Decision, NearMiss, Step
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.reporting.decisions import decision_item
from seller_credits.reporting.detail import print_decision, print_suggestion
from tests.reporting.made import NOW, story


def test_it_tells_the_facts_the_steps_and_the_evidence(capsys):
    print_suggestion(story(), NOW)
    text = capsys.readouterr().out
    for words in (
        "Late delivery, 5 days so far: refund part, 4.20 USD",
        "111-1234567-1234567 US MUG",
        "late-arrived (line 62)",
        "in 4 h (2026-11-24T00:00:00Z): a claim can be filed",
        "preventable: no claim has been seen",
        "late-arrived fits  (line 62)",
        "mfn_returns: returns.txt, row 2",
        "ARRIVED_LATE",
    ):
        assert words in text


def test_what_was_not_chosen_is_told_with_its_reason(capsys):
    miss = {"rule": "late-longer", "line": 70, "condition": "days_late 8..", "found": "5"}
    other = {"remedy": "replacement", "amount": None, "net_cost": None, "why_not": "none in stock"}
    print_suggestion(story(near_misses=[miss], alternatives=[other]), NOW)
    text = capsys.readouterr().out
    assert "not rule late-longer (line 70): it wants days_late 8.., found 5" in text
    assert "not send another one: none in stock" in text


def test_a_near_miss_says_that_what_it_asks_for_is_not_known(capsys):
    miss = {"rule": "denied", "line": 57, "condition": "return_denied: yes", "found": "missing"}
    print_suggestion(story(near_misses=[miss]), NOW)
    text = capsys.readouterr().out
    assert "not rule denied (line 57): it wants return_denied: yes, which is not known" in text


def test_on_a_narrow_terminal_a_long_reason_stays_below_its_beginning(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    why = "Rule broken-dear (line 192) comes after rule return-received, which decides."
    other = {"remedy": "none", "amount": None, "net_cost": None, "why_not": why}
    print_suggestion(story(alternatives=[other], reasons=[why]), NOW)
    text = capsys.readouterr().out
    assert "\n  Rule broken-dear (line 192) comes after rule" in text
    assert "\n  not nothing: Rule broken-dear" in text
    assert all(line.startswith("  ") for line in text.splitlines() if "decides." in line)


def test_a_decision_that_cannot_be_drawn_again_says_so(capsys):
    print_suggestion(story(replayed=False), NOW)
    assert "could not be drawn again" in capsys.readouterr().out


def test_without_a_deadline_the_rule_says_why(capsys):
    print_suggestion(story(deadline=None, deadline_rule="feedback is left already"), NOW)
    assert "feedback is left already" in capsys.readouterr().out


def test_the_buyers_words_are_shown_without_what_a_terminal_would_obey(capsys):
    proof = story()["evidence"][0] | {"comment": "\x1b[2Jnever [b]came[/b]"}
    print_suggestion(story(evidence=[proof]), NOW)
    text = capsys.readouterr().out
    assert "never [b]came[/b]" in text
    assert "\x1b" not in text


def test_the_name_of_a_raw_value_is_no_markup(capsys):
    proof = story()["evidence"][0] | {"values": {"[red]Reason": "[/red]X"}}
    print_suggestion(story(evidence=[proof]), NOW)
    assert "[red]Reason" in capsys.readouterr().out


def test_a_decision_on_made_up_facts_is_told_step_by_step(capsys):
    decision = Decision(
        Remedy.PARTIAL_REFUND,
        ("It came late.",),
        amount=Money.parse("4.00 USD"),
        worth=Money.parse("4.00 USD"),
        alternatives=(
            Alternative(
                Remedy.FULL_REFUND,
                Money.parse("40.00 USD"),
                Money.parse("35.20 USD"),
                "Rule b comes after rule a.",
            ),
        ),
        trace=(Step("guard", "none applies"), Step("rule", "late fits", 4)),
        near_misses=(NearMiss("lost", 9, "issue lost", "late_delivery"),),
    )
    print_decision(decision_item(decision))
    text = capsys.readouterr().out
    assert "Refund part, 4.00 USD" in text
    assert "late fits  (line 4)" in text
    assert "not rule lost (line 9): it wants issue lost, found late_delivery" in text
    assert "not refund in full (40.00 USD, net 35.20 USD): Rule b comes after" in text


def test_a_fact_that_is_a_judgement_says_what_shows_it(capsys):
    told = story(shown_by={"severity": "days late 8", "days_late": "two looks"}, severity="high")
    print_suggestion(told, NOW)
    text = " ".join(capsys.readouterr().out.split())
    assert "how bad high: days late 8" in text
    assert "days_late 5 two looks" in text
