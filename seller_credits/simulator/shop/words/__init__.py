"""What buyers write, by the language of their store."""
