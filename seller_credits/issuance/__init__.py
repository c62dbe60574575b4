"""The outbox: from an approval to proof that the buyer has it, once and no more."""
