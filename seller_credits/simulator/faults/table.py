"""The faults by name, in the order they are explained, each with what it does to a client.

Apart from the faults themselves, so that a command line can be read without loading a server.
"""

from collections.abc import Iterable

FAULTS = {
    "throttle": "refuses calls within the documented limits, a few in a row now and then (429)",
    "flaky": "one request in three ends in 500, 503, a reset, silence or half an answer",
    "slow": "every answer takes one to three seconds, less at a higher speed",
    "expired-token": (
        "each access token expires after five calls, long before its hour is over (403)"
    ),
    "revoked-token": (
        "after twelve calls the authorisation is withdrawn for good (403, invalid_grant)"
    ),
    "clock-skew": (
        "its clock is three hours behind yours; windows up to now lie in its future (400)"
    ),
    "cancelled-reports": (
        "the first report of each type and store is CANCELLED although there are rows"
    ),
    "fatal-report": "returns to Amazon's warehouses end FATAL, with a document that says why",
    "stuck-report": "the feedback report stays IN_PROGRESS for ever",
    "garbled-report": (
        "seller-fulfilled returns are damaged: broken gzip, or no text at all, in turn"
    ),
    "expired-link": "the first link to each document has expired (403); the next one is good",
    "lost-answers": (
        "feeds, uploads, messages and parcels are taken, and the answer is lost; some are not taken"
    ),
    "partial-feed": "some messages of a feed fail for no reason; some feeds end FATAL half-way",
    "stuck-feed": "feeds stay IN_PROGRESS for ever; their money is paid, or is not",
    "garbled-processing-report": (
        "reports of feeds are flat files in German or Japanese, HTML, cut short, or packed unsaid"
    ),
    "late-finances": (
        "refunds show days late and are held back, one a page; less at a higher speed"
    ),
    "refunded-by-hand": (
        "somebody refunds the same orders by hand, before, between and after a feed"
    ),
}


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names each once, in the order of the table; one may be a list joined by commas.

    Raises:
        ValueError: a name that no fault has; it says which there are.
    """
    each = [names] if isinstance(names, str) else names
    wanted = {part.strip() for name in each for part in name.split(",")} - {""}
    unknown = sorted(wanted - FAULTS.keys())
    if unknown:
        raise ValueError(
            f"there is no fault {', '.join(unknown)}; the faults are {', '.join(FAULTS)}"
        )
    return tuple(name for name in FAULTS if name in wanted)
