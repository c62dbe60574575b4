"""Gathers everything about one order for whoever must be shown it, and writes it down."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from seller_credits.domain.errors import UsageProblem
from seller_credits.ledger import exporting
from seller_credits.ledger.chain import Entry
from seller_credits.ledger.evidence import EvidenceFiles, Kept
from seller_credits.ledger.interface import Filter
from seller_credits.ledger.sql_ledger import SqlLedger
from seller_credits.reporting.approvals import issuance_item
from seller_credits.reporting.pack import KeptFile, Pack, page_of
from seller_credits.reporting.story import line_of
from seller_credits.workflow.explaining import explained

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The one date every file in an archive bears, so that the same pack is the same file."""
_LONGEST = 80


def packed(ledger: SqlLedger, files: EvidenceFiles, order_id: str) -> Pack:
    """Everything the ledger has about an order.

    Args:
        ledger: open.
        files: the evidence of the same home.
        order_id: as the marketplace writes it.

    Raises:
        UsageProblem: the ledger knows nothing of it.
    """
    entries = list(ledger.history(order_id))
    if not entries:
        raise UsageProblem(
            f"The ledger knows nothing of order {order_id}.",
            hint="List the orders it knows: seller-credits issues",
        )
    account = entries[0].account
    entries = [each for each in entries if each.account == account]
    about = Filter(account=account, orders=frozenset({order_id}), current=False)
    suggestions = [explained(ledger, each) for each in ledger.suggestions(about)]
    told = [_told(entry) for entry in entries]
    mark = next(each for each in ledger.checkpoints() if each.account == account)
    return Pack(
        account=account,
        order_id=order_id,
        issues=list(_issues(ledger, about)),
        suggestions=suggestions,
        issuances=[issuance_item(each) for each in ledger.issuances(account, order_ids=[order_id])],
        money=_money(told),
        story=[line_of(each) for each in told],
        evidence=[_file(files, each) for each in ledger.evidence(account, order_id)],
        policies=_policies(ledger, told),
        entries=[exporting.line(entry) for entry in entries],
        checkpoint=f"{mark.account} {mark.seq} {mark.hash}",
        as_of=told[-1]["at"],
    )


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "seq": entry.seq,
        "kind": entry.kind,
        "payload": orjson.loads(entry.payload),
    }


def _issues(ledger: SqlLedger, about: Filter) -> Iterator[dict[str, Any]]:
    for issue in ledger.issues(about):
        words = ledger.comments([proof["key"] for proof in issue["evidence"]])
        proofs = [{**proof, "comment": words.get(proof["key"], "")} for proof in issue["evidence"]]
        yield {**issue, "evidence": proofs}


def _money(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each movement once, as it was last seen."""
    rows = {
        each["payload"]["key"]: each["payload"] for each in told if each["kind"] == "money_seen"
    }
    return list(rows.values())


def _policies(ledger: SqlLedger, told: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """Every version that ever suggested something for the order, the first one first."""
    digests = (each["payload"].get("policy_digest") for each in told if each["kind"] == "suggested")
    texts = {digest: ledger.policy_text(digest) for digest in digests if digest}
    return {digest: text for digest, text in texts.items() if text is not None}


def _file(files: EvidenceFiles, kept: Kept) -> KeptFile:
    try:
        content = files.path_of(kept.digest).read_bytes()
    except OSError:
        return KeptFile(kept, None)
    return KeptFile(kept, content if sha256(content).hexdigest() == kept.digest else None)


def write_pack(pack: Pack, path: Path) -> None:
    """Write a pack: one page, an archive, or a folder, as the path's ending says.

    Args:
        pack: what is written.
        path: `FILE.html`, `FILE.zip`, or a folder that is not there yet.

    Raises:
        UsageProblem: it is there already.
        OSError: it cannot be written.
    """
    if path.exists():
        raise UsageProblem(f"{path} is there already.", hint="Name another file or folder.")
    if path.suffix.lower() in {".html", ".htm"}:
        path.write_text(page_of(pack), encoding="utf-8", newline="\n")
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
            _each(pack, lambda name, content: _put(archive, name, content))
    else:
        path.mkdir(mode=0o700, parents=True)
        _each(pack, lambda name, content: _save(path / name, content))


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    told = zipfile.ZipInfo(name, _OLDEST)
    told.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(told, content)


def _save(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def _each(pack: Pack, write: Callable[[str, bytes], None]) -> None:
    """Every file of a pack, and last the digests of all of them."""
    digests = []
    for name, content in _files(pack):
        write(name, content)
        digests.append(f"{sha256(content).hexdigest()}  {name}\n")
    write("SHA256SUMS", "".join(digests).encode())


def _files(pack: Pack) -> Iterator[tuple[str, bytes]]:
    linked = [_linked(each) for each in pack.evidence]
    yield "index.html", page_of(replace(pack, evidence=linked)).encode()
    yield "entries.jsonl", b"".join(pack.entries)
    yield "checkpoint.txt", f"{pack.checkpoint}\n".encode()
    for digest, (name, text) in pack.policies.items():
        yield f"policies/{digest[:12]}-{_safe(name)}", text.encode()
    for each in linked:
        if each.content is not None and each.link:
            yield each.link, each.content


def _linked(each: KeptFile) -> KeptFile:
    link = f"evidence/{each.kept.digest[:12]}-{_safe(each.kept.name)}"
    return replace(each, link=link if each.content is not None else "")


def _safe(name: str) -> str:
    """A name that is one on every system, and leads nowhere else."""
    return _UNSAFE.sub("-", name)[-_LONGEST:].strip(".-") or "file"
