"""One question without an answer is one question; nobody there is the end of the run."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from seller_credits.domain.issues import Source
from seller_credits.marketplace.errors import CredentialsRefused, Unanswered, Unreachable, ends_all
from tests.marketplace.conftest import NOW, account
from tests.marketplace.loopback import DOCUMENTS, REPORTS, Reply, amazon_error, said
from tests.marketplace.reporting import Office

MONTH = timedelta(days=30)
WINDOW = ("US", NOW - MONTH, NOW)
LOST = Reply(cut=True)


def lost_when_asked(heard):
    """No answer to a request for a report; and none was made, says the list of reports."""
    return LOST if heard.method == "POST" else said({"reports": []})


def test_a_report_request_whose_answer_is_lost_ends_nothing(amazon, client):
    amazon.answers(REPORTS, lost_when_asked)
    with pytest.raises(Unanswered) as problem:
        client.report(Source.MFN_RETURNS, *WINDOW)
    assert not ends_all(problem.value)
    assert problem.value.may_have_happened


def test_a_report_request_lost_while_preparing_leaves_the_others_to_be_prepared(amazon, client):
    amazon.answers(REPORTS, lost_when_asked)
    client.prepare(Source.MFN_RETURNS, *WINDOW)
    client.prepare(Source.ALL_ORDERS, *WINDOW)
    asked = [heard for heard in amazon.asked(REPORTS) if heard.method == "POST"]
    types = {json.loads(heard.body)["reportType"] for heard in asked}
    assert len(types) == 2


def test_a_document_store_that_is_out_of_reach_is_no_end_of_the_marketplace(amazon, client, time):
    office = Office(amazon, time)
    client.prepare(Source.MFN_RETURNS, *WINDOW)
    (report,) = office.made
    link = said({"url": "http://127.0.0.1:9/nobody"})
    amazon.answers(f"{DOCUMENTS}/d{report['reportId']}", link)
    with pytest.raises(Unanswered) as problem:
        client.report(Source.MFN_RETURNS, *WINDOW)
    assert not ends_all(problem.value)


def test_nobody_there_ends_all(client_of):
    client = client_of(account("http://127.0.0.1:9"))
    with pytest.raises(Unreachable) as problem:
        client.prepare(Source.MFN_RETURNS, *WINDOW)
    assert ends_all(problem.value)


def test_a_read_that_stays_without_an_answer_ends_all(amazon, client):
    amazon.answers("/orders/2026-01-01/orders/111-0000000-0000001", LOST)
    with pytest.raises(Unreachable) as problem:
        client.order("111-0000000-0000001")
    assert ends_all(problem.value)


def test_refused_credentials_end_all(amazon, client):
    amazon.answers("/auth/o2/token", said({"error": "invalid_grant"}, 400))
    with pytest.raises(CredentialsRefused) as problem:
        client.order("111-0000000-0000001")
    assert ends_all(problem.value)


def test_a_refusal_ends_nothing(amazon, client):
    amazon.answers(REPORTS, amazon_error(400))
    client.prepare(Source.MFN_RETURNS, *WINDOW)
    with pytest.raises(Exception, match="refused the request") as problem:
        client.report(Source.MFN_RETURNS, *WINDOW)
    assert not ends_all(problem.value)
