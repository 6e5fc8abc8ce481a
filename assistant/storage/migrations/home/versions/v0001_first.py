"""The home log as first released."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "heads",
        Column("case_id", String, primary_key=True),
        Column("seq", Integer, nullable=False),
        Column("digest", String, nullable=False),
        Column("at", String, nullable=False),
    )
    op.create_table(
        "breaks",
        Column("case_id", String, primary_key=True),
        Column("expected_seq", Integer, primary_key=True),
        Column("expected_digest", String, primary_key=True),
        Column("found_seq", Integer, nullable=False),
        Column("at", String, nullable=False),
    )
    op.create_table(
        "tombstones",
        Column("seq", Integer, primary_key=True),
        Column("case_id", String, nullable=False),
        Column("head", String, nullable=False),
        Column("who", Text, nullable=False),
        Column("at", String, nullable=False),
        Column("why", Text, nullable=False),
        Column("previous", String, nullable=False),
        Column("digest", String, nullable=False),
    )


def downgrade() -> None:
    """Drop every table."""
    for table in ("tombstones", "breaks", "heads"):
        op.drop_table(table)
