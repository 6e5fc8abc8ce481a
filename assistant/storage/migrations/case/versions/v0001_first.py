"""The case database as first released."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, String, Text

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "case_head",
        Column("id", String, primary_key=True),
        Column("name", Text, nullable=False),
        Column("uscc", String, nullable=False),
        Column("created_at", String, nullable=False),
        Column("touched_at", String, nullable=False),
        Column("as_of", String),
        Column("grade", String),
        Column("amount", String),
        Column("open_warnings", Integer, nullable=False),
    )
    op.create_table(
        "sources",
        Column("id", String, primary_key=True),
        Column("ordinal", Integer, nullable=False),
        Column("state", String, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_table(
        "record_sets",
        Column("source", String, primary_key=True),
        Column("firm", String, primary_key=True),
        Column("digest", String, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_table(
        "rejected_rows",
        Column("source", String, primary_key=True),
        Column("firm", String, primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("body", Text, nullable=False),
    )
    op.create_table(
        "pages",
        Column("source", String, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("text", Text, nullable=False),
        Column("label", Text, nullable=False),
    )
    op.create_table(
        "passages",
        Column("source", String, primary_key=True),
        Column("page", Integer, primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("source_name", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("digest", String, nullable=False),
    )
    op.create_index("passages_by_digest", "passages", ["digest"])
    op.create_table(
        "embeddings",
        Column("digest", String, primary_key=True),
        Column("model", String, primary_key=True),
        Column("vector", LargeBinary, nullable=False),
    )
    op.create_table(
        "figures",
        Column("origin", String, primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("key", String, nullable=False),
        Column("status", String, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("figures_by_key", "figures", ["key"])
    op.create_table(
        "statements",
        Column("origin", String, primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("key", String, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("statements_by_key", "statements", ["key"])
    op.create_table(
        "findings",
        Column("origin", String, primary_key=True),
        Column("id", String, primary_key=True),
        Column("ordinal", Integer, nullable=False),
        Column("kind", String, nullable=False),
        Column("severity", String, nullable=False),
        Column("state", String, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("findings_by_id", "findings", ["id"])
    op.create_table(
        "reviews",
        Column("finding", String, primary_key=True),
        Column("state", String, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_table(
        "waivers",
        Column("rule_id", String, primary_key=True),
        Column("body", Text, nullable=False),
    )
    op.create_table(
        "scores",
        Column("seq", Integer, primary_key=True),
        Column("grade", String, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_table(
        "memos",
        Column("seq", Integer, primary_key=True),
        Column("kind", String, nullable=False),
        Column("lang", String, nullable=False),
        Column("number", Integer, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("memos_by_version", "memos", ["kind", "lang", "number"], unique=True)
    op.create_table(
        "messages",
        Column("seq", Integer, primary_key=True),
        Column("thread", String, nullable=False),
        Column("role", String, nullable=False),
        Column("text", Text, nullable=False),
        Column("payload_json", Text, nullable=False),
        Column("at", String, nullable=False),
    )
    op.create_index("messages_by_thread", "messages", ["thread", "seq"])
    op.create_table(
        "ui_state",
        Column("key", String, primary_key=True),
        Column("value", Text, nullable=False),
    )
    op.create_table(
        "audit",
        Column("seq", Integer, primary_key=True),
        Column("at", String, nullable=False),
        Column("who", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("detail", Text, nullable=False),
        Column("previous", String, nullable=False),
        Column("digest", String, nullable=False),
    )


def downgrade() -> None:
    """Drop every table."""
    for table in (
        "audit",
        "ui_state",
        "messages",
        "memos",
        "scores",
        "waivers",
        "reviews",
        "findings",
        "statements",
        "figures",
        "embeddings",
        "passages",
        "pages",
        "rejected_rows",
        "record_sets",
        "sources",
        "case_head",
    ):
        op.drop_table(table)
