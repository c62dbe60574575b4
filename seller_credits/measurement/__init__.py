"""Counting what happened: rates with their denominators, what is unusual, and since when. Pure."""
