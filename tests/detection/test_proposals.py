"""What a buyer writes proposes what went wrong; a reason code decides."""

from .makers import feedback, finding, returned, seen


def says(record):
    (sighting,) = seen(record)
    return sighting.facts.get("comment_says"), sighting.evidence.values


def test_feedback_proposes_what_it_is_about_with_the_words_that_say_so():
    proposed, shown = says(feedback(1, comment="The box arrived crushed and the mug was shattered"))

    assert proposed == "damaged"
    assert "crushed" in shown["the comment points to"]


def test_feedback_stays_feedback_whatever_it_says():
    (sighting,) = seen(feedback(1, comment="It never arrived"))

    assert sighting.kind == "negative_feedback"


def test_a_reason_code_is_never_overridden():
    proposed, shown = says(returned("CR-DEFECTIVE", comment="It never arrived"))

    assert proposed is None
    assert "the comment points to" not in shown


def test_where_the_code_says_nothing_the_words_propose_and_the_kind_stays():
    record = returned("CR-SOMETHING_NEW", comment="It never arrived")

    assert seen(record)[0].kind == "other"
    assert says(record)[0] == "lost"


def test_words_that_are_not_clear_propose_nothing():
    assert says(feedback(2, comment="Well."))[0] is None


def test_the_store_tells_the_language():
    proposed, _ = says(feedback(1, marketplace="DE", comment="Der Artikel kam kaputt an."))

    assert proposed == "damaged"


def test_a_policy_may_ask_for_what_a_comment_says():
    facts = finding(returned("CR-SOMETHING_NEW", comment="It never arrived")).facts

    assert facts["comment_says"] == "lost"
