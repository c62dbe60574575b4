"""Two policies over the same recorded history: what would have been decided otherwise."""
