"""The steps, oldest first: each makes the next schema of what the one before has made."""
