"""A caller by itself, for the sections of the API that stand on nothing else."""

from __future__ import annotations

from contextlib import contextmanager

from seller_credits.marketplace.calling.buckets import MemoryBuckets
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.pacing import Pacer
from seller_credits.marketplace.calling.patience import Patience
from seller_credits.marketplace.calling.tokens import AccessTokens
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.calling.waiting import Waiting


@contextmanager
def calling(account, clock, sleep, progress=lambda _: None, buckets=None):
    """Yield the account's caller; its connections are closed in the end."""
    waiting = Waiting(clock, sleep, progress)
    patience = Patience(Pacer(account, buckets or MemoryBuckets(), waiting), waiting)
    with Transport(local=account.is_local) as transport:
        tokens = AccessTokens(account, transport.send, patience, clock)
        yield Caller(account, transport, tokens, patience, waiting)
