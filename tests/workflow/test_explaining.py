"""One suggestion's whole story, replayed from what the ledger kept of it."""

from __future__ import annotations

from tests.workflow.office import orders_text, returns_text

QUALITY = {"Return Reason": "CR-QUALITY_UNACCEPTABLE", "Return request status": "Completed"}


def test_the_recorded_decision_is_drawn_again_step_by_step(office):
    office.put(returns_text(QUALITY), orders_text({}))
    story = office.explained()
    assert story["replayed"] is True
    assert story["policy"] == "careful.yaml"
    assert [step["stage"] for step in story["trace"][:2]] == ["version", "guard"]
    assert any("20% of item" in step["text"] for step in story["trace"])


def test_it_is_drawn_by_the_policy_of_its_day_and_not_by_todays(office):
    office.put(returns_text(QUALITY), orders_text({}))
    office.policy("this is no policy any more")
    assert office.explained()["replayed"] is True


def test_a_price_that_does_not_divide_can_be_explained_too(office):
    office.put(returns_text(QUALITY), orders_text({"quantity": "3", "item-price": "10.00"}))
    story = office.explained()
    assert story["replayed"] is True
    assert story["amount"] == "0.67"


def test_every_piece_of_evidence_names_its_row_and_its_raw_values(office):
    office.put(returns_text({}, {"Refunded Amount": "1.00"}))
    evidence = office.explained()["evidence"]
    assert [proof["where"] for proof in evidence] == ["0.txt, row 2", "0.txt, row 3"]
    assert evidence[1]["values"]["Refunded Amount"] == "1.00"
    assert {proof["source"] for proof in evidence} == {"mfn_returns"}
