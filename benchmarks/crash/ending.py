"""Lets everything come to its end: what waits is handed in, what is open is looked for."""

from __future__ import annotations

import time

from benchmarks.crash import forking
from benchmarks.crash.shop import Shop

_ROUNDS = 12
_WELL = {0, 3, 5, 7}
_PAUSE_S = 2.0


def brought_to_an_end(shop: Shop) -> None:
    """Hand in and look, undisturbed, until neither changes anything any more."""
    before = ""
    for _ in range(_ROUNDS):
        forking.ran(shop.job("submit", "--live", "--yes"), _WELL)
        time.sleep(_PAUSE_S)
        forking.ran(shop.job("reconcile", "--all"), _WELL)
        now = forking.ran(shop.job("suggestions", "--format", "json"), {0}).said
        if now == before:
            return
        before = now
