"""Opening a report file: what it is, how it is encoded, and its rows as the house's nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.records import Record, Skipped
from seller_credits.domain.settlements import Settlement, SettlementLine
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.encoding import choose_encoding
from seller_credits.marketplace.files.header import Header
from seller_credits.marketplace.files.magic import refuse_binary
from seller_credits.marketplace.files.notes import Notes
from seller_credits.marketplace.files.recognise import recognise
from seller_credits.marketplace.files.settlement_lines import (
    lines_moved_back,
    lines_of_sales,
    settlement_lines,
)
from seller_credits.marketplace.files.streams import open_bytes
from seller_credits.marketplace.wire.orders import BuyerOf

_HEAD = 1024 * 1024  # enough to meet a letter beyond ASCII, if the file has many


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report that was recognised. Holds no open file; it is opened while its rows are read.

    Attributes:
        name: what a seller calls it; begins every message about it.
        layout: what it is, in a seller's words.
        encoding: the Python codec it is read with.
        marketplace: code of the store it is from, as far as anybody said.
        warnings: what a seller should know; grows while the rows are read.
        new_columns: names of columns that are not known and not read, as they stand.
    """

    source: Source
    name: str
    layout: str
    encoding: str
    marketplace: str | None
    warnings: list[str]
    new_columns: list[str]
    _document: Document = field(repr=False)
    _kind: Kind = field(repr=False)

    def records(self) -> Iterator[Record | Skipped]:
        """One record, or one skipped row with its reason, for each data row.

        Clean rows may come together in one `CleanRow` that says how many they are.

        To be read through once: a second reading repeats the warnings.

        Raises:
            UnreadableSource: the file breaks off or makes no sense from some row on; the rows
                given before are good.
        """
        return self._kind.read(self._document)

    def settlement_lines(self) -> Iterator[SettlementLine | Settlement | Skipped]:
        """Every line of a settlement file, and each settlement after its own lines.

        Raises:
            UnreadableSource: it is no settlement file; or as `records` does.
        """
        self._must_be_a_settlement()
        return settlement_lines(self._document)

    def lines_moved_back(self) -> Iterator[SettlementLine | Settlement | Skipped]:
        """Lines of refunds, claims, chargebacks and reimbursements of a settlement file.

        After its lines comes each piece of a settlement, added up over all its rows: another file
        may hold the rest of it.

        Raises:
            UnreadableSource: as `settlement_lines` does.
        """
        self._must_be_a_settlement()
        return lines_moved_back(self._document)

    def lines_of_sales(self, orders: Callable[[str], bool]) -> Iterator[SettlementLine]:
        """Lines of a settlement file's sales.

        Args:
            orders: whether an order, its id verbatim, is asked for.

        Raises:
            UnreadableSource: as `settlement_lines` does.
        """
        self._must_be_a_settlement()
        return lines_of_sales(self._document, orders)

    def _must_be_a_settlement(self) -> None:
        if self.source is not Source.SETTLEMENT:
            raise UnreadableSource(
                f"{self.name}: a settlement file is needed, and this is: {self.layout}",
                hint="Download the settlement as a flat file (V2) from Reports > Payments.",
            )


def open_report(
    path: Path,
    *,
    name: str | None = None,
    source: Source | None = None,
    marketplace: str | None = None,
    charset: str | None = None,
    api: bool = False,
    buyer_of: BuyerOf | None = None,
) -> ReportFile:
    """Recognise a report file by its first lines.

    Args:
        path: the file; gzip is unpacked on the way.
        name: what to call it; its file name where nothing is given.
        source: what the seller says it is; the file must fit all the same.
        marketplace: code of the store it is from: it settles dates and currencies.
        charset: the encoding an HTTP header stated, if any.
        api: whether it came over the marketplace's API rather than from the seller.
        buyer_of: makes a keyed hash of a buyer's address; None leaves buyers unread.

    Raises:
        UnreadableSource: it cannot be read, is empty, or is no report that is known.
    """
    name = name or path.name
    notes = Notes()
    store = find_marketplace(marketplace)
    first, broken_off = _first_block(path, name)
    refuse_binary(first, name)
    japanese = store.code == "JP" if store else None
    encoding = choose_encoding(first, charset=charset, japanese=japanese, notes=notes)
    head = _head(first.decode(encoding, errors="replace"), name)
    if broken_off is not None and "\n" not in head.text:
        raise broken_off
    kind = recognise(head, name, source)
    new_columns = _new_columns(head.header, kind)
    code = store.code if store else marketplace
    told = (path, name, kind.source, code, store, api, encoding, head.header, notes)
    document = Document(*told, buyer_of)
    layout = f"{kind.title} ({head.header.separation})" if kind.columns else kind.title
    return ReportFile(
        kind.source, name, layout, encoding, code, notes.lines, new_columns, document, kind
    )


def _first_block(path: Path, name: str) -> tuple[bytes, UnreadableSource | None]:
    """What the file begins with, and what is wrong where it breaks off already in there.

    Rows before the break are good: that it breaks off is told after they are read.
    """
    first = bytearray()
    try:
        with open_bytes(path, name) as plain:
            while len(first) < _HEAD and (chunk := plain.read1(_HEAD - len(first))):
                first += chunk
    except UnreadableSource as broken_off:
        if not first:
            raise
        return bytes(first), broken_off
    return bytes(first), None


def _head(text: str, name: str) -> Head:
    if not text:
        raise UnreadableSource(f"{name}: the file is empty", hint="Download the report again.")
    if text.isspace():
        raise UnreadableSource(
            f"{name}: the file holds blanks only", hint="Download the report again."
        )
    return Head.of(text)


def _new_columns(header: Header, kind: Kind) -> list[str]:
    if kind.columns.isdisjoint(header.keys):
        return []  # no table, or one that is read by position
    return [
        column
        for column, key in zip(header.names, header.keys, strict=True)
        if key and key not in kind.columns
    ]
