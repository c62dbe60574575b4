"""Report files as a seller downloads them, and as the API serves them: bytes in, nouns out."""

from seller_credits.marketplace.files.recognise import KNOWN_KINDS
from seller_credits.marketplace.files.report import ReportFile, open_report

__all__ = ["KNOWN_KINDS", "ReportFile", "open_report"]
