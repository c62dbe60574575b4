"""The sections of the API, each a module over the one way to call it."""
