"""Runs with nobody looking: everything that is due, for every account, and then the rest."""
