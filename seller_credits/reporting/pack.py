"""The appeal pack: all there is about one order, on one page, for somebody who must be convinced.

The same ledger gives the same page, byte by byte: nothing in it is of the moment it was made.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seller_credits.domain.facts import value_text
from seller_credits.ledger.evidence import Kept
from seller_credits.reporting import words
from seller_credits.reporting.approvals import told_of
from seller_credits.reporting.page import page_environment, style_of
from seller_credits.reporting.rows import moment_of
from seller_credits.reporting.story import StoryLine

_SHOWN_BYTES = 8 * 1024 * 1024
"""A larger picture is named by its digest, and not shown: the page is to be mailed."""
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One piece of evidence, with what is in it.

    Attributes:
        content: None where the file is missing, or is not what it was any more.
        link: where it lies beside the page; empty where it does not.
    """

    kept: Kept
    content: bytes | None
    link: str = ""

    @property
    def picture(self) -> str:
        """A picture as an address that holds it; empty where it is none, or too large."""
        content = self.content
        if content is None or len(content) > _SHOWN_BYTES:
            return ""
        for sign, kind in _PICTURES:
            if content.startswith(sign):
                return f"data:{kind};base64,{base64.b64encode(content).decode()}"
        return ""

    @property
    def state(self) -> str:
        """Whether it is still what was kept."""
        if self.content is None:
            return "MISSING, or not what was kept any more"
        return f"{len(self.content):,} bytes, unchanged since"


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything about one order, in the order it is shown.

    Attributes:
        suggestions: as `workflow.explaining` tells them, the latest of each issue last.
        money: movements of money the marketplace's books showed, as they were recorded.
        issuances: as `issuance_item` gives them.
        policies: name and text of every version that decided something, by its digest.
        entries: lines of JSON by which the story can be proven.
        checkpoint: how far the account's chain reaches: `ACCOUNT SEQ HASH`.
        as_of: when the last entry about it was written.
    """

    account: str
    order_id: str
    issues: Sequence[Mapping[str, Any]]
    suggestions: Sequence[Mapping[str, Any]]
    issuances: Sequence[Mapping[str, Any]]
    money: Sequence[Mapping[str, Any]]
    story: Sequence[StoryLine]
    evidence: Sequence[KeptFile]
    policies: Mapping[str, tuple[str, str]]
    entries: Sequence[bytes]
    checkpoint: str
    as_of: str


def page_of(pack: Pack) -> str:
    """The page: one file that needs nothing else, to be mailed, or printed as a PDF."""
    environment = page_environment()
    style, style_hash = style_of(environment)
    return environment.get_template("pack.html").render(
        pack=pack,
        style=style,
        style_hash=style_hash,
        heading=f"Order {pack.order_id}",
        issues=[_issue(each) for each in pack.issues],
        as_of=moment_of(pack.as_of),
        decisions=[_decision(each) for each in pack.suggestions if not _is_past(each)],
        earlier=[_decision(each) for each in pack.suggestions if _is_past(each)],
        issued=[_issued(each) for each in pack.issuances],
    )


def _is_past(suggestion: Mapping[str, Any]) -> bool:
    return str(suggestion["status"]) == "superseded"


def _issue(issue: Mapping[str, Any]) -> dict[str, Any]:
    occurred = issue["occurred_at"]
    return {
        "what": words.what_happened(issue),
        "when": words.day(occurred) if occurred else "not known when",
        "found": moment_of(issue["detected_at"]),
        "sku": issue["sku"] or "",
        "evidence": issue["evidence"],
    }


def _decision(story: Mapping[str, Any]) -> dict[str, Any]:
    policy = story.get("policy") or "no policy"
    return {
        "id": story["suggestion_id"],
        "status": story["status"],
        "what": words.what_to_do(story),
        "amount": words.how_much(story),
        "about": words.what_happened(story),
        "reasons": story["reasons"],
        "policy": f"{policy} {str(story['policy_digest'])[:12]}",
        "facts": list(_facts(story)),
        "trace": story["trace"],
        "replayed": story["replayed"],
        "letter": (story.get("letter") or {}).get("text", ""),
    }


def _facts(story: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    shown_by = story.get("shown_by") or {}
    for name, value in story["facts"].items():
        yield name, value_text(value), shown_by.get(name, "")


def _issued(issuance: Mapping[str, Any]) -> dict[str, Any]:
    amount = f"{issuance['amount']} {issuance['currency']}" if issuance["amount"] else ""
    return {
        "what": words.what_to_do(issuance),
        "amount": amount,
        "status": issuance["status"],
        "said": told_of(issuance, issuance),
        "key": issuance["issuance_id"],
        "feed": issuance["feed_id"] or "",
        "reference": issuance["reference"] or "",
    }
