"""Alembic's entry to the case database's revisions."""

from assistant.storage.migrations.running import run

run()
