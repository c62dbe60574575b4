"""What can be proven of a policy before it decides about money: reach, gaps, tiers, limits."""
