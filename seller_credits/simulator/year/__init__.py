"""A year of a made-up shop as the files a seller downloads, and the truth of what leaked in it."""
