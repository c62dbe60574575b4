"""The recorder: an append-only, hash-chained ledger and what can be read from it."""
