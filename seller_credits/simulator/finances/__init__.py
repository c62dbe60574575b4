"""The seller's account: what sales brought, what went back to buyers, and when it was posted."""
