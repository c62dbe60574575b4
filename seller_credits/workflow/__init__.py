"""The verbs: what each command does, from records to suggestions in the ledger."""
