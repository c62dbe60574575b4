from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.reports import Report
from seller_credits.marketplace.interface import Marketplace
from seller_credits.marketplace.reports.sources import report_kind


def test_the_client_is_a_marketplace(client):
    marketplace: Marketplace = client

    assert marketplace.max_window(Report.MFN_RETURNS) == timedelta(days=60)


@pytest.mark.parametrize("report", Report)
def test_a_window_is_limited_only_where_amazon_documents_it(client, report):
    documented = {Report.MFN_RETURNS: timedelta(days=60)}

    assert client.max_window(report) == documented.get(report)


@pytest.mark.parametrize("report", Report)
def test_every_report_is_asked_for_by_a_type_of_amazons(report):
    assert report_kind(report).type.startswith("GET_")
