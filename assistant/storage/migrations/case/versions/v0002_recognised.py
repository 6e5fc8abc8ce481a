"""Pages of pictures that were recognised, each as its reader gave it."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision: Final = "0002"
down_revision: Final = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "recognised",
        Column("source", String, primary_key=True),
        Column("page", Integer, primary_key=True),
        Column("body", Text, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("recognised")
