"""Kills what hands refunds in, and what looks for them, and compares the ledger with the truth."""
