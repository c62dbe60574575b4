"""PostgreSQL: reaching it, telling its troubles, and keeping a ledger there for many machines."""
