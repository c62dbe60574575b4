"""What a fault may change, and where it is asked."""

from datetime import timedelta
from typing import ClassVar

from starlette.types import ASGIApp

from seller_credits.simulator.feeds.nouns import ByHand, Fate
from seller_credits.simulator.feeds.processing_report import Paper
from seller_credits.simulator.finances.postings import Terms
from seller_credits.simulator.reports.document import Outcome
from seller_credits.simulator.shop.dice import Dice

_NONE = timedelta(0)


class Fault:
    """Something that goes wrong; this one changes nothing.

    The simulator asks each method at one place and abides by the answer. A fault overrides the few
    it is about, and keeps what it must remember between two questions.

    Attributes:
        name: what it is chosen by.
    """

    name: ClassVar[str] = ""

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        """Prepare a fault that repeats with the seed, and is as quick as the simulator."""
        self._seed = seed
        self._dice = Dice(seed, "fault", self.name)
        self._speed = speed

    def skew(self) -> timedelta:
        """How far the simulator's clock is ahead of the world's; asked when it starts."""
        return _NONE

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application as clients reach it; asked when it starts."""
        return app

    def count_call(self) -> None:
        """Take note of a call to an operation, before its token is looked at."""

    def expires(self, _token: str) -> bool:
        """Whether this access token, good by its own date, has expired; asked at each call."""
        return False

    def revoked(self) -> bool:
        """Whether the seller has withdrawn the authorisation; asked at each call and login."""
        return False

    def throttles(self, _operation: str) -> bool:
        """Whether a call that is within its usage plan is refused all the same."""
        return False

    def cancels(self, _report_type: str, _marketplaces: tuple[str, ...]) -> bool:
        """Whether a report that is asked for now will come out CANCELLED."""
        return False

    def ends(self, _report_type: str, outcome: Outcome) -> Outcome:
        """What becomes of a report that would have ended so; asked once for each."""
        return outcome

    def link_age(self, _document_id: str) -> timedelta:
        """How old a link is when it is handed out."""
        return _NONE

    def fate(self, _messages: int, fate: Fate) -> Fate:
        """How a feed of so many messages ends that would have ended so; asked once for each."""
        return fate

    def paper(self, paper: Paper) -> Paper:
        """What a processing report is handed out as; asked once for each."""
        return paper

    def terms(self, terms: Terms, _order_id: str) -> Terms:
        """How the account treats a refund of this run; asked once for each."""
        return terms

    def page(self, size: int) -> int:
        """How many transactions of one order a page holds."""
        return size

    def meanwhile(self, _order_id: str) -> ByHand | None:
        """What somebody gives by hand after an order was looked at; asked at each look."""
        return None

    def beforehand(self, _order_id: str) -> ByHand | None:
        """What somebody gave by hand by the time an adjustment is judged; asked at each."""
        return None

    def afterwards(self, _order_id: str) -> ByHand | None:
        """What somebody gives by hand after an adjustment was judged; asked at each."""
        return None
