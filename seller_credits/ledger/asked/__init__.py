"""What was asked of the marketplace: requests counted and remembered, for every process of a home.

Where several machines work for one account, the counts are in a database they share.

It is kept beside the ledger and is no part of it: it may change, be forgotten, and be deleted. What
is lost with it is time: limits are learnt again, and reports asked for again.
"""
