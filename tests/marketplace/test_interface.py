from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issues import Source
from seller_credits.marketplace.interface import Marketplace
from seller_credits.marketplace.reports.sources import report_kind


def test_the_client_is_a_marketplace(client):
    marketplace: Marketplace = client

    assert marketplace.max_window(Source.MFN_RETURNS) == timedelta(days=60)


@pytest.mark.parametrize("source", Source)
def test_a_window_is_limited_only_where_amazon_documents_it(client, source):
    documented = {Source.MFN_RETURNS: timedelta(days=60)}

    assert client.max_window(source) == documented.get(source)


@pytest.mark.parametrize("source", [Source.ORDERS, Source.SETTLEMENT, Source.CSV])
def test_a_source_that_is_no_report_is_said_to_be_none(source):
    with pytest.raises(UsageProblem, match="does not come as a report"):
        report_kind(source)
