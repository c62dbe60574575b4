"""Settlements put together from the files that have pieces of them, each proven or marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.settlements import Settlement
from seller_credits.measurement.audit.findings import Proven


@dataclass(frozen=True, slots=True)
class Piece:
    """What one file has of one settlement."""

    file: str
    settlement: Settlement

    @property
    def key(self) -> tuple[str, str]:
        """Which piece it is: of a file and a settlement."""
        return self.file, self.settlement.settlement_id

    @property
    def is_whole(self) -> bool:
        """It alone adds up to what it states."""
        missing = self.settlement.missing
        return missing is not None and not missing


@dataclass(frozen=True, slots=True)
class Books:
    """All settlements, and which pieces of them are counted.

    Attributes:
        counted: keys of the pieces whose lines count; those of the others are there once more.
        proven: ids of the settlements that add up.
    """

    settlements: tuple[Proven, ...]
    counted: frozenset[tuple[str, str]]
    proven: frozenset[str]


def put_together(pieces: Iterable[Piece]) -> Books:
    """Put the pieces of each settlement together, and prove it.

    A piece that adds up by itself is the settlement, and others that state its total are there once
    more: a file given twice, or the same settlement in another layout. Else equal pieces count
    once, unless it takes them all to add up.
    """
    of_settlement: dict[str, list[Piece]] = {}
    for piece in pieces:
        of_settlement.setdefault(piece.settlement.settlement_id, []).append(piece)
    settlements, counted = [], set[tuple[str, str]]()
    for name in sorted(of_settlement):
        for parts in _by_total(_merged(sorted(of_settlement[name], key=lambda each: each.file))):
            own = _counted(parts)
            counted.update(piece.key for piece in own)
            settlements.append(_proven(name, own, [each for each in parts if each not in own]))
    in_doubt = {each.settlement_id for each in settlements if not each.is_whole}
    return Books(tuple(settlements), frozenset(counted), frozenset(of_settlement) - in_doubt)


def _by_total(parts: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that may belong together: what states another total is another settlement."""
    groups: dict[Money, list[Piece]] = {}
    for part in parts:
        if part.settlement.stated is not None:
            groups.setdefault(part.settlement.stated, []).append(part)
    unstated = [part for part in parts if part.settlement.stated is None]
    first, *others = groups.values() or [[]]
    return [sorted([*first, *unstated], key=lambda each: each.file), *others]


def _merged(parts: Sequence[Piece]) -> list[Piece]:
    """One piece for each file: one that comes back to a settlement has it in several."""
    merged: dict[str, Piece] = {}
    for part in parts:
        known = merged.get(part.file)
        merged[part.file] = part if known is None else Piece(part.file, _joined(known, part))
    return list(merged.values())


def _joined(one: Piece, other: Piece) -> Settlement:
    a, b = one.settlement, other.settlement
    told = a if a.stated is not None else b
    return Settlement(
        a.settlement_id,
        *(told.since, told.until, told.deposited, told.stated),
        _added([one, other]),
        a.rows + b.rows,
        a.fingerprint + b.fingerprint,
    )


def _counted(parts: Sequence[Piece]) -> list[Piece]:
    whole = next((part for part in parts if part.is_whole and part.settlement.rows), None)
    if whole is None:
        distinct = _distinct(parts)
        return list(parts) if not _fits(distinct) and _fits(parts) else distinct
    # What goes on where another file ends states no total; if it comes to nought, it fits as well.
    others = _distinct([part for part in parts if part.settlement.stated is None])
    comes_to = _added(others) if others else None
    return [whole, *others] if comes_to is not None and not comes_to else [whole]


def _fits(parts: Sequence[Piece]) -> bool:
    """They add up to the total one of them states."""
    told = (each.settlement.stated for each in parts)
    stated = next((each for each in told if each is not None), None)
    return stated is not None and _added(parts) == stated


def _distinct(parts: Sequence[Piece]) -> list[Piece]:
    seen, own = set(), []
    for part in parts:
        what = part.settlement.rows, part.settlement.fingerprint
        if what not in seen or not part.settlement.rows:
            own.append(part)
        seen.add(what)
    return own


def _added(parts: Sequence[Piece]) -> Money | None:
    """What they add up to; None where one of them has something unread, or in another currency."""
    amounts = [part.settlement.added for part in parts if part.settlement.rows]
    currencies = {each.currency for each in amounts if each is not None}
    if None in amounts or len(currencies) > 1:
        return None
    if not currencies:
        return parts[0].settlement.added
    return Money(sum((each.amount for each in amounts if each), Decimal(0)), currencies.pop())


def _proven(name: str, own: Sequence[Piece], twins: Sequence[Piece]) -> Proven:
    stating = (each.settlement for each in own if each.settlement.stated is not None)
    told = next(stating, own[0].settlement)
    added = _added(own)
    return Proven(
        name,
        _day(told.since),
        _day(told.until),
        tuple(each.file for each in own),
        tuple(each.file for each in twins),
        told.stated,
        added,
        is_whole=told.stated is not None and added == told.stated,
    )


def _day(when: datetime | date | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when
