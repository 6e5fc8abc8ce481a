"""Alembic's entry to the home database's revisions."""

from assistant.storage.migrations.running import run

run()
