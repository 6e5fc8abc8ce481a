"""Runs revisions on the connection that the caller gives, inside the caller's transaction."""

from alembic import context


def run() -> None:
    """Apply what the command asks for; called by each folder's ``env.py``."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
