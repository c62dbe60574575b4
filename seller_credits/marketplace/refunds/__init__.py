"""Refunds as Amazon wants them: an XML document of `OrderAdjustment` messages."""
