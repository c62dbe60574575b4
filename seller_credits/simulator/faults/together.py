"""Several faults at once, which are one fault too."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from starlette.types import ASGIApp

from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.feeds.nouns import ByHand, Fate
from seller_credits.simulator.feeds.processing_report import Paper
from seller_credits.simulator.finances.postings import Terms
from seller_credits.simulator.reports.document import Outcome

_NONE = timedelta(0)


class Faults(Fault):
    """Several faults at once; each hears of everything, whatever the others say.

    Attributes:
        together: the faults, the innermost first.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Put them together; the first is the innermost."""
        super().__init__()
        self.together = tuple(faults)

    def skew(self) -> timedelta:
        """Return the sum of their skews."""
        return sum((each.skew() for each in self.together), _NONE)

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the application inside all of them."""
        for each in self.together:
            app = each.around(app)
        return app

    def count_call(self) -> None:
        """Tell each."""
        for each in self.together:
            each.count_call()

    def expires(self, token: str) -> bool:
        """Return whether the token has expired for any."""
        return True in [each.expires(token) for each in self.together]

    def revoked(self) -> bool:
        """Return whether the authorisation is withdrawn for any."""
        return True in [each.revoked() for each in self.together]

    def throttles(self, operation: str) -> bool:
        """Return whether any refuses."""
        return True in [each.throttles(operation) for each in self.together]

    def cancels(self, report_type: str, marketplaces: tuple[str, ...]) -> bool:
        """Return whether any cancels."""
        return True in [each.cancels(report_type, marketplaces) for each in self.together]

    def ends(self, report_type: str, outcome: Outcome) -> Outcome:
        """Return what is left of the outcome after each has had its way."""
        for each in self.together:
            outcome = each.ends(report_type, outcome)
        return outcome

    def link_age(self, document_id: str) -> timedelta:
        """Return the sum of their ages."""
        return sum((each.link_age(document_id) for each in self.together), _NONE)

    def fate(self, messages: int, fate: Fate) -> Fate:
        """Return what is left of the fate after each has had its way."""
        for each in self.together:
            fate = each.fate(messages, fate)
        return fate

    def paper(self, paper: Paper) -> Paper:
        """Return what is left of the report after each has had its way."""
        for each in self.together:
            paper = each.paper(paper)
        return paper

    def terms(self, terms: Terms, order_id: str) -> Terms:
        """Return the terms after each has had its way."""
        for each in self.together:
            terms = each.terms(terms, order_id)
        return terms

    def page(self, size: int) -> int:
        """Return the smallest page."""
        return min((each.page(size) for each in self.together), default=size)

    def meanwhile(self, order_id: str) -> ByHand | None:
        """Return what the first of them has done by hand."""
        return _first(each.meanwhile(order_id) for each in self.together)

    def beforehand(self, order_id: str) -> ByHand | None:
        """Return what the first of them has done by hand."""
        return _first(each.beforehand(order_id) for each in self.together)

    def afterwards(self, order_id: str) -> ByHand | None:
        """Return what the first of them has done by hand."""
        return _first(each.afterwards(order_id) for each in self.together)


def _first(deeds: Iterable[ByHand | None]) -> ByHand | None:
    return next((deed for deed in deeds if deed is not None), None)
