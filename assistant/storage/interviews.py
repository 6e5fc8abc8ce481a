"""Interviews and consents: rows in and out."""

from sqlalchemy import Connection, select

from assistant.domain.interviews import Consent, Interview
from assistant.storage import schema
from assistant.storage.changes import Changes
from assistant.storage.rows import storable
from assistant.storage.written_rows import json_of


def interviews_of(connection: Connection) -> tuple[Interview, ...]:
    """The interviews of a case, in the order in which they came."""
    table, sources = schema.interviews, schema.sources
    query = (
        select(table.c.body)
        .join(sources, sources.c.id == table.c.source)
        .order_by(sources.c.ordinal)
    )
    return tuple(Interview.model_validate_json(b) for b in connection.execute(query).scalars())


def heard_of(connection: Connection, source_id: str) -> str:
    """What was heard of a recording, as its listener gave it (JSON); '' where it came as text."""
    table = schema.interviews
    query = select(table.c.heard).where(table.c.source == source_id)
    return str(connection.execute(query).scalar() or "")


def consents_of(connection: Connection) -> tuple[Consent, ...]:
    """Every consent and withdrawal, oldest first."""
    table = schema.consents
    rows = connection.execute(select(table.c.body).order_by(table.c.seq)).scalars()
    return tuple(Consent.model_validate_json(body) for body in rows)


def put_interview(changes: Changes, interview: Interview, heard: str | None) -> None:
    """Keep an interview in place of what was kept of its source; None leaves what was heard."""
    table = schema.interviews
    kept = heard_of(changes.connection, interview.source) if heard is None else heard
    changes.remove(table, table.c.source == interview.source)
    row = {"source": interview.source, "body": json_of(interview), "heard": storable(kept)}
    changes.insert(table, [row])
    changes.touch("interviews")


def remove_interview(changes: Changes, source_id: str) -> None:
    """Take an interview out with its source."""
    changes.remove(schema.interviews, schema.interviews.c.source == source_id)
    changes.touch("interviews")


def add_consent(changes: Changes, consent: Consent) -> None:
    """Keep a consent or its withdrawal; a kept one is never changed."""
    changes.append(schema.consents, {"body": json_of(consent)})
    changes.touch("consents")
