"""Finds what went wrong with a marketplace seller's orders, decides by the seller's own policy, and records it."""
