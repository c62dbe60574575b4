"""Orders a seller has shipped from the marketplace's warehouses to any address."""
