import json

import pytest

from seller_credits.domain.errors import UsageProblem
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    RequestRefused,
    UnexpectedAnswer,
    Unreachable,
)
from seller_credits.marketplace.sections.message_rules import LONGEST, flaws
from seller_credits.marketplace.sections.messaging import allowed_actions, buyer_locale, send
from tests.marketplace.loopback import Reply, amazon_error, said, throttled

ORDER = "111-2222222-3333333"
ACTIONS = f"/messaging/v1/orders/{ORDER}"
ATTRIBUTES = f"{ACTIONS}/attributes"
PROBLEM = f"{ACTIONS}/messages/unexpectedProblem"
TEXT = "Your parcel is late by two days. We are sorry, and we have asked the carrier."


def write(caller, text=TEXT, action="unexpectedProblem"):
    send(caller, ORDER, "US", action, text)


def test_the_messages_an_order_takes_come_by_amazons_names_known_or_not(amazon, caller):
    links = [{"href": "/x", "name": "unexpectedProblem"}, {"href": "/y", "name": "somethingNew"}]
    self_link = {"href": ACTIONS}
    amazon.answers(ACTIONS, said({"_links": {"actions": links, "self": self_link}}))

    assert allowed_actions(caller, ORDER, "US") == ("unexpectedProblem", "somethingNew")
    assert amazon.asked(ACTIONS)[0].query == {"marketplaceIds": "ATVPDKIKX0DER"}


def test_an_order_whose_buyer_may_not_be_written_to_takes_none(amazon, caller):
    amazon.answers(ACTIONS, said({"_links": {"actions": [], "self": {"href": ACTIONS}}}))

    assert allowed_actions(caller, ORDER, "US") == ()


@pytest.mark.parametrize("answer", [{}, {"_links": {}}, {"_links": {"actions": "all"}}])
def test_an_answer_without_actions_is_never_taken_for_none_allowed(amazon, caller, answer):
    amazon.answers(ACTIONS, said(answer))

    with pytest.raises(UnexpectedAnswer, match="_links"):
        allowed_actions(caller, ORDER, "US")


@pytest.mark.parametrize(
    ("answer", "locale"),
    [({"buyer": {"locale": "fr-CA"}}, "fr-CA"), ({"buyer": {}}, None), ({}, None)],
)
def test_the_buyers_language_is_what_amazon_says_or_unknown(amazon, caller, answer, locale):
    amazon.answers(ATTRIBUTES, said(answer))

    assert buyer_locale(caller, ORDER, "CA") == locale
    assert amazon.asked(ATTRIBUTES)[0].query == {"marketplaceIds": "A2EUQ1WTGCTBG2"}


def test_a_message_is_sent_as_it_is_to_the_store_the_order_is_of(amazon, caller):
    amazon.answers(PROBLEM, said({}, 201))

    write(caller)

    (heard,) = amazon.asked(PROBLEM)
    assert (heard.method, json.loads(heard.body)) == ("POST", {"text": TEXT})
    assert heard.query == {"marketplaceIds": "ATVPDKIKX0DER"}


@pytest.mark.parametrize(
    "reply", [Reply(cut=True), amazon_error(503), throttled()], ids=["lost", "failed", "throttled"]
)
def test_a_message_whose_answer_was_a_failure_is_not_sent_again(amazon, caller, reply):
    amazon.answers(PROBLEM, reply, said({}, 201))

    with pytest.raises(CallProblem):
        write(caller)

    assert len(amazon.asked(PROBLEM)) == 1


def test_a_lost_answer_says_that_the_buyer_may_have_been_written_to(amazon, caller):
    amazon.answers(PROBLEM, Reply(cut=True))

    with pytest.raises(Unreachable) as problem:
        write(caller)

    assert problem.value.may_have_happened


def test_a_message_the_order_does_not_take_is_no_missing_role(amazon, caller):
    words = "Invalid amazonOrderId and template combination."
    amazon.answers(PROBLEM, amazon_error(403, "Unauthorized", words))

    with pytest.raises(RequestRefused, match=f"{ORDER} does not take .*unexpectedProblem") as no:
        write(caller)

    assert "role" not in str(no.value)
    assert "Seller Central" in no.value.hint
    known = (no.value.operation, no.value.request_id, no.value.account)
    assert known == ("createUnexpectedProblem", "req-1", "default")
    assert not no.value.may_have_happened
    assert len(amazon.asked(PROBLEM)) == 1


def test_a_denial_in_other_words_is_a_missing_role(amazon, caller):
    denied = amazon_error(403, "Unauthorized", "Access to requested resource is denied.")
    amazon.answers(PROBLEM, denied)

    with pytest.raises(AccessDenied, match="role"):
        write(caller)


def test_a_refusal_does_not_quote_the_message(amazon, caller):
    text = "Dear Jane Roe,\nyour lamp is on its way."
    amazon.answers(PROBLEM, amazon_error(400, details="Not allowed: Dear Jane Roe, ..."))

    with pytest.raises(RequestRefused) as problem:
        write(caller, text)

    assert "Not allowed" in str(problem.value)
    assert "Jane" not in str(problem.value)
    assert not problem.value.may_have_happened


def test_a_text_that_cannot_be_sent_reaches_nobody(amazon, caller):
    with pytest.raises(UsageProblem, match=f"{ORDER} cannot be sent: it holds a link") as problem:
        write(caller, "Dear Jane, see https://example.com")

    assert amazon.heard == []
    assert "Jane" not in str(problem.value)


def test_a_message_nobody_here_knows_reaches_nobody(amazon, caller):
    with pytest.raises(UsageProblem, match="'negativeFeedbackRemoval' is no message"):
        write(caller, action="negativeFeedbackRemoval")

    assert amazon.heard == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Bestellung 303-1234567-1234567: Ihr Paket (1Z999AA10123456784) kam am 3.11. an.",
        "ご注文の商品が遅れております。申し訳ございません。",
        "The price is < 5 USD & the size is 3 > 2.",
        "We are late.It arrives Monday.Please wait until 5 p.m. on 11.12., e.g. at noon.",
        "Line one.\nLine two.\tTabbed.",
        "x" * 2000,
    ],
)
def test_plain_words_of_any_language_can_be_sent(text):
    assert flaws("unexpectedProblem", text) == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "says nothing"),
        (" \n\t", "says nothing"),
        ("x" * 2001, "2001 characters, and 2000 are allowed"),
        ("<b>Sorry</b>", "HTML"),
        ("Sorry<br/>", "HTML"),
        ("<a href=x>here", "HTML"),
        ("<!-- -->", "HTML"),
        ("Fish &amp; chips", "HTML"),
        ("5 &#8364;", "HTML"),
        ("Write to jane.roe@example.com", "an e-mail address"),
        ("Write to jane+1@mail.example.co.uk now", "an e-mail address"),
        ("See HTTPS://EXAMPLE.COM/x", "a link"),
        ("See www.example.test", "a link"),
        ("See my-shop.co.uk", "a link"),
        ("See Example.com.", "a link"),
        ("SEE EXAMPLE.COM", "a link"),
        ("ftp://x", "a link"),
        ("bell\x07", "a character that cannot be printed"),
    ],
)
def test_what_amazon_forbids_is_named(text, what):
    assert any(what in flaw for flaw in flaws("confirmDeliveryDetails", text))


def test_no_flaw_quotes_the_text():
    text = "<b>Roe</b> roe@example.com https://roe.example.com " + "Roe " * 600

    found = flaws("unexpectedProblem", text)

    assert len(found) == 4
    assert not any("roe" in flaw.lower() for flaw in found)


def test_every_message_with_a_length_can_be_sent(amazon, caller):
    for action in LONGEST:
        amazon.answers(f"{ACTIONS}/messages/{action}", said({}, 201))
        write(caller, action=action)

    assert len(LONGEST) == 3
