"""Amazon's Reports API in small, on the loopback marketplace: it keeps what it was asked for."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.marketplace.loopback import DOCUMENTS, REPORTS, Reply, amazon_error, said

ROWS = b"Order ID\tReturn Reason\n111-0000000-0000001\tDEFECTIVE\n"
REST = timedelta(hours=4)


class Office:
    """Makes what it is asked for.

    `becomes` is what the next reports become, in order; after that they are DONE. `resting` types
    come CANCELLED within four hours of another that was made. Nothing has rows while `is_empty`.
    """

    def __init__(self, amazon, time):
        self._amazon = amazon
        self._time = time
        self.becomes = []
        self.resting = set()
        self.is_empty = False
        self.made = []
        amazon.answers(REPORTS, self._reports)

    def asked_elsewhere(self, report_type, since, until, status="DONE"):
        """Another program asks for a report."""
        body = {
            "reportType": report_type,
            "marketplaceIds": ["ATVPDKIKX0DER"],
            "dataStartTime": since.isoformat(),
            "dataEndTime": until.isoformat(),
        }
        return self._make(body, status)

    def forgets_everything(self):
        for report in self.made:
            self._amazon.answers(f"{REPORTS}/{report['reportId']}", amazon_error(404, "NotFound"))
        self.made.clear()

    @property
    def downloads(self):
        return [heard for heard in self._amazon.heard if heard.path.startswith("/documents/")]

    @property
    def questions(self):
        """What createReport was sent."""
        posts = [heard for heard in self._amazon.asked(REPORTS) if heard.method == "POST"]
        return [json.loads(heard.body) for heard in posts]

    def _reports(self, heard):
        if heard.method == "POST":
            body = json.loads(heard.body)
            report = self._make(body, self._status(body["reportType"]))
            return said({"reportId": report["reportId"]}, 202)
        since, kind = heard.query["createdSince"], heard.query["reportTypes"]
        since = since.replace("Z", "+00:00")
        return said(
            {
                "reports": [
                    report
                    for report in reversed(self.made)
                    if report["reportType"] == kind and report["createdTime"] >= since
                ]
            }
        )

    def _status(self, report_type):
        if self.becomes:
            return self.becomes.pop(0)
        lately = (self._time.now - REST).isoformat()
        too_soon = report_type in self.resting and any(
            report["reportType"] == report_type
            and report["createdTime"] > lately
            and report["processingStatus"] == "DONE"
            for report in self.made
        )
        return "CANCELLED" if self.is_empty or too_soon else "DONE"

    def _make(self, body, status):
        number = 50000 + len(self.made)
        report = {
            "reportId": f"{number}",
            "reportType": body["reportType"],
            "marketplaceIds": body["marketplaceIds"],
            "createdTime": self._time.now.isoformat(timespec="seconds"),
            "processingStatus": status,
        }
        window = ("dataStartTime", "dataEndTime")
        report |= {name: body[name] for name in window if name in body}
        self.made.append(report)
        self._amazon.answers(f"{REPORTS}/{number}", lambda _: said(self._told(report)))
        link = {"url": f"{self._amazon.url}/documents/{number}"}
        self._amazon.answers(f"{DOCUMENTS}/d{number}", said(link))
        self._amazon.answers(f"/documents/{number}", Reply(200, ROWS))
        return report

    @staticmethod
    def _told(report):
        """A list of states is gone through, one at each look; the last one stays."""
        states = report["processingStatus"]
        if isinstance(states, list):
            status = states.pop(0) if len(states) > 1 else states[0]
        else:
            status = states
        done = {"reportDocumentId": f"d{report['reportId']}"} if status == "DONE" else {}
        return report | {"processingStatus": status} | done
