"""Records to issues to facts: what went wrong, how it is known, and what may be asked about it."""
