"""Documents: to and from the marketplace's own store."""
