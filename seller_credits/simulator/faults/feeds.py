"""Faults of feeds: some messages fail, the whole ends badly or never, or its report is a riddle."""

import gzip
from collections.abc import Callable
from dataclasses import replace

from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.faults.tongues import GERMAN, JAPANESE, flat_summary
from seller_credits.simulator.feeds.nouns import Fate
from seller_credits.simulator.feeds.processing_report import Paper

_PARTIAL = ("errors", "errors", "fatal", "sound")


class PartialFeed(Fault):
    """Of two feeds in four some messages fail for no reason, and a third ends FATAL half-way.

    The documents say of FATAL that "some, none, or all of the operations within the feed might have
    completed"; there is no report then. A feed that is DONE with errors among its messages is
    common. The first feed has errors; a message may be the only one.
    """

    name = "partial-feed"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._ways = ["errors"]

    def fate(self, messages: int, fate: Fate) -> Fate:
        """Return a bad end for some feeds, and the messages that fail of others."""
        way = self._ways.pop()
        self._ways = self._ways or self._dice.shuffled(_PARTIAL)
        if way == "fatal":
            return replace(fate, status="FATAL", carried_out=self._dice.between(0, messages))
        if way == "errors":
            most = max(1, messages - 1)
            failing = self._dice.sample(range(messages), self._dice.between(1, most))
            return replace(fate, failing=frozenset(failing))
        return fate


class StuckFeed(Fault):
    """Two feeds in three stay IN_PROGRESS for ever; what they ask for was paid, or was not.

    As observed for a feed of adjustments in Germany (github.com/amzn/selling-partner-api-models
    issue 4914). The first feed is stuck.
    """

    name = "stuck-feed"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._feeds = 0

    def fate(self, messages: int, fate: Fate) -> Fate:
        """Return no end for some feeds."""
        self._feeds += 1
        stuck = self._dice.chance(2 / 3) or self._feeds == 1
        carried_out = self._dice.pick((None, 0, self._dice.between(0, messages)))
        return replace(fate, status="IN_PROGRESS", carried_out=carried_out) if stuck else fate


class GarbledProcessingReport(Fault):
    """No processing report is what it should be: each is one of five riddles, in turn.

    A summary like that of flat files, in Japanese (windows-31j) or in German (windows-1252); an
    error page in HTML; XML that ends in its middle; sound XML compressed though nobody says so.
    The Japanese one has been seen in answers to XML feeds, the page in answers of other sections;
    the German one is an assumption after it, the others stand for a cache that failed. Of what the
    messages ask for everything is true as ever.
    """

    name = "garbled-processing-report"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._ways = self._dice.shuffled(_RIDDLES)

    def paper(self, paper: Paper) -> Paper:
        """Return the report as the next riddle."""
        way = self._ways.pop(0)
        self._ways.append(way)
        return way(paper)


def _japanese(paper: Paper) -> Paper:
    body = flat_summary(paper.summary, JAPANESE).encode("cp932", "replace")
    kind = "text/plain; charset=windows-31j"
    return replace(paper, body=body, content_type=kind, compressed=False)


def _german(paper: Paper) -> Paper:
    body = flat_summary(paper.summary, GERMAN).encode("cp1252", "replace")
    return replace(paper, body=body, content_type="text/plain", compressed=False)


def _page(paper: Paper) -> Paper:
    body = (
        b"<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head>"
        b"<body><h1>Service Unavailable</h1><p>Please try again later.</p></body></html>\n"
    )
    return replace(paper, body=body, content_type="text/html", compressed=False)


def _cut(paper: Paper) -> Paper:
    body = _plain(paper)
    return replace(paper, body=body[: len(body) * 2 // 3], compressed=False)


def _packed(paper: Paper) -> Paper:
    return replace(paper, body=gzip.compress(_plain(paper), mtime=0), compressed=False)


def _plain(paper: Paper) -> bytes:
    return gzip.decompress(paper.body) if paper.compressed else paper.body


_RIDDLES: tuple[Callable[[Paper], Paper], ...] = (_japanese, _german, _page, _cut, _packed)
