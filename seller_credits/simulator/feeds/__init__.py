"""Feeds: what a seller uploads, what it means, and what the marketplace makes of it."""
