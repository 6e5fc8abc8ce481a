"""What is written besides a person's work: the head that lists show, vectors, screen state."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.domain.figures import FigureStatus
from assistant.domain.findings import ReviewState, Severity
from assistant.storage import schema
from assistant.storage.reading import figures_of
from assistant.storage.rows import StoredEmbedding

ENTERED: Final = "entered"
"""Origin of the figures that people typed; it wins where two origins have one key."""
_WARNS: Final = (Severity.WARNING, Severity.CRITICAL)


def update_head(connection: Connection, at: str) -> None:
    """Bring grade, requested amount and open warnings of the head up to date."""
    connection.execute(
        update(schema.case_head).values(
            touched_at=at,
            grade=connection.execute(select(schema.scores.c.grade)).scalar(),
            amount=_requested(connection),
            open_warnings=_open_warnings(connection),
        )
    )


def _requested(connection: Connection) -> str | None:
    table = schema.figures
    origins = select(table.c.origin).where(
        table.c.key == "request.amount", table.c.status == FigureStatus.VERIFIED
    )
    found = sorted(
        connection.execute(origins).scalars(), key=lambda origin: (origin != ENTERED, origin)
    )
    if not found:
        return None
    figures = figures_of(connection, "request.amount", found[0])
    amounts = [f.number for f in figures if f.status is FigureStatus.VERIFIED]
    return next((str(a) for a in amounts if isinstance(a, Decimal)), None)


def _open_warnings(connection: Connection) -> int:
    findings, reviews = schema.findings, schema.reviews
    state = func.coalesce(reviews.c.state, findings.c.state)
    joined = findings.outerjoin(reviews, reviews.c.finding == findings.c.id)
    counted = select(func.count(func.distinct(findings.c.id))).select_from(joined)
    return int(
        connection.execute(
            counted.where(findings.c.severity.in_(_WARNS), state == ReviewState.OPEN)
        ).scalar_one()
    )


def put_embeddings(connection: Connection, embeddings: Iterable[StoredEmbedding]) -> None:
    """Keep vectors by text digest, in place of earlier ones of the same model."""
    table = schema.embeddings
    rows = {(e.digest, e.model): e.model_dump() for e in embeddings}
    for digest, model in rows:
        connection.execute(delete(table).where(table.c.digest == digest, table.c.model == model))
    if rows:
        connection.execute(insert(table), list(rows.values()))


def put_state(connection: Connection, key: str, value: str) -> None:
    """Remember a value of the screen."""
    table = schema.ui_state
    connection.execute(delete(table).where(table.c.key == key))
    connection.execute(insert(table).values(key=key, value=value))
