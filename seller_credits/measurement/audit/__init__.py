"""What refunds cost, and what of it need not have been: payouts held against each other. Pure."""
