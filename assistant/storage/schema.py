"""The tables, as the code sees them; the migrations make them and a test compares the two.

Domain records are kept as their JSON text in ``body``, beside the columns that are searched.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

CASE: Final = MetaData()
HOME: Final = MetaData()

case_head: Final = Table(
    "case_head",
    CASE,
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
sources: Final = Table(
    "sources",
    CASE,
    Column("id", String, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("body", Text, nullable=False),
)
record_sets: Final = Table(
    "record_sets",
    CASE,
    Column("source", String, primary_key=True),
    Column("firm", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
rejected_rows: Final = Table(
    "rejected_rows",
    CASE,
    Column("source", String, primary_key=True),
    Column("firm", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
pages: Final = Table(
    "pages",
    CASE,
    Column("source", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("label", Text, nullable=False),
)
passages: Final = Table(
    "passages",
    CASE,
    Column("source", String, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("source_name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String, nullable=False),
    Index("passages_by_digest", "digest"),
)
recognised: Final = Table(
    "recognised",
    CASE,
    Column("source", String, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
interviews: Final = Table(
    "interviews",
    CASE,
    Column("source", String, primary_key=True),
    Column("body", Text, nullable=False),
    Column("heard", Text, nullable=False),
)
consents: Final = Table(
    "consents",
    CASE,
    Column("seq", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
embeddings: Final = Table(
    "embeddings",
    CASE,
    Column("digest", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
figures: Final = Table(
    "figures",
    CASE,
    Column("origin", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("status", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("figures_by_key", "key"),
)
statements: Final = Table(
    "statements",
    CASE,
    Column("origin", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("statements_by_key", "key"),
)
findings: Final = Table(
    "findings",
    CASE,
    Column("origin", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("state", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("findings_by_id", "id"),
)
reviews: Final = Table(
    "reviews",
    CASE,
    Column("finding", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("body", Text, nullable=False),
)
waivers: Final = Table(
    "waivers",
    CASE,
    Column("rule_id", String, primary_key=True),
    Column("body", Text, nullable=False),
)
scores: Final = Table(
    "scores",
    CASE,
    Column("seq", Integer, primary_key=True),
    Column("grade", String, nullable=False),
    Column("body", Text, nullable=False),
)
memos: Final = Table(
    "memos",
    CASE,
    Column("seq", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("memos_by_version", "kind", "lang", "number", unique=True),
)
messages: Final = Table(
    "messages",
    CASE,
    Column("seq", Integer, primary_key=True),
    Column("thread", String, nullable=False),
    Column("role", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("payload_json", Text, nullable=False),
    Column("at", String, nullable=False),
    Index("messages_by_thread", "thread", "seq"),
)
ui_state: Final = Table(
    "ui_state",
    CASE,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
audit: Final = Table(
    "audit",
    CASE,
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

heads: Final = Table(
    "heads",
    HOME,
    Column("case_id", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("at", String, nullable=False),
)
breaks: Final = Table(
    "breaks",
    HOME,
    Column("case_id", String, primary_key=True),
    Column("expected_seq", Integer, primary_key=True),
    Column("expected_digest", String, primary_key=True),
    Column("found_seq", Integer, nullable=False),
    Column("at", String, nullable=False),
)
tombstones: Final = Table(
    "tombstones",
    HOME,
    Column("seq", Integer, primary_key=True),
    Column("case_id", String, nullable=False),
    Column("head", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("digest", String, nullable=False),
)
