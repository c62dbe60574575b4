"""Who an account is and with which keys: what is told where, and where secrets are kept."""
