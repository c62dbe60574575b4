"""The page a seller reads: one file that needs nothing else, on a phone, on paper, in the dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TextIO

from seller_credits.domain.issuances import FOR_A_PERSON, RESERVING
from seller_credits.reporting import words
from seller_credits.reporting.charts import WIDTH, bars
from seller_credits.reporting.ground import grounds_of
from seller_credits.reporting.page import page_environment, style_of
from seller_credits.reporting.rows import Row, decided_by, moment_of, row_of
from seller_credits.reporting.shelf import Shelf, Slip
from seller_credits.reporting.tally import Tally, kind_label
from seller_credits.reporting.urgency import Urgency, urgency_key, urgency_of_item

Item = Mapping[str, Any]

SETTLED_SHOWN = 2_000
"""So many lines with nothing to do are listed; the rest is counted. What waits is always listed."""

_PIECES_AT_ONCE = 200
_OPEN = FOR_A_PERSON | RESERVING
_FAR = 10**12


def _question(told: Item) -> dict[str, str]:
    return {
        "order": str(told["order_id"]),
        "amount": words.given(told),
        "what": str(told["what"]),
    }


def write_html(
    out: TextIO,
    *,
    items: Iterable[Item],
    coverage: Sequence[Item],
    heading: str,
    made_at: datetime,
    policy: str,
    health: Sequence[str] = (),
    in_question: Sequence[Item] = (),
) -> None:
    """Write the report of these suggestions as one self-contained page.

    Items are read once and put aside on disk, so their number hardly matters for memory.

    Args:
        out: where the page goes; it declares itself UTF-8.
        items: suggestions as the ledger lists them, in any order.
        coverage: the latest window of every source, as the ledger lists them.
        heading: what the report is about, in a few words.
        made_at: the moment (aware) that `in 31 h` counts from.
        policy: the policy's name, as a seller knows it.
        health: how the defect rate stands, a line for each store.
        in_question: what did not come out as it was meant, or what nobody here issued.

    Raises:
        ValueError: `made_at` has no time zone.
        NotMoney: an amount is no amount of money.
    """
    if made_at.tzinfo is None:
        raise ValueError(f"made_at is {made_at}, without a time zone: give an aware instant")
    environment = page_environment()
    style, style_hash = style_of(environment)
    with Shelf() as shelf:
        content = _Content(shelf, made_at)
        for item in items:
            content.add(item)
        page = environment.get_template("page.html").stream(
            style=style,
            style_hash=style_hash,
            heading=heading,
            made_at=moment_of(made_at),
            policy=policy,
            health=health,
            in_question=[_question(each) for each in in_question],
            tally=content.tally,
            bars=bars(content.tally.kinds),
            bar_width=WIDTH,
            groups=content.groups(),
            acted=content.acted(),
            acted_left=content.acted_left.most_common(),
            settled=content.settled(),
            unlisted=content.unlisted.most_common(),
            unlisted_total=content.unlisted.total(),
            grounds=grounds_of(coverage),
            Urgency=Urgency,
        )
        page.enable_buffering(_PIECES_AT_ONCE)
        out.writelines(page)


@dataclass(frozen=True, slots=True)
class _Group:
    """One group of the to-do list; its rows are read as they are written."""

    urgency: Urgency
    count: int
    rows: Iterator[Row]


@dataclass(slots=True)
class _Content:
    """The items, sorted into what waits and what does not, with their sums.

    Attributes:
        unlisted: lines with nothing to do beyond those shown, by what happened and who decided.
        acted_left: likewise what somebody acted on, by status; what is not proven, or wrong, is
            always listed.
    """

    shelf: Shelf
    now: datetime
    tally: Tally = field(default_factory=Tally)
    unlisted: Counter[tuple[str, str]] = field(default_factory=Counter)
    _waiting: dict[Urgency, list[Slip]] = field(default_factory=dict)
    _settled: list[Slip] = field(default_factory=list)
    acted_left: Counter[str] = field(default_factory=Counter)
    _acted: list[Slip] = field(default_factory=list)

    def add(self, item: Item) -> None:
        """Put an item where it belongs."""
        if words.waits(item):
            self._add_waiting(item)
            return
        if item.get("issuance"):
            self._add_acted(item)
            return
        self.tally.add_settled(item)
        if len(self._settled) < SETTLED_SHOWN:
            self._settled.append(self.shelf.put(item))
        else:
            self.unlisted[kind_label(item), decided_by(item)] += 1

    def _add_waiting(self, item: Item) -> None:
        urgency = urgency_of_item(item, self.now)
        self.tally.add_waiting(item, urgency)
        _, seconds_away = urgency_key(item, self.now)
        slip = self.shelf.put(item, seconds_away)
        self._waiting.setdefault(urgency, []).append(slip)

    def _add_acted(self, item: Item) -> None:
        self.tally.add_acted(item)
        status = str(item["issuance"]["status"])
        is_open = status in _OPEN
        if not is_open and len(self._acted) >= SETTLED_SHOWN:
            self.acted_left[status] += 1
            return
        moved_at = datetime.fromisoformat(item["issuance"]["moved_at"])
        rank = 0 if status in FOR_A_PERSON else 1 if is_open else 2
        self._acted.append(self.shelf.put(item, rank * _FAR - int(moved_at.timestamp())))

    def acted(self) -> Iterator[Row]:
        """What somebody acted on: what is wrong, then what is not proven; the latest first."""
        return self._rows(sorted(self._acted))

    def groups(self) -> list[_Group]:
        """What waits, by urgency, in each group the nearest deadline first."""
        return [
            _Group(urgency, len(slips), self._rows(sorted(slips)))
            for urgency in Urgency
            if (slips := self._waiting.get(urgency))
        ]

    def settled(self) -> Iterator[Row]:
        """What does not wait, in the order it came."""
        return self._rows(self._settled)

    def _rows(self, slips: Iterable[Slip]) -> Iterator[Row]:
        return (row_of(item, self.now) for item in self.shelf.take(slips))
