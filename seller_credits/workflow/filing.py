"""What one record tells of its order, filed: to the case at hand and to the ledger, the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from seller_credits.detection.detect import sightings_of
from seller_credits.detection.feedback import is_harmless
from seller_credits.detection.matching import filed
from seller_credits.detection.parcels.watch import Watch
from seller_credits.domain.cases import Look, OrderCase, Sighting
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import FeedbackRow, OrderRow, Record, UnreadOrder
from seller_credits.ledger.transaction import Writer
from seller_credits.workflow import snapshots


@dataclass(slots=True)
class Told:
    """What became of one record.

    Attributes:
        news: it told something that was not known.
        new_issues: issues nobody knew before.
        is_about_an_issue: it shows, or bears on, an issue that is known by now.
    """

    news: bool = False
    new_issues: int = 0
    is_about_an_issue: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """Files records into one transaction.

    Attributes:
        account: the account's name.
        now: the moment, aware.
        watch: how early to warn.
    """

    writer: Writer
    account: str
    now: datetime
    watch: Watch

    def file(self, case: OrderCase, record: Record) -> Told:
        """File what a record tells of its order; what is known already is not written again.

        The case, which is of this very order, grows with it.
        """
        told = Told()
        if isinstance(record, OrderRow):
            record = self._saved_by_now(record)
        if isinstance(record, UnreadOrder):
            look = Look(self.now, self.now + record.again)
            self.writer.order_unread(record.order_id, record.why, look)
        elif isinstance(record, OrderRow):
            if not snapshots.is_outdated(case, record):
                told.news = snapshots.keep(self.writer, case, record, self.now, self.watch)
            elif record.origin.api:
                return told  # it would be judged by the time that has passed since
        elif isinstance(record, FeedbackRow):
            told.news = _harmless_feedback(self.writer, case, record)
        elif isinstance(record, MoneyRow):
            told.news = _money(self.writer, case, record)
        elif isinstance(record, LabelRow):
            told.news = _label(self.writer, case, record)
        for seen in sightings_of(record, self.now, self.watch):
            self._see(case, seen, told)
        told.is_about_an_issue |= told.news and bool(case.issues)
        return told

    def _saved_by_now(self, row: OrderRow) -> OrderRow:
        """The row; where its file claims to know the future, it speaks of this moment."""
        origin = row.origin
        if origin.api or origin.as_of is None or origin.as_of <= self.now:
            return row
        return replace(row, origin=origin._replace(as_of=self.now))

    def _see(self, case: OrderCase, seen: Sighting, told: Told) -> None:
        """Put a sighting to its issue, unless this very row is known already."""
        told.is_about_an_issue = True
        known = len(case.issues)
        issue = filed(case, seen, self.account, self.now)
        if issue is not None:
            told.news = True
            told.new_issues += len(case.issues) - known
            self.writer.issue_seen(issue.issue_id, issue.detected_at, seen)


def _harmless_feedback(writer: Writer, case: OrderCase, row: FeedbackRow) -> bool:
    """Feedback that is no issue, but that no money may be tied to."""
    if not is_harmless(row) or case.stars == row.rating:
        return False
    case.stars = row.rating
    writer.feedback_seen(case.order_id, row.rating, row.origin.where)
    return True


def _money(writer: Writer, case: OrderCase, row: MoneyRow) -> bool:
    """A movement of money, once for each book; the latest word about it counts."""
    known = next((each for each in case.money if each.key == row.key), None)
    if known is not None:
        if (known.amount, known.is_held, known.kind) == (row.amount, row.is_held, row.kind):
            return False
        case.money.remove(known)
    case.money.append(row)
    writer.money_seen(row)
    return True


def _label(writer: Writer, case: OrderCase, row: LabelRow) -> bool:
    """The latest word on a label; a blank cell says nothing, and takes back nothing."""
    known = case.label
    if known is not None:
        protected = known.is_protected if row.is_protected is None else row.is_protected
        row = replace(row, is_protected=protected, first_scan=row.first_scan or known.first_scan)
        if (known.is_protected, known.first_scan) == (row.is_protected, row.first_scan):
            return False
    case.label = row
    writer.label_seen(row)
    return True
