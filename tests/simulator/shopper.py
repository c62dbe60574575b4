"""A plain client for these tests: it logs in, turns pages and follows reports."""

from __future__ import annotations

import csv
import gzip
import io
import re
import time

import httpx

CODE_PAGES = {"windows-31j": "cp932"}
"""What Python calls a code page, where it is not what the marketplace calls it."""

ORDERS = "/orders/2026-01-01/orders"
REPORTS = "/reports/2021-06-30/reports"
DOCUMENTS = "/reports/2021-06-30/documents"
EVERYTHING = (
    "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT"
)
LONG_AGO = "2020-01-01T00:00:00Z"

MERCHANT_RETURNS = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"
XML_RETURNS = "GET_XML_RETURNS_DATA_BY_RETURN_DATE"
FULFILMENT_RETURNS = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
FEEDBACK = "GET_SELLER_FEEDBACK_DATA"
REPLACEMENTS = "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA"
PRIME_RETURNS = "GET_CSV_MFN_PRIME_RETURNS_REPORT"
XML_PRIME_RETURNS = "GET_XML_MFN_PRIME_RETURNS_REPORT"
SETTLEMENT = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
PERFORMANCE = "GET_V2_SELLER_PERFORMANCE_REPORT"
BY_UPDATE = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL"
BY_ORDER_DATE = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"


class Shopper:
    """Talks to a simulator over the HTTP client it is given."""

    def __init__(self, connection, http):
        self.connection = connection
        self.http = http
        self.token = None

    def login(self, **changes):
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.connection.refresh_token,
            "client_id": self.connection.client_id,
            "client_secret": self.connection.client_secret,
        }
        form = {key: value for key, value in (form | changes).items() if value is not None}
        return self.http.post(self.connection.token_endpoint, data=form)

    def call(self, method, path, **options):
        if self.token is None:
            self.token = self.login().json()["access_token"]
        headers = {"x-amz-access-token": self.token} | options.pop("headers", {})
        return self.http.request(
            method, self.connection.endpoint + path, headers=headers, **options
        )

    def get(self, path, **params):
        return self.call("GET", path, params=params)

    def search(self, **params):
        return self.get(ORDERS, **params)

    def orders(self, **params):
        asked = {"createdAfter": LONG_AGO, "includedData": EVERYTHING} | params
        found, token = [], {}
        while True:
            page = self.search(**asked, **token).json()
            found += page["orders"]
            if "pagination" not in page:
                return found
            token = {"paginationToken": page["pagination"]["nextToken"]}

    def ask(self, report_type, **body):
        asked = {"reportType": report_type, "marketplaceIds": self.connection.marketplaces}
        return self.call("POST", REPORTS, json=asked | body)

    def follow(self, report_id):
        for _ in range(200):
            report = self.get(f"{REPORTS}/{report_id}").json()
            if report["processingStatus"] not in {"IN_QUEUE", "IN_PROGRESS"}:
                return report
            time.sleep(0.01)
        raise AssertionError("the report was never ready")

    def report(self, report_type, **body):
        return self.follow(self.ask(report_type, **body).json()["reportId"])

    def link(self, report, **params):
        return self.get(f"{DOCUMENTS}/{report['reportDocumentId']}", **params).json()

    def text(self, report_type, **body):
        """Return the text of a report in the charset its download names; empty if cancelled."""
        report = self.report(report_type, **body)
        return "" if report["processingStatus"] == "CANCELLED" else self.text_of(report)

    def text_of(self, report):
        answer = self.http.get(self.link(report)["url"])
        charset = re.search(r"charset=(\S+)", answer.headers["content-type"])[1]
        return gzip.decompress(answer.content).decode(CODE_PAGES.get(charset, charset))

    def settlements(self):
        """Return the report and the text of every settlement there is, newest first."""
        asked = {"reportTypes": SETTLEMENT, "pageSize": 100}
        return [
            (report, self.text_of(report))
            for report in self.get(REPORTS, **asked).json()["reports"]
        ]

    def own_file(self, name):
        """Return the rows of one of the seller's own files."""
        text = self.http.get(f"{self.connection.endpoint}/seller/{name}.csv").text
        return list(csv.DictReader(io.StringIO(text)))

    def rows(self, report_type, **body):
        return table(self.text(report_type, **body))

    def truth(self):
        return self.http.get(self.connection.truth).json()


def table(text):
    """Return the rows of a tab-separated report as dictionaries; short rows stay short."""
    lines = [line.split("\t") for line in text.splitlines()]
    if not lines:
        return []
    header, *rows = lines
    return [dict(zip(header, row, strict=False)) for row in rows]


def poll(read, status):
    """Read until the status is final, and return what was read; it must be DONE."""
    for _ in range(200):
        report = read()
        if status(report) not in {"IN_QUEUE", "IN_PROGRESS"}:
            assert status(report) == "DONE"
            return report
        time.sleep(0.01)
    raise AssertionError("it was never done")


def client():
    return httpx.Client(timeout=20)
