"""What the books prove of every issuance of one order, and what of them nobody explains.

One book at a time, and books are never added: each is asked what it shows, and whoever shows most
is heard. Money by our own key is ours beyond doubt; else line and amount must tell, and where they
could tell of several, of none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from seller_credits.domain.issuances import Issuance, LineShare
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, MoneyRow
from seller_credits.issuance.matching import Claim, is_of_line, matched
from seller_credits.issuance.movements import are_twins, instant_of, without_pairs, without_twin

SETTLEMENT = "settlement"
"""The book whose word is final: what was paid out."""

CLOCKS = timedelta(hours=24)
"""How far before its intent a refund may be booked: the marketplace's clock may be behind ours."""


class Shown(IntEnum):
    """What a book shows of an issuance; of several books, the highest is heard."""

    NOTHING = 0
    UNCLEAR = 1
    """It may be its movement, or another one's: it cannot be told."""
    LESS = 2
    """Less than was meant."""
    OTHER = 3
    """Another amount, another line, or it was taken back."""
    EXACT = 4
    TWICE = 5


@dataclass(frozen=True, slots=True)
class Claimant:
    """An issuance that may explain movements of money.

    Attributes:
        since: aware; what was booked before cannot be it.
        known: keys of the movements that were known when it left the house.
        is_late: it was taken for nothing: rejected or absent.
        by_hand: a person did it, and said how much; how it was spread over lines is not certain.
        closed_at: when a person settled it; whatever was known then is explained by that.
        known_at_close: keys of the movements that were known then.
    """

    issuance: Issuance
    since: datetime
    known: frozenset[str] = frozenset()
    is_late: bool = False
    by_hand: bool = False
    closed_at: datetime | None = None
    known_at_close: frozenset[str] = frozenset()

    @property
    def shares(self) -> Sequence[LineShare]:
        """What each line is to get; the whole for no line in particular where none is told."""
        told = [share for share in self.issuance.lines if share.amount]
        return told or [LineShare(None, None, self.issuance.amount)]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the books show of one issuance.

    Attributes:
        book: the one that is heard; empty where none shows anything.
        by_key: it is shown under our own key.
        rows: the movements it is about, of that book.
    """

    shown: Shown
    book: str = ""
    by_key: bool = False
    rows: tuple[MoneyRow, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether nothing more can come: it is paid out."""
        return self.shown is Shown.EXACT and (self.by_key or self.book == SETTLEMENT)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the books show of an order.

    Attributes:
        findings: by issuance id; of those a person settled there is none.
        unexplained: movements that no issuance explains, each once: of the book that shows most.
        unexplained_keys: their keys, of every book.
    """

    findings: Mapping[str, Finding]
    unexplained: tuple[MoneyRow, ...]
    unexplained_keys: frozenset[str]


def prove(claimants: Sequence[Claimant], money: Iterable[MoneyRow]) -> Proof:
    """What the books show of an order's issuances.

    Args:
        claimants: everything that was issued for the order or done elsewhere, oldest first.
        money: all movements of the order, of every book; what was not given is left out.
    """
    books: defaultdict[str, list[MoneyRow]] = defaultdict(list)
    for row in sorted(money, key=lambda row: (instant_of(row), row.key)):
        if row.kind in GIVEN and row.amount.amount:
            books[row.book].append(row)
    asked = [_Book(claimants, name, dict(books)).read() for name in sorted(books)]
    findings = {}
    for each in claimants:
        name = each.issuance.issuance_id
        if each.closed_at is None:
            told = [book.findings[name] for book in asked]
            findings[name] = max(told, key=_weight, default=Finding(Shown.NOTHING))
    left = [book.left(findings) for book in asked]
    keys = frozenset(row.key for rows in left for row in rows)
    return Proof(findings, _each_once(left), keys)


def _weight(finding: Finding) -> tuple[bool, Shown, bool]:
    """A key beats all else, but for less: the rest may be in the next settlement."""
    return finding.by_key and finding.shown > Shown.LESS, finding.shown, finding.is_final


def _each_once(left: Iterable[Sequence[MoneyRow]]) -> tuple[MoneyRow, ...]:
    """What is left of several books, a movement that two of them show only once."""
    most: dict[Money, list[MoneyRow]] = {}
    for rows in left:
        of_amount: defaultdict[Money, list[MoneyRow]] = defaultdict(list)
        for row in rows:
            of_amount[row.amount].append(row)
        for amount, found in of_amount.items():
            if len(found) > len(most.get(amount, ())):
                most[amount] = found
    return tuple(row for found in most.values() for row in found)


class _Book:
    """One book, read for all issuances of the order at once."""

    def __init__(
        self, claimants: Sequence[Claimant], name: str, books: Mapping[str, Sequence[MoneyRow]]
    ) -> None:
        self._name = name
        self._books = books
        self._open = [each for each in claimants if each.closed_at is None]
        self._rows = list(books[name])
        for each in claimants:
            if each.closed_at is not None:
                self._rows = _after_close(self._rows, each)
        self.findings: dict[str, Finding] = {}
        self._left: list[MoneyRow] = []
        self._beside: dict[str, list[MoneyRow]] = {}

    def read(self) -> _Book:
        """Find out what it shows of each."""
        keyed = self._by_key()
        rest = [each for each in self._open if each.issuance.issuance_id not in keyed]
        rows = [row for row in self._rows if row.amount.amount > 0]
        back = [row for row in self._rows if row.amount.amount < 0]
        claims = [claim for each in rest for claim in self._claims(each, rows)]
        found = matched(claims, rows)
        own: defaultdict[str, list[MoneyRow]] = defaultdict(list)
        for claim, row in zip(claims, found.rows, strict=True):
            if row is not None:
                own[claim.issuance_id].append(row)
        spare, back = without_pairs(found.spare, back)
        unsure = {c.issuance_id for c, sure in zip(claims, found.sure, strict=True) if not sure}
        for each in rest:
            name = each.issuance.issuance_id
            mine = [claim for claim in claims if claim.issuance_id == name]
            if name in unsure:
                finding = self._not_explained(each, mine, own[name], spare, claims)
            else:
                finding = self._explained(mine, own[name], spare, claims, back)
            beside = [row for row in finding.rows if row not in own[name]]
            spare = [row for row in spare if row not in beside]
            self._beside[name] = beside
            self.findings[name] = finding
        self._left += spare
        return self

    def left(self, heard: Mapping[str, Finding]) -> list[MoneyRow]:
        """What nobody explains, now that it is known which book is heard of each issuance."""
        found = list(self._left)
        for name, rows in self._beside.items():
            if heard[name].shown is Shown.EXACT and self.findings[name].shown is not Shown.EXACT:
                found += rows
        return found

    def _by_key(self) -> set[str]:
        """Judge what is shown under our own keys; whose keys were seen."""
        names = {each.issuance.issuance_id: each for each in self._open}
        own: defaultdict[str, list[MoneyRow]] = defaultdict(list)
        others: list[MoneyRow] = []
        for row in self._rows:
            name = (row.adjustment_id or "").rpartition("-")[0]
            (own[name] if name in names else others).append(row)
        self._rows = others
        for name, rows in own.items():
            self.findings[name] = Finding(
                _shown_by_key(names[name], rows), self._name, by_key=True, rows=tuple(rows)
            )
        return set(own)

    def _claims(self, each: Claimant, rows: Sequence[MoneyRow]) -> list[Claim]:
        may_be = self._may_be(each, rows)
        shares: Sequence[LineShare] = each.shares
        if each.by_hand:
            shares = [_whole(each)]
        return [
            Claim(each.issuance.issuance_id, share, share.amount, may_be, each.is_late)
            for share in shares
            if share.amount is not None
        ]

    def _may_be(self, each: Claimant, rows: Sequence[MoneyRow]) -> frozenset[str]:
        """Keys of what can be its at all: news when it left, also if this book was read later."""
        news = [
            row
            for row in rows
            if row.key not in each.known
            and instant_of(row) >= each.since
            and row.adjustment_id is None
        ]
        for name, book in self._books.items():
            if name != self._name:
                for old in book:
                    if old.key in each.known and not self._has_known_twin(old, each, rows):
                        news = without_twin(news, old, each.known)
        return frozenset(row.key for row in news)

    def _has_known_twin(self, old: MoneyRow, each: Claimant, rows: Sequence[MoneyRow]) -> bool:
        """Whether this book had shown the same before as well, so that it is left out already."""
        return any(row.key in each.known and are_twins(row, old) for row in rows)

    def _explained(
        self,
        mine: Sequence[Claim],
        own: Sequence[MoneyRow],
        spare: Sequence[MoneyRow],
        claims: Sequence[Claim],
        back: Sequence[MoneyRow],
    ) -> Finding:
        """Each of its lines has its movement: once, twice, or it was taken back again."""
        if any(is_of_line(gone, claim.line) for gone in back for claim in mine):
            taken = [gone for gone in back if any(is_of_line(gone, c.line) for c in mine)]
            return Finding(Shown.OTHER, self._name, rows=(*own, *taken))
        again = []
        for claim in mine:
            alike = [row for row in spare if row not in again and _is_another(row, claim)]
            has_rivals = any(
                other.amount == claim.amount and other.issuance_id != claim.issuance_id
                for other in claims
            )
            if has_rivals or not alike:
                return Finding(Shown.EXACT, self._name, rows=tuple(own))
            again.append(alike[0])
        return Finding(Shown.TWICE, self._name, rows=(*own, *again))

    def _not_explained(
        self,
        each: Claimant,
        mine: Sequence[Claim],
        own: Sequence[MoneyRow],
        spare: Sequence[MoneyRow],
        claims: Sequence[Claim],
    ) -> Finding:
        """Not each of its lines has a movement of its own amount: what else there is."""
        rivals = [c for c in claims if c.issuance_id != each.issuance.issuance_id]
        wanted = {(claim.amount, key) for claim in mine for key in claim.may_be}
        if any((c.amount, key) in wanted for c in rivals for key in c.may_be) and self._is_shown(
            mine
        ):
            return Finding(Shown.UNCLEAR, self._name)
        if each.is_late:
            return Finding(Shown.NOTHING)
        may_be = mine[0].may_be
        beside = [
            row
            for row in spare
            if row.key in may_be and any(is_of_line(row, claim.line) for claim in mine)
        ]
        rows = (*own, *beside)
        if not rows:
            return Finding(Shown.NOTHING)
        amount = each.issuance.amount
        assert amount is not None
        if any(row.amount.currency != amount.currency for row in rows):
            return Finding(Shown.OTHER, self._name, rows=rows)
        total = sum((row.amount for row in rows), Money.zero(amount.currency))
        if total == amount and (each.by_hand or _fits_lines(mine, rows)):
            return Finding(Shown.EXACT, self._name, rows=rows)
        return Finding(Shown.LESS if total < amount else Shown.OTHER, self._name, rows=rows)

    def _is_shown(self, mine: Sequence[Claim]) -> bool:
        """Whether this book shows a movement that could be one of these."""
        return any(
            row.amount == claim.amount and row.key in claim.may_be and is_of_line(row, claim.line)
            for row in self._rows
            for claim in mine
        )


def _whole(each: Claimant) -> LineShare:
    """What a person did, as one amount: of its line where it names just one."""
    shares = each.shares
    if len(shares) == 1:
        return shares[0]
    return LineShare(None, None, each.issuance.amount)


def _after_close(rows: Sequence[MoneyRow], closed: Claimant) -> list[MoneyRow]:
    """What a person who settled a case cannot have meant: it came later."""
    assert closed.closed_at is not None
    if any(row.key in closed.known_at_close for row in rows):
        return [row for row in rows if row.key not in closed.known_at_close]
    return [row for row in rows if instant_of(row) > closed.closed_at]


def _shown_by_key(each: Claimant, rows: Sequence[MoneyRow]) -> Shown:
    amount = each.issuance.amount
    assert amount is not None
    if any(row.amount.currency != amount.currency for row in rows):
        return Shown.OTHER
    wanted = {number: share.amount for number, share in enumerate(each.issuance.lines, 1)}
    zero = Money.zero(amount.currency)
    total, exact, twice = zero, True, True
    for number, share in wanted.items():
        own = f"{each.issuance.issuance_id}-{number}"
        got = sum((row.amount for row in rows if row.adjustment_id == own), zero)
        exact &= got == (share or zero)
        twice &= got == (share or zero) * 2
        total += got
    if exact:
        return Shown.EXACT
    if twice:
        return Shown.TWICE
    return Shown.LESS if total < amount else Shown.OTHER


def _is_another(row: MoneyRow, claim: Claim) -> bool:
    return row.amount == claim.amount and row.key in claim.may_be and is_of_line(row, claim.line)


def _fits_lines(mine: Sequence[Claim], rows: Sequence[MoneyRow]) -> bool:
    """Whether each line got its amount, in whatever parts; of what names no line, the total."""
    if any(row.order_item_id is None and row.sku is None for row in rows):
        return True
    sums: defaultdict[int, Money] = defaultdict(lambda: Money.zero(mine[0].amount.currency))
    for row in rows:
        owner = next((n for n, claim in enumerate(mine) if is_of_line(row, claim.line)), None)
        if owner is None:
            return False
        sums[owner] += row.amount
    return all(sums[n] == claim.amount for n, claim in enumerate(mine))
