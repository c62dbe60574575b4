"""The made-up shop: its catalogue, its buyers, its orders, and what went wrong with them."""
