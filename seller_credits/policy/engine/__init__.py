"""From facts to a decision: guards, the first rule that fits, its amount, limits, authority."""
