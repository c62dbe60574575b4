"""The report files of the marketplace, one module per layout."""
