"""What the marketplace does with a feed when its turn comes."""

from dataclasses import dataclass

from seller_credits.simulator.feeds.by_hand import Hands
from seller_credits.simulator.feeds.job import FeedJob
from seller_credits.simulator.feeds.judging import Judge
from seller_credits.simulator.feeds.nouns import Adjustment, Fate, Refusal
from seller_credits.simulator.feeds.payments import Payments
from seller_credits.simulator.feeds.processing import Messages, carry_out, document, paper, read
from seller_credits.simulator.feeds.processing_report import Summary
from seller_credits.simulator.world import World


@dataclass(frozen=True, slots=True)
class Mill:
    """Processes feeds, each once: reads them, has them judged and paid, and files their reports."""

    world: World
    payments: Payments
    hands: Hands

    def process(self, job: FeedJob) -> None:
        """Carry a feed out, unless it was taken back; one without a document is fatal."""
        if job.cancelled is not None:
            return
        if job.content is None:
            job.fate = Fate("FATAL")
            return
        messages = read(job.content)
        if isinstance(messages, Refusal):
            self._finish(job, Fate(), Summary(0, (messages,)))
            return
        self._tell(messages, job, done=False)
        judge = Judge(self.world.journal, self.payments, job.marketplaces, job.feed_id, job.end)
        fate = self.world.faults.fate(len(messages), Fate())
        self._finish(job, fate, carry_out(messages, judge, fate))
        self._tell(messages, job, done=True)

    def _finish(self, job: FeedJob, fate: Fate, summary: Summary) -> None:
        job.fate = fate
        job.summary = summary
        if fate.status == "DONE":
            written = paper(job.feed_id, self.world.credentials.seller_id, summary)
            job.result = document(self.world.faults.paper(written))

    def _tell(self, messages: Messages, job: FeedJob, *, done: bool) -> None:
        """Let whoever works by hand beside the feed know what it is about."""
        for message in messages:
            order = self.world.journal.orders.get(message.order_id)
            if isinstance(message, Adjustment) and order is not None:
                if done:
                    self.hands.after(message, order, job.end)
                else:
                    self.hands.before(message, order, job.created)
