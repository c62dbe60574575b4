"""The tables of the client before the judge: operations, reports, lengths of messages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.issues import Source
from seller_credits.marketplace.operations import OPERATIONS
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.sources import report_kind
from seller_credits.marketplace.sections.message_rules import LONGEST
from tests.judge import the_judge
from tests.marketplace.conftest import NOW

JUDGE = the_judge()
SOURCES = (Source.MFN_RETURNS, Source.FBA_RETURNS, Source.FEEDBACK, Source.ACCOUNT_HEALTH)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_has_amazons_method_path_limit_and_kind_of_token(operation):
    amazons = JUDGE.operations[operation.name]

    assert (operation.method, operation.path) == (amazons.method, amazons.path)
    assert (operation.rate, operation.burst) == amazons.plan
    assert bool(operation.grantless) == amazons.is_grantless


@pytest.mark.parametrize("source", SOURCES)
def test_a_report_is_asked_for_as_amazons_model_has_it(source):
    create = JUDGE.operations["createReport"]
    schema = create.parameters("body")["body"]["schema"]
    ask = Ask.of(report_kind(source), "ATVPDKIKX0DER", NOW - timedelta(days=30), NOW, NOW)

    assert list(create.faults(schema, ask.body(), "body")) == []


@pytest.mark.parametrize("action", LONGEST)
def test_a_message_may_be_as_long_as_amazon_takes_it(action):
    send = JUDGE.operation("POST", f"/messaging/v1/orders/1/messages/{action}")
    schema = send.parameters("body")["body"]["schema"]

    assert list(send.faults(schema, {"text": "x" * LONGEST[action]}, "body")) == []
    assert list(send.faults(schema, {"text": "x" * (LONGEST[action] + 1)}, "body")) != []
