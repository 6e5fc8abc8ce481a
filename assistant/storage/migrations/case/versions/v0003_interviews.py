"""Interviews with what was heard of them, and consents."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision: Final = "0003"
down_revision: Final = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "interviews",
        Column("source", String, primary_key=True),
        Column("body", Text, nullable=False),
        Column("heard", Text, nullable=False),
    )
    op.create_table(
        "consents",
        Column("seq", Integer, primary_key=True),
        Column("body", Text, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("consents")
    op.drop_table("interviews")
