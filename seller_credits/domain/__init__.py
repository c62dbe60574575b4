"""The nouns every room speaks: money, orders, issues, facts, remedies. Imports nothing of ours."""
