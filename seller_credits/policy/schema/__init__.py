"""The policy language as JSON Schema, for completion in an editor."""
