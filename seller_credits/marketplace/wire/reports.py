"""What the Reports API 2021-06-30 answers, as far as this program reads it."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

_FINAL = frozenset({"DONE", "CANCELLED", "FATAL"})


class CreatedReport(BaseModel):
    """createReport: the id of the report that will be made."""

    id: str = Field(alias="reportId", min_length=1)


class Report(BaseModel):
    """getReport: one report and how far it has come.

    Attributes:
        document_id: of what it holds, or of why it failed; None where there is neither.
        since, until: the window it was asked for; Amazon fills in what was not named.
    """

    id: str = Field(alias="reportId", min_length=1)
    status: Literal["IN_QUEUE", "IN_PROGRESS", "DONE", "CANCELLED", "FATAL"] = Field(
        alias="processingStatus"
    )
    document_id: str | None = Field(default=None, alias="reportDocumentId")
    created: AwareDatetime = Field(alias="createdTime")
    since: AwareDatetime | None = Field(default=None, alias="dataStartTime")
    until: AwareDatetime | None = Field(default=None, alias="dataEndTime")

    @property
    def is_final(self) -> bool:
        """Whether it will not change any more."""
        return self.status in _FINAL


class ReportList(BaseModel):
    """getReports: one page of them."""

    reports: list[Report]


class DocumentLink(BaseModel):
    """getReportDocument, getFeedDocument: where a document lies for five minutes.

    The link is a key to the document, so it never shows.
    """

    url: str = Field(repr=False, min_length=1)
    compression: Literal["GZIP"] | None = Field(default=None, alias="compressionAlgorithm")
