"""A shop that goes on living: what buyers do about their troubles while a run lasts."""
