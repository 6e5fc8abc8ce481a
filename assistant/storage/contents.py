"""Digests of a case's contents, by part: what an audit line says the case held after it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, select

from assistant.storage import schema


class Part(NamedTuple):
    """A part of the case that is digested as one."""

    table: Table
    columns: tuple[str, ...]
    """Digested columns; also the order of the rows."""
    key: str | None = None
    """Column that splits the part, e.g. by source; None for one digest of the whole table."""


PARTS: Final[Mapping[str, Part]] = {
    "head": Part(
        schema.case_head,
        ("id", "name", "uscc", "created_at", "as_of", "grade", "amount", "open_warnings"),
    ),
    "sources": Part(schema.sources, ("ordinal", "id", "state", "body")),
    "record_sets": Part(schema.record_sets, ("ordinal", "source", "firm", "digest", "body")),
    "rejected": Part(schema.rejected_rows, ("firm", "ordinal", "body"), "source"),
    "pages": Part(schema.pages, ("number", "text", "label"), "source"),
    "passages": Part(
        schema.passages, ("page", "ordinal", "source_name", "text", "digest"), "source"
    ),
    "recognised": Part(schema.recognised, ("page", "body"), "source"),
    "interviews": Part(schema.interviews, ("source", "body", "heard")),
    "consents": Part(schema.consents, ("seq", "body")),
    "figures": Part(schema.figures, ("ordinal", "key", "status", "body"), "origin"),
    "statements": Part(schema.statements, ("ordinal", "key", "body"), "origin"),
    "findings": Part(
        schema.findings, ("ordinal", "id", "kind", "severity", "state", "body"), "origin"
    ),
    "reviews": Part(schema.reviews, ("finding", "state", "body")),
    "waivers": Part(schema.waivers, ("rule_id", "body")),
    "score": Part(schema.scores, ("seq", "grade", "body")),
    "memo": Part(schema.memos, ("kind", "lang", "number", "body"), "seq"),
    "message": Part(schema.messages, ("thread", "role", "text", "payload_json", "at"), "seq"),
}
"""Everything but vectors (derived), screen state, the time of the last touch and the log itself."""


class Touched(NamedTuple):
    """A part that a transaction changed."""

    part: str
    key: str | int | None = None

    def __str__(self) -> str:
        """As the log names it: ``figures:invoices``."""
        return self.part if self.key is None else f"{self.part}:{self.key}"


def _digest(connection: Connection, touched: Touched) -> str | None:
    part = PARTS[touched.part]
    columns = [part.table.c[name] for name in part.columns]
    query = select(*columns).order_by(*columns)
    if part.key is not None:
        query = query.where(part.table.c[part.key] == touched.key)
    digest = hashlib.sha256()
    empty = True
    for row in connection.execute(query):
        empty = False
        digest.update(json.dumps(list(row), ensure_ascii=True, default=repr).encode() + b"\n")
    return None if empty else digest.hexdigest()


def content_digests(connection: Connection, touched: Iterable[Touched]) -> Mapping[str, str | None]:
    """Digest of each touched part as it stands; None where it is empty now."""
    return {str(one): _digest(connection, one) for one in touched}


def all_parts(connection: Connection) -> tuple[Touched, ...]:
    """Every part that holds rows."""
    found: list[Touched] = []
    for name, part in PARTS.items():
        if part.key is None:
            found.append(Touched(name))
        else:
            keys = connection.execute(select(part.table.c[part.key]).distinct()).scalars()
            found.extend(Touched(name, key) for key in keys)
    return tuple(found)
