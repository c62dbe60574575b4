"""What can go wrong while a client works: each fault a small class, chosen by its name."""
