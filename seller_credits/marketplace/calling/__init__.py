"""How anything is asked: authenticated, in its turn, and again only where that is safe."""
