"""Shipments, parcels and deliveries: what an order's snapshot shows before anybody complains."""
