"""What alembic runs to take steps: on the connection it was handed, in the transaction there."""

from __future__ import annotations

from alembic import context

from seller_credits.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
