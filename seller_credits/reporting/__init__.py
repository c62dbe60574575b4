"""What leaves the house: issues and suggestions as table, JSON, CSV and a page."""
