"""Windows to the marketplace: its API over HTTP, and the report files it gives."""
