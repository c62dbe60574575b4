"""Finds what went wrong with orders, decides by the seller's own policy, and records it."""

__version__ = "0.1.0"
